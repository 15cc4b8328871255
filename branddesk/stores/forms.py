"""What administrators type to connect a store."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.stores.models import Marketplace
from branddesk.stores.ozon import GATEWAY


class KeyField(forms.CharField):
    """An API key: pasted, and never shown again."""

    def __init__(self, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        options.setdefault("label", "Api-Key")
        options.setdefault("error_messages", {"required": _("Paste the key.")})
        super().__init__(widget=widget, max_length=200, **options)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text.isascii() or not text.isprintable() or " " in text:
            raise forms.ValidationError(_("A key has only letters, digits and hyphens. Copy it once more."))
        return text


class StoreForm(forms.Form):
    marketplace = forms.ModelChoiceField(
        label=_("Marketplace"), queryset=Marketplace.objects.none(), widget=forms.HiddenInput, empty_label=None
    )
    client_id = forms.RegexField(
        r"^[0-9]{1,18}$",
        label="Client-Id",
        help_text=_("In Ozon's cabinet: Settings, Seller API."),
        error_messages={
            "invalid": _("A Client-Id is a number such as 836273."),
            "required": _("Enter the Client-Id."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    api_key = KeyField(help_text=_("Kept encrypted and shown to nobody again."))
    name = forms.CharField(
        label=_("Name on this desk"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the seller's name at Ozon."),
    )

    brand = forms.ModelChoiceField(
        label=_("Brand"),
        queryset=Brand.objects.none(),
        required=False,
        empty_label=_("as the catalogue and the cards say"),
        help_text=_("Goods that name no brand of yours, and what customers say about them, count as this one's."),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brand = self.fields["brand"]
        assert isinstance(brand, forms.ModelChoiceField)
        brand.queryset = Brand.objects.visible_to(reader).order_by("name")
        field = self.fields["marketplace"]
        assert isinstance(field, forms.ModelChoiceField)
        places = Marketplace.objects.filter(gateway=GATEWAY).order_by("name")
        field.queryset = places
        found = list(places[:2])
        if len(found) > 1:
            field.widget = forms.Select()
            field.widget.choices = field.choices
        elif found:
            field.initial = found[0].pk


class KeyForm(forms.Form):
    api_key = KeyField(label=_("New Api-Key"), help_text=_("The old one is forgotten as soon as Ozon accepts this."))
