"""Forms of the administrator's pages. Each keeps, as `seen`, the change up to which its reader knew the thing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts import zones
from branddesk.cases.readiness.terms import Term, TermValue
from branddesk.cases.reasons import OUTCOMES
from branddesk.cases.terms.states import TEMPLATE_TEXTS
from branddesk.core.enums import CaseKind, Language, Status
from branddesk.core.errors import DomainError
from branddesk.foundation.calendars.models import Country

YES_NO = [("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))]
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SeenForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def shown(self) -> list[forms.BoundField]:
        return self.visible_fields()

    def refuse(self, refusal: DomainError, seen: int) -> None:
        """Keep what was typed under the refusal; sent again, it goes over the newer state."""
        self.add_error(None, refusal.message)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(seen)  # type: ignore[index]


class PromiseForm(SeenForm):
    response_hours = forms.IntegerField(label=_("First answer within, working hours"), min_value=1)
    resolution_hours = forms.IntegerField(label=_("Decision within, working hours"), min_value=1)


class ReasonForm(SeenForm):
    code = forms.RegexField(
        r"[a-z][a-z0-9_]{1,23}\Z",
        label=_("Code"),
        help_text=_("Small Latin letters, digits and underscores. It stays as it is once the reason exists."),
        error_messages={"invalid": _("Use 2 to 24 small Latin letters, digits and underscores, a letter first.")},
    )
    name_zh = forms.CharField(label=_("In Chinese"), max_length=120)
    name_ru = forms.CharField(label=_("In Russian"), max_length=120)
    name_en = forms.CharField(label=_("In English"), max_length=120)
    outcomes = forms.MultipleChoiceField(
        label=_("Goes with"),
        choices=[(outcome.value, Status(outcome.value).label) for outcome in OUTCOMES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one outcome that the reason goes with.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("For kinds"),
        choices=CaseKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen: for every kind."),
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Out of use, it is offered no more; what was decided with it keeps it."),
    )

    def __init__(self, *args: Any, row_exists: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row_exists:
            del self.fields["code"]

    @property
    def state(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "code"}}


class TermForm(SeenForm):
    """The value as its type asks for it, and where it is from."""

    value = forms.CharField(label=_("Value"))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where this is written, or who decided it."),
        error_messages={"required": _("Say where this is written, or who decided it.")},
    )
    source_on = forms.DateField(label=_("As of"), required=False, widget=DATE)

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term = term
        if term.type == "yes_no":
            self.fields["value"] = forms.ChoiceField(label=_("Value"), choices=YES_NO)
        elif term.type == "languages":
            self.fields["value"] = forms.MultipleChoiceField(
                label=_("Value"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
            )
        elif term.type in {"days", "number"}:
            self.fields["value"] = forms.IntegerField(label=_("Value"), min_value=1)
        self.order_fields(["value", "source", "source_on"])

    def clean_value(self) -> Any:
        try:
            return self.term.read(self.cleaned_data["value"])
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message) from None


def typed_value(value: TermValue) -> Any:
    """The value as the form's control holds it."""
    if value.term.type == "yes_no":
        return "yes" if value.value else "no"
    return ranges(value.value) if value.term.type == "classes" else value.value


def ranges(numbers: list[int]) -> str:
    """1-34, 42."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


class CalendarForm(SeenForm):
    name = forms.CharField(label=pgettext_lazy("calendar", "Name"), max_length=80)
    country = forms.ChoiceField(label=_("Public holidays of"), choices=Country.choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones.choices)
    opens_at = forms.TimeField(label=pgettext_lazy("calendar", "Opens"), widget=CLOCK)
    closes_at = forms.TimeField(label=pgettext_lazy("calendar", "Closes"), widget=CLOCK)


class DayForm(SeenForm):
    day = forms.DateField(label=pgettext_lazy("calendar", "Day"), widget=DATE)
    is_working = forms.TypedChoiceField(
        label=_("On this day"),
        choices=[("no", _("nobody works")), ("yes", _("people work"))],
        coerce=lambda typed: typed == "yes",
    )
    name = forms.CharField(label=pgettext_lazy("calendar", "Name"), max_length=120, required=False)

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Enter a day between the years 2000 and 2100."))
        return day


class TemplateForm(SeenForm):
    name = forms.CharField(
        label=pgettext_lazy("template", "Name"), max_length=120, help_text=_("By which colleagues find it.")
    )
    kind = forms.ChoiceField(
        label=_("For cases of this kind"), choices=[("", _("every kind")), *CaseKind.choices], required=False
    )
    text_zh = forms.CharField(label=_("In Chinese"), max_length=10000, required=False, widget=forms.Textarea)
    text_ru = forms.CharField(label=_("In Russian"), max_length=10000, required=False, widget=forms.Textarea)
    text_en = forms.CharField(label=_("In English"), max_length=10000, required=False, widget=forms.Textarea)

    @property
    def columns(self) -> list[tuple[str, forms.BoundField]]:
        return [(language, self[field]) for language, field in TEMPLATE_TEXTS.items()]

    @property
    def texts(self) -> dict[str, str]:
        return {language: self.cleaned_data[field] for language, field in TEMPLATE_TEXTS.items()}
