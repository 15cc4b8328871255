"""What people copy from certificates and letters into the register."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.brands import services
from branddesk.brands.models import Authorisation, Brand, Register, Right, Territory
from branddesk.brands.rules import AuthorisationFields, Faults, RightFields

SEPARATORS = re.compile(r"[\s,;、,，；]+")
MOST_CLASSES = 45


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NiceClassesField(forms.CharField):
    """Class numbers in any writing: "21, 25", "21 25", "кл. 21; 25"."""

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        if isinstance(value, list):
            return value
        numbers = []
        for part in SEPARATORS.split(str(value or "").strip()):
            if not part:
                continue
            if not (part.isascii() and part.isdigit() and len(part) <= 2):
                raise ValidationError(
                    _now("“%(text)s” is not a class number. Write numbers with commas, for example 21, 25."),
                    params={"text": part[:40]},
                )
            numbers.append(int(part))
        return sorted(set(numbers))[:MOST_CLASSES]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class BrandForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("of a thing", "Name"), max_length=200, help_text=_("As it stands on the goods.")
    )


class GrantForm(forms.Form):
    """Names an agency by its legal name. The name of the brand may be corrected on the same page."""

    legal_name = forms.CharField(
        label=_("Legal name of the agency"),
        max_length=300,
        help_text=_("Exactly as the agency has entered it on this desk; quotation marks and case do not matter."),
    )


class PaperForm(forms.Form):
    """What rights and authorisations have in common. Faults of the register stand under their fields."""

    territories = forms.MultipleChoiceField(
        label=_("Territory"),
        choices=Territory.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one country in which the paper is valid.")},
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=DayInput)
    valid_to = forms.DateField(
        label=_("Valid to"),
        required=False,
        widget=DayInput,
        help_text=_("Leave empty only if the paper names no end. Ozon refuses such papers."),
    )
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, brand: Brand, paper: Right | Authorisation | None = None, **kwargs: Any) -> None:
        self.brand = brand
        self.paper = paper
        if paper is not None:
            names = [name for name in self.base_fields if name != "seen_at"]
            kwargs["initial"] = {
                **{name: getattr(paper, name) for name in names},
                "seen_at": paper.updated_at.isoformat(),
            }
        super().__init__(*args, **kwargs)

    def clean_seen_at(self) -> datetime | None:
        text = self.cleaned_data["seen_at"]
        try:
            return datetime.fromisoformat(text) if text else None
        except ValueError as error:
            raise ValidationError(_now("This form is out of date. Open the entry again.")) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            for name, sentence in self.faults().items():
                self.add_error(name, sentence)
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the paper itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_at"}

    def faults(self) -> Faults:
        raise NotImplementedError


class RightForm(PaperForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Right.Kind.choices)
    sign = forms.CharField(
        label=_("Sign or title"), max_length=120, help_text=_("As it stands in the certificate, for example KETTORA.")
    )
    register = forms.ChoiceField(label=_("Register"), choices=Register.choices)
    number = forms.CharField(label=_("Registration number"), max_length=40)
    classes = NiceClassesField(
        label=_("Nice classes"),
        required=False,
        help_text=_("From the certificate, for example 21, 25. Only trade marks have them."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    holder = forms.CharField(
        label=_("Rights holder"),
        max_length=200,
        help_text=_("The legal name as it stands in the certificate: the chain of papers starts there."),
    )
    field_order = [
        "kind", "sign", "register", "number", "classes", "holder", "territories", "valid_from", "valid_to", "seen_at",
    ]  # fmt: skip

    def faults(self) -> Faults:
        besides = self.paper if isinstance(self.paper, Right) else None
        return services.faults_of_right(brand=self.brand, fields=cast(RightFields, self.facts), besides=besides)


class AuthorisationForm(PaperForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Authorisation.Kind.choices)
    grantor = forms.CharField(
        label=_("From"), max_length=200, help_text=_("Who gives the permission, with the legal name of the paper.")
    )
    grantee = forms.CharField(
        label=_("To"), max_length=200, help_text=_("Who receives it, with the legal name of the paper.")
    )
    allows_enforcement = forms.BooleanField(
        label=_("Covers complaints on the holder's behalf"), required=False, initial=True
    )
    scope = forms.CharField(
        label=_("Scope"),
        required=False,
        max_length=300,
        help_text=_("What the paper allows in its own words, for example: retail sale of flasks on Ozon."),
    )
    field_order = [
        "kind", "grantor", "grantee", "scope", "allows_enforcement", "territories", "valid_from", "valid_to", "seen_at",
    ]  # fmt: skip

    def faults(self) -> Faults:
        besides = self.paper if isinstance(self.paper, Authorisation) else None
        fields = cast(AuthorisationFields, self.facts)
        return services.faults_of_authorisation(brand=self.brand, fields=fields, besides=besides)
