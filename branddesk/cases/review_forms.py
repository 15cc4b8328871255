"""The moderator's answer to a case: one form for granting, granting in part, asking for more and refusing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases import reasons
from branddesk.cases.models import Case, Submission
from branddesk.cases.prefetched import submissions_of
from branddesk.cases.reasons import KnownReason
from branddesk.cases.workflow import WITH_PLATFORM
from branddesk.core import clock
from branddesk.core.enums import SubmissionStatus

OUTCOMES = [
    (SubmissionStatus.GRANTED, pgettext_lazy("decision", "Grant")),
    (SubmissionStatus.PARTLY, pgettext_lazy("decision", "Grant in part")),
    (SubmissionStatus.WAITING, pgettext_lazy("decision", "Ask the brand for more")),
    (SubmissionStatus.REFUSED, pgettext_lazy("decision", "Refuse")),
]

HEADINGS = (
    (SubmissionStatus.GRANTED, _("Granting")),
    (SubmissionStatus.PARTLY, _("Refusing")),
    (SubmissionStatus.WAITING, _("Asking for more")),
    (SubmissionStatus.REFUSED, _("Refusing")),
)
"""Grounds stand once each: under the first of these outcomes that they go with."""


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
        error_messages={"required": _("Choose the ground of the answer; the brand sees it.")},
    )
    text = forms.CharField(
        label=_("Answer to the brand"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6, "data-keep": "decide"}),
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
        self.case = case
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose the ground")),
            *_grounds(reasons.known(case.marketplace).values(), case.kind),
        ]
        self.undecided = {row.pk: row for row in submissions_of(case) if row.status in WITH_PLATFORM}
        field = self.fields["submissions"]
        field.choices = [(pk, row.label) for pk, row in self.undecided.items()]  # type: ignore[attr-defined]
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
        if outcome and reason and not reasons.known(self.case.marketplace)[reason].fits(self.case.kind, outcome):
            self.add_error("reason", _("This ground does not go with the chosen outcome. Choose one of its own."))
        return data


def _grounds(known: Iterable[KnownReason], kind: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The grounds for a case of this kind, under the heading of the answer that they serve most."""
    groups: dict[str, list[tuple[str, str]]] = {str(heading): [] for _outcome, heading in HEADINGS}
    for reason in known:
        heading = next((heading for outcome, heading in HEADINGS if reason.fits(kind, outcome)), None)
        if heading is not None:
            groups[str(heading)].append((reason.code, reason.label))
    return [(heading, choices) for heading, choices in groups.items() if choices]
