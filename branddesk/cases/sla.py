"""The platform's promises: how soon it answers first and decides, counted in its own working time.

The clock starts when a case is submitted or reopened. Both promises stand from there; the first word of the platform
keeps the one, the decision the other. While the brand is awaited the clock is held. Escalating asks for a first answer
anew; another priority promises anew. What was not kept stays as a `Breach`. Where the platform answers elsewhere it
promised nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Q

from branddesk.accounts.models import User
from branddesk.cases.models import Breach, Case, Promise
from branddesk.cases.workflow import CASE_DECIDED
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Priority, Route, Status
from branddesk.foundation.journal import services as journal
from branddesk.stores.models import Marketplace
from branddesk.stores.selectors import working_hours_of

DEFAULTS: dict[CaseKind, tuple[int, int]] = {
    CaseKind.INFRINGEMENT: (8, 40),
    CaseKind.QUALITY: (8, 40),
    CaseKind.COMPLAINT: (8, 24),
    CaseKind.PROMOTION: (8, 24),
    CaseKind.CONTENT: (16, 40),
    CaseKind.ACCOUNT: (8, 24),
    CaseKind.OTHER: (16, 40),
}
"""Working hours to the first answer and to the decision, at normal priority, where nobody set others."""
PACE: dict[Priority, float] = {Priority.LOW: 2, Priority.NORMAL: 1, Priority.HIGH: 0.5, Priority.URGENT: 0.25}

NEAR_SHARE = 0.25
NEAR_HOURS = 1.0
"""The last quarter of a promise, and an hour at least, is near its breach."""

RUNNING = frozenset({Status.SUBMITTED, Status.IN_REVIEW, Status.REOPENED})
STARTS = frozenset({"case.submitted", "case.reopened"})
ANSWERS = frozenset({"case.asked", "case.decided", "case.messaged"})


@dataclass(frozen=True)
class Terms:
    """What is promised for a kind and a priority, in working hours."""

    kind: CaseKind
    priority: Priority
    response_hours: int
    resolution_hours: int
    is_default: bool


@dataclass(frozen=True)
class Debt:
    """A promise still to be kept."""

    what: Breach.What
    due_at: datetime
    hours: int


def table_of(marketplace: Marketplace) -> list[Terms]:
    """Every kind with every priority, the most urgent first. One query."""
    rows = {(row.kind, row.priority): row for row in Promise.objects.filter(marketplace=marketplace)}
    return [
        _terms(kind, priority, rows.get((kind.value, priority.value)))
        for kind in CaseKind
        for priority in sorted(Priority, reverse=True)
    ]


def terms_of(case: Case) -> Terms:
    """What is promised for a case as it stands. One query."""
    row = Promise.objects.filter(marketplace=case.marketplace_id, kind=case.kind, priority=case.priority).first()
    return _terms(CaseKind(case.kind), Priority(case.priority), row)


def near_breach() -> Q:
    """Cases in the last stretch before a promise is due, and those that are past it."""
    return Q(warns_at__lte=clock.now())


def in_breach() -> Q:
    return Q(due_at__lt=clock.now())


def keep(case: Case, was: Status, *, actor: User | None, action: str) -> None:
    """Let the clocks follow a change from the status `was`. Sets fields; the caller saves.

    Asks for the promise only where a clock starts anew, so that talking costs nothing.
    """
    if case.marketplace.route != Route.DESK or case.submitted_at is None:
        return
    owed = outstanding(case, was)
    if action in STARTS:
        _start(case)
    elif action == "case.escalated":
        _owe_answer(case)
    elif action == "case.prioritised" and case.resolution_hours is not None:
        _promise_anew(case)
    if action in ANSWERS and actor is not None and actor.is_platform and case.responded_at is None:
        case.responded_at = clock.now()
    if case.status == Status.WAITING:
        _hold(case)
    elif case.held_at is not None:
        _resume(case)

    owes = outstanding(case, Status(case.status))
    for debt in owed:
        if debt.due_at < clock.now() and debt not in owes:
            note_breach(case, debt)
    _set_due(case, min(owes, key=lambda debt: debt.due_at, default=None))


def _start(case: Case) -> None:
    terms, now, hours = terms_of(case), clock.now(), working_hours_of(case.marketplace)
    case.response_hours, case.resolution_hours = terms.response_hours, terms.resolution_hours
    case.response_due_at = hours.add_working_time(now, terms.response_hours)
    case.resolution_due_at = hours.add_working_time(now, terms.resolution_hours)
    case.responded_at = case.held_at = case.resolution_left = None


def _owe_answer(case: Case) -> None:
    """The first answer again, from now on; while the brand is awaited, from its answer on."""
    case.responded_at = case.response_due_at = None
    if case.status != Status.WAITING:
        _promise_answer(case)


def _promise_answer(case: Case) -> None:
    case.response_hours = terms_of(case).response_hours
    case.response_due_at = working_hours_of(case.marketplace).add_working_time(clock.now(), case.response_hours)


def _promise_anew(case: Case) -> None:
    """A quicker promise counts from the change, and never ends later than the old one; a slower one adds its hours."""
    terms, now, hours = terms_of(case), clock.now(), working_hours_of(case.marketplace)

    def anew(due: datetime | None, before: int | None, after: int) -> datetime | None:
        if due is None or before is None or due <= now:
            return due
        if after > before:
            return hours.add_working_time(due, after - before)
        return min(due, hours.add_working_time(now, after))

    case.response_due_at = anew(case.response_due_at, case.response_hours, terms.response_hours)
    case.resolution_due_at = anew(case.resolution_due_at, case.resolution_hours, terms.resolution_hours)
    if case.resolution_left is not None and case.resolution_hours is not None:
        longer = max(0, terms.resolution_hours - case.resolution_hours) * 3600
        case.resolution_left = min(case.resolution_left + longer, terms.resolution_hours * 3600)
    case.response_hours, case.resolution_hours = terms.response_hours, terms.resolution_hours


def _hold(case: Case) -> None:
    """The brand is awaited. What is late already stays late."""
    if case.held_at is not None:
        return
    case.held_at = now = clock.now()
    if case.resolution_due_at is not None and case.resolution_due_at > now:
        case.resolution_left = working_hours_of(case.marketplace).working_seconds(now, case.resolution_due_at)
        case.resolution_due_at = None


def _resume(case: Case) -> None:
    case.held_at = None
    if case.resolution_left is not None:
        hours = working_hours_of(case.marketplace)
        case.resolution_due_at = hours.add_working_time(clock.now(), case.resolution_left / 3600)
        case.resolution_left = None
    if case.responded_at is None and case.response_due_at is None and case.response_hours is not None:
        _promise_answer(case)


def _set_due(case: Case, debt: Debt | None) -> None:
    """The earliest promise still to be kept, and from when on it is near its breach."""
    due = None if debt is None else debt.due_at
    if due == case.due_at:
        return
    case.due_at, case.warned_at, case.warns_at = due, None, None
    if debt is not None:
        near = max(NEAR_HOURS, debt.hours * NEAR_SHARE)
        case.warns_at = working_hours_of(case.marketplace).add_working_time(debt.due_at, -near)


def outstanding(case: Case, status: Status) -> list[Debt]:
    """The promises that are due some time, while the case stands at `status`."""
    owed = []
    if case.held_at is None and status != Status.CLOSED:
        if case.response_due_at is not None and case.responded_at is None:
            owed.append(Debt(Breach.What.RESPONSE, case.response_due_at, case.response_hours or 0))
        if case.resolution_due_at is not None and status in RUNNING:
            owed.append(Debt(Breach.What.RESOLUTION, case.resolution_due_at, case.resolution_hours or 0))
    return owed


def note_breach(case: Case, debt: Debt) -> bool:
    """Keep that a promise was not kept; once, however often it is noticed. Whether this was the first time."""
    _row, is_new = Breach.objects.get_or_create(
        case=case, what=debt.what, due_at=debt.due_at, defaults={"moderator": case.moderator}
    )
    if is_new:
        journal.record(None, f"case.{debt.what}-missed", case, day=debt.due_at.date(), due_at=debt.due_at)
    return is_new


@dataclass(frozen=True)
class Standing:
    """How one promise stands, for the page."""

    what: Breach.What
    hours: int
    state: str
    """running, soon, over, held, kept, late, or stopped: nobody needs it any more."""
    due_at: datetime | None
    done_at: datetime | None
    by: timedelta | None
    """By how much it was missed."""


def standings_of(case: Case) -> list[Standing]:
    """Both promises of a case; none where nothing was promised. No query."""
    if case.response_hours is None or case.resolution_hours is None:
        return []
    decided_at = case.decided_at if case.status in CASE_DECIDED or case.status == Status.CLOSED else None
    return [
        _standing(case, Breach.What.RESPONSE, case.response_hours, case.response_due_at, case.responded_at),
        _standing(case, Breach.What.RESOLUTION, case.resolution_hours, case.resolution_due_at, decided_at),
    ]


def _standing(case: Case, what: Breach.What, hours: int, due: datetime | None, done: datetime | None) -> Standing:
    now = clock.now()
    by = None
    if done is not None:
        state = "late" if due is not None and done > due else "kept"
        by = done - due if due is not None and done > due else None
    elif case.status == Status.CLOSED:
        state = "stopped"
    elif case.held_at is not None and (due is None or due > now):
        state = "held"
    elif due is not None and due < now:
        state, by = "over", now - due
    else:
        state = "soon" if due == case.due_at and case.warns_at is not None and case.warns_at <= now else "running"
    return Standing(what, hours, state, due, done, by)


def _terms(kind: CaseKind, priority: Priority, row: Promise | None) -> Terms:
    if row is not None:
        return Terms(kind, priority, row.response_hours, row.resolution_hours, is_default=False)
    response, resolution = (ceil(hours * PACE[priority]) for hours in DEFAULTS[kind])
    return Terms(kind, priority, response, resolution, is_default=True)
