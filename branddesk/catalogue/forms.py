"""What people type about a product, and the sheet they bring in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.catalogue.models import Product
from branddesk.catalogue.rules import ProductFields, read_product
from branddesk.core.enums import Currency
from branddesk.foundation.transfers.sheets import MOST_BYTES


class ProductForm(forms.Form):
    """The rules are those of a sheet's row; each fault stands under its field."""

    sku = forms.CharField(label=_("SKU"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    offer_id = forms.CharField(
        label=_("Offer id"),
        required=False,
        max_length=120,
        help_text=_("Your own number for it, as the marketplace knows it."),
    )
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=600)
    price = forms.CharField(
        label=_("Price"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, required=False)
    pictures = forms.CharField(
        label=_("Pictures"),
        required=False,
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Addresses of its pictures, one below the other."),
    )

    fields_of_product: ProductFields

    def __init__(self, *args: Any, product: Product | None = None, **kwargs: Any) -> None:
        if product is not None:
            kwargs["initial"] = {
                "sku": product.sku,
                "offer_id": product.offer_id,
                "name": product.name,
                "price": product.price,
                "currency": product.currency,
                "pictures": "\n".join(product.pictures),
            }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self.fields_of_product, faults = read_product(data)
            for name, sentence in faults.items():
                self.add_error(name, sentence)
        return data


class SheetForm(forms.Form):
    """A sheet and the brand whose products it lists."""

    brand = forms.ModelChoiceField(
        label=_("Brand"),
        queryset=Brand.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the brand."), "invalid_choice": _("Choose the brand.")},
    )
    file = forms.FileField(
        label=_("Sheet"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods"}),
        help_text=_("XLSX or CSV, up to 50,000 rows. Titles may be in English, Russian or Chinese."),
        error_messages={
            "required": _("Choose the sheet first."),
            "empty": _("The file is empty. Choose the sheet that holds your rows."),
        },
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands = Brand.objects.visible_to(reader)
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]
        self.initial.setdefault("brand", brands.first())

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large. Split it into sheets of up to 20 MB."))
        return file
