"""What people type about a contact, who is there for a brand, an absence, and the file they bring in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts import zones
from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.contacts.models import Contact
from branddesk.contacts.rules import Card, read_card, write_menu
from branddesk.contacts.schedule import write_hours
from branddesk.contacts.selectors import managers_of, week_of
from branddesk.core.enums import Language
from branddesk.core.errors import DomainError
from branddesk.foundation.calendars.models import Country
from branddesk.foundation.transfers.sheets import MOST_BYTES
from branddesk.stores.models import Marketplace

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DEPUTY = "deputy"
QUIET = {"autocomplete": "off"}


class ContactForm(forms.Form):
    """A card. The rules are those of a sheet's row; each fault stands under its field."""

    name = forms.CharField(
        label=pgettext_lazy("of a contact", "Name"), max_length=240, widget=forms.TextInput(attrs=QUIET)
    )
    role = forms.ChoiceField(label=_("Role"))
    position = forms.CharField(label=_("Position"), max_length=240, required=False)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=600,
        required=False,
        help_text=_("For example: complaints about listings."),
    )
    brands = forms.ModelMultipleChoiceField(
        label=_("For which brands"),
        queryset=Brand.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen: for all brands. A manager needs at least one."),
    )
    person = forms.ModelChoiceField(
        label=_("On this desk"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody who works on this desk"),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", **QUIET}),
        help_text=_("With its country: +7 495 000-01-14."),
    )
    extension = forms.CharField(label=_("Extension"), max_length=20, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs=QUIET))
    wecom = forms.CharField(label=_("WeCom ID"), max_length=100, required=False)
    chat_url = forms.CharField(
        label=_("Chat address"),
        max_length=600,
        required=False,
        widget=forms.URLInput,
        help_text=_("A page on which one may write, like https://…"),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    hours = forms.CharField(
        label=_("Working hours"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Like this: Mon-Fri 9:00-18:00; Sat 10:00-14:00. Or: 24/7."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones.choices)
    country = forms.ChoiceField(
        label=_("Public holidays of"), choices=[("", _("works on holidays, too")), *Country.choices], required=False
    )
    menu = forms.CharField(
        label=_("Menu of the line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One option a line: the keys, the words, and after a stroke what it is for. 2 1 Brands | complaints"
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    card: Card

    def __init__(
        self, *args: Any, reader: User, marketplace: Marketplace, contact: Contact | None = None, **kwargs: Any
    ) -> None:
        self.contact = contact
        kwargs["initial"] = self._initial(reader, marketplace, contact) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        roles: list[tuple[str, Any]] = [(role.value, role.label) for role in Contact.Role]
        if reader.is_platform:
            del self.fields["brands"]
            people = User.objects.filter(organisation=reader.organisation_id, is_active=True)
            self.fields["person"].queryset = people  # type: ignore[attr-defined]
        else:
            del self.fields["person"]
            roles.insert(1, (DEPUTY, pgettext_lazy("contact", "Deputy of the account manager")))
            self.fields["brands"].queryset = Brand.objects.visible_to(reader)  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.card, faults = read_card(data)
        for name, sentence in faults.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return data

    def refuse(self, refusal: DomainError, seen: int) -> None:
        """Keep what was typed under the refusal; sent again, it goes over the newer state."""
        self.add_error(None, refusal.message)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(seen)  # type: ignore[index]

    @property
    def call(self) -> dict[str, Any]:
        """What the service takes of it."""
        data = self.cleaned_data
        return {"card": self.card, "brands": list(data.get("brands") or []), "person": data.get("person")}

    @staticmethod
    def _initial(reader: User, marketplace: Marketplace, contact: Contact | None) -> dict[str, Any]:
        if contact is None:
            country = marketplace.territory if marketplace.territory in Country else ""
            return {"time_zone": marketplace.time_zone, "country": country}
        covers = list(contact.coverages.all())
        is_deputy = not reader.is_platform and any(cover.as_deputy for cover in covers)
        names = (
            "name", "position", "purpose", "phone", "extension", "email", "wecom", "chat_url", "languages", "time_zone",
            "country", "person",
        )  # fmt: skip
        return {
            **{name: getattr(contact, name) for name in names},
            "role": DEPUTY if is_deputy else contact.role,
            "brands": [cover.brand_id for cover in covers],
            "hours": write_hours(week_of(contact).spans),
            "menu": write_menu(contact.menu_options.all()),
        }


class AssignForm(forms.Form):
    """Who is there for one brand."""

    manager = forms.ModelChoiceField(
        label=pgettext_lazy("contact", "Account manager"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("no manager of its own"),
    )
    deputies = forms.ModelMultipleChoiceField(
        label=_("Deputies"), queryset=Contact.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, marketplace: Marketplace, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("manager", "deputies"):
            self.fields[name].queryset = managers_of(marketplace, reader.organisation)  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    starts_on = forms.DateField(label=_("First day away"), widget=DATE)
    ends_on = forms.DateField(label=_("Last day away"), widget=DATE)
    substitute = forms.ModelChoiceField(
        label=_("Stands in"), queryset=Contact.objects.none(), required=False, empty_label=_("nobody named")
    )

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = managers_of(contact.marketplace, contact.keeper).exclude(pk=contact.pk)
        self.fields["substitute"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("starts_on", "ends_on"):
            day = data.get(name)
            if isinstance(day, date) and not 2000 <= day.year <= 2100:
                self.add_error(name, _("Enter a day between the years 2000 and 2100."))
        return data


class BookForm(forms.Form):
    """A file of contacts, and which book it goes into."""

    brand = forms.ModelChoiceField(
        label=_("Brand"),
        queryset=Brand.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the brand."), "invalid_choice": _("Choose the brand.")},
    )
    marketplace = forms.ModelChoiceField(label=_("Marketplace"), queryset=Marketplace.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".vcf,.vcard,.csv,.tsv,.txt,.xlsx,.ods"}),
        help_text=_("vCard, CSV or XLSX. Titles may be in English, Russian or Chinese."),
        error_messages={
            "required": _("Choose the file first."),
            "empty": _("The file is empty. Choose the file that holds your contacts."),
        },
    )

    def __init__(self, *args: Any, reader: User, marketplaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = Brand.objects.visible_to(reader)
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]
        self.fields["marketplace"].queryset = marketplaces  # type: ignore[attr-defined]
        self.initial.setdefault("brand", brands.first())
        self.initial.setdefault("marketplace", marketplaces.first())

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large. Split it into files of up to 20 MB."))
        return file
