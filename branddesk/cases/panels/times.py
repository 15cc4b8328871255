"""The promises, the expectation and the follow-ups of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate

from branddesk.accounts.models import User
from branddesk.cases import asking, expectation, sla
from branddesk.cases.expectation import Outlook
from branddesk.cases.models import PRIVATE, Case, Expectation, FollowUp, Message
from branddesk.cases.prefetched import rarities_of
from branddesk.core import clock
from branddesk.core.enums import Language, Side, Status
from branddesk.foundation.calendars import official
from branddesk.stores.selectors import working_hours_of

WAITS = frozenset({Status.SUBMITTED, Status.IN_REVIEW, Status.REOPENED})


@dataclass(frozen=True)
class Planned:
    """A standing follow-up, with the words that would be sent."""

    row: FollowUp
    text: str
    language: str
    state: str
    """due, over or nothing."""
    is_answered: bool
    """The platform said something since it was planned, so that it may not be needed any more."""


def context_of(case: Case, reader: User, may: Mapping[str, bool]) -> dict[str, Any]:
    """For both sides' pages. At most 2 queries."""
    if case.submitted_at is None:
        return {}
    waits = case.status in WAITS
    outlooks = _outlooks(case) if waits and reader.is_merchant else {}
    context: dict[str, Any] = {
        "other_zone": _other_zone(case, reader),
        "standings": sla.standings_of(case),
        "expects": waits and reader.is_merchant,
        "outlooks": list(outlooks.values()),
        "is_provisional": _is_provisional(case),
    }
    if reader.is_merchant:
        first = outlooks.get(Expectation.What.ANSWER) or outlooks.get(Expectation.What.DECISION)
        planned = _planned(case)
        context |= {
            "planned": planned,
            "proposal": asking.proposal_for(case, first) if waits and may["follow_up"] and not planned else None,
            "ask_key": uuid4(),
            "languages": Language.choices,
        }
    return context


def _outlooks(case: Case) -> dict[str, Outlook]:
    """Of the first answer until there is one, and of the decision."""
    found = expectation.expectations_for(case)
    shown = [what for what in Expectation.What if what in found]
    if case.responded_at or (case.by_cabinet and case.review_at):
        shown = [what for what in shown if what != Expectation.What.ANSWER]
    return {what: expectation.outlook_of(case, found[what]) for what in shown}


def _planned(case: Case) -> list[Planned]:
    """Standing follow-ups, the nearest first, each with whether the platform spoke since. One query."""
    if not rarities_of(case).follow_ups:
        return []
    said = Message.objects.filter(case=OuterRef("case"), side=Side.PLATFORM, leaves_at=None)
    last = said.exclude(kind__in=PRIVATE).order_by("-happened_at").values("happened_at")[:1]
    rows = FollowUp.objects.filter(case=case, done_at=None, dropped_at=None).select_related("assignee")
    today = localdate(clock.now())
    planned = []
    for row in rows.annotate(answered_at=Subquery(last)):
        row.case = case
        planned.append(
            Planned(
                row=row,
                text=asking.text_of(row),
                language=asking.language_of(row),
                state="over" if row.due_on < today else "due" if row.due_on == today else "",
                is_answered=row.answered_at is not None and row.answered_at > row.created_at,
            )
        )
    return planned


def _other_zone(case: Case, reader: User) -> str:
    """Whose clock stands beside the reader's own: the platform's, or that of whoever opened the case."""
    return case.created_by.time_zone if reader.is_platform else case.marketplace.time_zone


def _is_provisional(case: Case) -> bool:
    """Whether a promise falls into a year whose public holidays are not official yet."""
    due = case.resolution_due_at
    if due is None:
        return False
    return official.year_of(working_hours_of(case.marketplace).country, due.year).is_provisional
