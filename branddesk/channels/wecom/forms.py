"""What administrators type to connect WeCom, and what people send by it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.channels.wecom.codec import BadEnvelope, decode_key
from branddesk.channels.wecom.models import Binding, WeComApp
from branddesk.channels.wecom.robots import check_address
from branddesk.channels.wecom.services.robots import KINDS
from branddesk.contacts.models import Contact
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit

MOST_FILES = 20


class SecretField(forms.CharField):
    """Typed and never shown again; left empty, what is kept stays."""

    def __init__(self, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__(widget=widget, required=False, **options)

    def say_state(self, is_set: bool) -> None:
        state = gettext("Set. Leave it empty to keep it.") if is_set else gettext("Not set yet.")
        self.help_text = f"{state} {self.help_text}".strip()


class AppForm(forms.Form):
    corp_id = forms.RegexField(
        r"^[A-Za-z0-9_-]{4,64}$",
        label=_("Company ID"),
        help_text=_("In WeCom's administration: My Company, at the bottom of the page."),
        error_messages={"invalid": _("A company ID has letters and digits, such as ww1436e0e65a779aee.")},
    )
    agent_id = forms.IntegerField(
        label=_("Agent ID"), min_value=1, max_value=2**31 - 1, help_text=_("On the page of the self-built app.")
    )
    secret = SecretField(label=pgettext_lazy("WeCom", "Secret"), max_length=128, help_text=_("From the same page."))
    token = SecretField(
        label=_("Token of the callback"), max_length=32, help_text=_("App, Receive messages, Set API receiving.")
    )
    aes_key = SecretField(label="EncodingAESKey", max_length=43)

    def __init__(self, *args: Any, app: WeComApp | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("secret", "token", "aes_key"):
            field = self.fields[name]
            assert isinstance(field, SecretField)
            field.say_state(bool(app and getattr(app, name)))

    def clean_aes_key(self) -> str:
        key = str(self.cleaned_data["aes_key"])
        if key:
            try:
                decode_key(key)
            except BadEnvelope:
                raise forms.ValidationError(
                    _("An EncodingAESKey has 43 letters and digits. Copy it once more.")
                ) from None
        return key


class RobotForm(forms.Form):
    address = SecretField(
        label=_("The robot's address"), max_length=500, help_text=_("From the robot's card in the group.")
    )
    tells = forms.MultipleChoiceField(
        label=_("What the group is told"),
        required=False,
        choices=[
            ("new", _("New and reopened cases")),
            ("questions", _("Questions and answers")),
            ("decisions", _("Decisions")),
            ("escalations", _("Escalations")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, is_set: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert {value for value, _label in self.fields["tells"].choices} == set(KINDS)  # type: ignore[attr-defined]
        field = self.fields["address"]
        assert isinstance(field, SecretField)
        field.say_state(is_set)
        self.is_set = is_set

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if not address and not self.is_set:
            raise forms.ValidationError(_("Paste the robot's address first."))
        try:
            return check_address(address) if address else ""
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from None


class SendForm(forms.Form):
    """To whom a card goes, its words and its files."""

    to = forms.ChoiceField(
        label=pgettext_lazy("receiver", "To"), error_messages={"required": _("Choose who gets the card.")}
    )
    text = forms.CharField(
        label=_("Card"),
        max_length=1800,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Markdown as WeCom shows it: **bold**, > quoted. A link to the case is added."),
        error_messages={"required": _("Write the card first.")},
    )
    exhibits = forms.ModelMultipleChoiceField(
        label=_("Files with it"),
        queryset=Exhibit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each up to 20 MB. What you send leaves the desk."),
    )

    def __init__(self, *args: Any, actor: User, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receivers = receivers_of(actor, case)
        self.fields["to"].choices = [(key, label) for key, (label, *_rest) in self.receivers.items()]  # type: ignore[attr-defined]
        attached = Exhibit.objects.visible_to(actor).filter(case_links__case=case, brand=case.brand_id)
        files = attached.filter(withdrawn_at=None).select_related("blob", "brand").distinct().order_by("-pk")
        self.fields["exhibits"].queryset = files[:MOST_FILES]  # type: ignore[attr-defined]

    def clean_exhibits(self) -> list[Exhibit]:
        return list(self.cleaned_data["exhibits"])


class TextForm(forms.Form):
    """A plain text outside of cases."""

    text = forms.CharField(
        label=_("Text"),
        max_length=1800,
        widget=forms.Textarea(attrs={"rows": 5, "data-keep": "wecom"}),
        error_messages={"required": _("Write something first.")},
    )


class FileForm(forms.Form):
    """Into which case goes what somebody wrote by WeCom: one of the newest, or one by its number."""

    case = forms.ChoiceField(label=_("Case"), required=False)
    number = forms.CharField(
        label=_("or its number"),
        max_length=16,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "BD-10001"}),
    )

    def __init__(self, *args: Any, actor: User, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        offered = [(case.number, f"{case.number} {case}") for case in cases]
        self.fields["case"].choices = [("", gettext("choose a case")), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number = (data.get("number") or data.get("case") or "").strip().upper()
        data["found"] = Case.objects.visible_to(self.actor).filter(number=number).first()
        if data["found"] is None:
            raise forms.ValidationError(
                _("There is no such case. Write its number as it stands in the list: BD-10001.")
                if number
                else _("Choose the case, or write its number.")
            )
        return data


def receivers_of(actor: User, case: Case) -> dict[str, tuple[str, str, str, str]]:
    """Who can be reached by WeCom about this case: label, WeCom user, name and language of each.

    Contacts with a WeCom ID who are there for the brand, and bound colleagues who may see the case.
    """
    found: dict[str, tuple[str, str, str, str]] = {}
    contacts = Contact.objects.visible_to(actor).standing().filter(marketplace=case.marketplace_id).exclude(wecom="")
    for contact in contacts.distinct():
        language = contact.languages[0] if contact.languages else case.marketplace.language
        label = f"{contact.name} · {contact.get_role_display()}"
        found[f"contact:{contact.pk}"] = (label, contact.wecom, contact.name, language)
    bindings = Binding.objects.filter(person__organisation=actor.organisation_id, person__is_active=True)
    for binding in bindings.exclude(person=actor).select_related("person__organisation"):
        person = binding.person
        if Case.objects.visible_to(person).filter(pk=case.pk).exists():
            colleague = gettext("colleague")
            label = f"{person.name} · {colleague}"
            found[f"person:{person.pk}"] = (label, binding.wecom_user, person.name, person.language)
    return found
