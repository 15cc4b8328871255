"""The moderator's answer to a case: one form for granting, granting in part, asking for more and refusing."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Submission
from branddesk.cases.prefetched import submissions_of
from branddesk.cases.workflow import ASKING_REASONS, GRANTING_REASONS, REFUSING_REASONS, WITH_PLATFORM
from branddesk.core import clock
from branddesk.core.enums import Reason, SubmissionStatus

OUTCOMES = [
    (SubmissionStatus.GRANTED, pgettext_lazy("decision", "Grant")),
    (SubmissionStatus.PARTLY, pgettext_lazy("decision", "Grant in part")),
    (SubmissionStatus.WAITING, pgettext_lazy("decision", "Ask the brand for more")),
    (SubmissionStatus.REFUSED, pgettext_lazy("decision", "Refuse")),
]

REASONS_OF: dict[str, tuple[Reason, ...]] = {
    SubmissionStatus.GRANTED: GRANTING_REASONS,
    SubmissionStatus.PARTLY: GRANTING_REASONS,
    SubmissionStatus.WAITING: ASKING_REASONS,
    SubmissionStatus.REFUSED: REFUSING_REASONS + ASKING_REASONS,
}


class ReviewForm(forms.Form):
    """Outcome, the listings it is for, its ground, and the answer that the brand reads word for word."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, initial=SubmissionStatus.GRANTED)
    submissions = forms.TypedMultipleChoiceField(
        label=_("Listings it is for"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose at least one listing that this answer is for.")},
    )
    reason = forms.ChoiceField(
        label=_("Ground"),
        choices=[
            ("", _("Choose the ground")),
            (_("Granting"), [(r.value, r.label) for r in GRANTING_REASONS]),
            (_("Asking for more"), [(r.value, r.label) for r in ASKING_REASONS]),
            (_("Refusing"), [(r.value, r.label) for r in REFUSING_REASONS]),
        ],
        error_messages={"required": _("Choose the ground of the answer; the brand sees it.")},
    )
    text = forms.CharField(
        label=_("Answer to the brand"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the answer: the brand reads it word for word.")},
    )
    due_on = forms.DateField(
        label=_("Answer wanted by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only when asking. Left empty, the marketplace's usual days count."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.undecided = {row.pk: row for row in submissions_of(case) if row.status in WITH_PLATFORM}
        field = self.fields["submissions"]
        field.choices = [(pk, str(row.listing)) for pk, row in self.undecided.items()]  # type: ignore[attr-defined]
        field.initial = list(self.undecided)

    def clean_submissions(self) -> list[Submission]:
        return [self.undecided[pk] for pk in self.cleaned_data["submissions"]]

    def clean_due_on(self) -> datetime | None:
        """The end of the working day, 18:00 by the moderator's clock."""
        day = self.cleaned_data["due_on"]
        if day is None:
            return None
        due_at = timezone.make_aware(datetime.combine(day, time(18)))
        if due_at <= clock.now():
            raise forms.ValidationError(_("This moment has passed. Choose a day that leaves the brand time."))
        return due_at

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome, reason = data.get("outcome"), data.get("reason")
        if outcome and reason and reason not in REASONS_OF[outcome]:
            self.add_error("reason", _("This ground does not go with the chosen outcome. Choose one of its own."))
        return data
