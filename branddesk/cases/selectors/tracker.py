"""How far a case has come: its steps with their dates, and whose turn follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branddesk.cases.models import Case, Message
from branddesk.cases.selectors.timeline import TimelineItem
from branddesk.cases.workflow import CASE_DECIDED
from branddesk.core.enums import Status


@dataclass(frozen=True)
class Step:
    """One step of the tracker."""

    status: str
    label: str
    at: datetime | None
    """When it began; None while it is still to come."""
    until: datetime | None
    """When it ended, or, of the present step, when it is due to end."""
    state: str
    """done, now, next or later."""


@dataclass(frozen=True)
class _Stop:
    """A step that this case makes, with the moment at which it began."""

    status: str
    label: str
    at: datetime | None


def tracker(case: Case, story: Sequence[TimelineItem] | None = None) -> list[Step]:
    """The steps of this case in order. Steps that it passed by, or never needs, are left out.

    `story`: its timeline, where it is at hand; else the one moment needed of it is looked up.
    """
    now = "prepared" if case.is_prepared else str(case.status)
    stops = [_stop(Status.DRAFT, case.created_at)]
    if case.by_cabinet:
        stops.append(_Stop("prepared", _("To be filed"), case.prepared_at))
    asked_at = _asked_at(case) if story is None else _asked_in(story)
    submitted_at = _submitted_again_at(case) if asked_at and now == Status.SUBMITTED else case.submitted_at
    stops += [_stop(Status.SUBMITTED, submitted_at), _stop(Status.IN_REVIEW, case.review_at)]
    if asked_at or now == Status.WAITING:
        stops.append(_stop(Status.WAITING, asked_at))
    if case.reopened_at:
        stops.append(_stop(Status.REOPENED, case.reopened_at))
    if case.status in CASE_DECIDED:
        stops.append(_stop(Status(case.status), case.decided_at))
    else:
        stops.append(_Stop("decided", pgettext("step", "Decision"), case.decided_at))
    stops.append(_stop(Status.CLOSED, case.closed_at))
    return _with_states(case, stops, now)


def _stop(status: Status, at: datetime | None) -> _Stop:
    return _Stop(str(status), str(status.label), at)


def _asked_at(case: Case) -> datetime | None:
    """When the platform last asked for more."""
    if case.submitted_at is None:
        return None
    question = case.messages.filter(kind=Message.Kind.QUESTION, leaves_at=None).order_by("-happened_at").first()
    return question.happened_at if question else None


def _asked_in(story: Sequence[TimelineItem]) -> datetime | None:
    said = [item.message for item in story if item.message is not None and not item.message.is_held]
    return max((each.happened_at for each in said if each.kind == Message.Kind.QUESTION), default=None)


def _submitted_again_at(case: Case) -> datetime | None:
    """When the latest packet was filed in the cabinet."""
    last: datetime | None = case.submissions.aggregate(last=Max("submitted_at"))["last"]
    return last


def _with_states(case: Case, stops: list[_Stop], now: str) -> list[Step]:
    """Behind, in order of time, what has happened; then the present; ahead what is still to come."""
    place = next(index for index, stop in enumerate(stops) if stop.status == now)
    present, ahead = stops[place], stops[place + 1 :]
    behind = [stop for stop in stops[:place] if stop.at is not None]
    if now in {Status.IN_REVIEW, Status.SUBMITTED, Status.REOPENED}:
        # It came back from a later step, which is behind it then.
        behind += [stop for stop in ahead if stop.at is not None]
        ahead = [stop for stop in ahead if stop.at is None]
    behind.sort(key=lambda stop: stop.at or case.created_at)

    shown = [*behind, present]
    steps = [
        Step(stop.status, stop.label, stop.at, following.at, "done")
        for stop, following in zip(shown, shown[1:], strict=False)
    ]
    steps.append(Step(present.status, present.label, present.at, case.brand_due_at, "now"))
    steps += [
        Step(stop.status, stop.label, None, None, "later" if index else "next") for index, stop in enumerate(ahead)
    ]
    return steps
