"""What the operator's administrators set for their marketplace: promises, reasons, readiness terms and its calendar.

Each change keeps what was before, so that a page can show who changed what, and put it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import permissions, reasons
from branddesk.cases.models import Promise, ReadinessTerm, ReasonCode
from branddesk.cases.readiness.terms import terms_of
from branddesk.cases.terms import states, topics
from branddesk.cases.terms.states import State
from branddesk.cases.terms.topics import Topic
from branddesk.core.enums import CaseKind, Priority, Status
from branddesk.core.errors import DomainError
from branddesk.foundation.calendars.models import Calendar
from branddesk.foundation.calendars.services import clear_day, save_calendar, set_day
from branddesk.foundation.journal.revisions import Revision, check_seen, record_revision, revisions_of
from branddesk.stores.models import Marketplace

CODE = re.compile(r"[a-z][a-z0-9_]{1,23}")
MOST_HOURS = 2000


# Promises


@transaction.atomic
def save_promise(
    *,
    actor: User,
    marketplace: Marketplace,
    kind: str,
    priority: int,
    response_hours: int,
    resolution_hours: int,
    seen: int | None = None,
) -> Promise:
    """Promise a first answer and a decision within so many working hours, for cases whose clock starts from now on."""
    marketplace = _begin(actor, marketplace)
    _check_kind(kind)
    if priority not in Priority:
        raise DomainError(_("Choose the priority from the list."))
    if not 1 <= response_hours <= resolution_hours <= MOST_HOURS:
        raise DomainError(
            _("Enter working hours from 1 to %(most)s, the decision not before the first answer.")
            % {"most": MOST_HOURS}
        )
    row = Promise.objects.filter(marketplace=marketplace, kind=kind, priority=priority).first()
    facts = {"kind": str(kind), "priority": int(priority)}
    before = states.of_promise(row)
    check_seen(actor, revisions_of(marketplace, "promise", **facts), seen, topics.PROMISE.labels)
    row = row or Promise(marketplace=marketplace, kind=kind, priority=priority)
    row.response_hours, row.resolution_hours = response_hours, resolution_hours
    row.save()
    _record(actor, "promise.set", marketplace, before, states.of_promise(row), **facts)
    return row


@transaction.atomic
def reset_promise(*, actor: User, marketplace: Marketplace, kind: str, priority: int) -> None:
    """Let what the desk ships count again."""
    marketplace = _begin(actor, marketplace)
    row = Promise.objects.filter(marketplace=marketplace, kind=kind, priority=priority).first()
    if row is not None:
        before = states.of_promise(row)
        row.delete()
        _record(actor, "promise.reset", marketplace, before, None, kind=str(kind), priority=int(priority))


# Reasons


@transaction.atomic
def save_reason(
    *, actor: User, marketplace: Marketplace, code: str, fields: State, seen: int | None = None
) -> ReasonCode:
    """Add a reason, or say otherwise of a shipped one; `is_active` False retires it, and what used it still reads."""
    marketplace = _begin(actor, marketplace)
    if not CODE.fullmatch(code):
        raise DomainError(_("A code is 2 to 24 small Latin letters, digits and underscores, and begins with a letter."))
    row = ReasonCode.objects.filter(marketplace=marketplace, code=code).first()
    before = states.of_reason(row)
    check_seen(actor, revisions_of(marketplace, "reason", code=code), seen, topics.REASON.labels)
    row = row or ReasonCode(marketplace=marketplace, code=code)
    for name in states.REASON_FIELDS:
        setattr(row, name, fields[name])
    row.outcomes = _members(row.outcomes, reasons.OUTCOMES)
    row.kinds = _members(row.kinds, CaseKind)
    if not row.outcomes:
        raise DomainError(_("Choose at least one outcome that the reason goes with."))
    _clean(row)
    row.save()
    _check_all_have_reasons(marketplace)
    _record(actor, "reason.set", marketplace, before, states.of_reason(row), code=code)
    return row


@transaction.atomic
def drop_reason(*, actor: User, marketplace: Marketplace, code: str) -> None:
    """Put a shipped reason back to what the desk ships; delete one of the marketplace's own that nothing used."""
    marketplace = _begin(actor, marketplace)
    row = ReasonCode.objects.filter(marketplace=marketplace, code=code).first()
    if row is None:
        return
    is_own = code not in reasons.SHIPPED
    if is_own and reasons.is_used(marketplace, code):
        raise DomainError(
            _("Cases were decided with this reason, so it cannot be deleted. Take it out of use instead.")
        )
    before = states.of_reason(row)
    row.delete()
    _check_all_have_reasons(marketplace)
    _record(actor, "reason.deleted" if is_own else "reason.reset", marketplace, before, None, code=code)


# Readiness terms


@transaction.atomic
def save_term(
    *,
    actor: User,
    marketplace: Marketplace,
    kind: str,
    code: str,
    value: Any,
    source: str,
    source_on: date | None,
    seen: int | None = None,
) -> ReadinessTerm:
    """Let the readiness check go by this value, and keep where it is written."""
    marketplace = _begin(actor, marketplace)
    term = next((term for term in terms_of(kind) if term.code == code), None)
    if term is None:
        raise DomainError(_("The check of this kind of case does not ask for this term."))
    plain = term.read(value)
    source = source.strip()
    if not source:
        raise DomainError(_("Say where this is written, or who decided it."))
    row = ReadinessTerm.objects.filter(marketplace=marketplace, kind=kind, code=code).first()
    facts = {"kind": str(kind), "code": code}
    before = states.of_term(row)
    check_seen(actor, revisions_of(marketplace, "term", **facts), seen, topics.TERM.labels)
    row = row or ReadinessTerm(marketplace=marketplace, kind=kind, code=code)
    row.value, row.source, row.source_on = plain, source, source_on
    _clean(row)
    row.save()
    _record(actor, "term.set", marketplace, before, states.of_term(row), **facts)
    return row


@transaction.atomic
def reset_term(*, actor: User, marketplace: Marketplace, kind: str, code: str) -> None:
    """Let what the desk ships count again."""
    marketplace = _begin(actor, marketplace)
    row = ReadinessTerm.objects.filter(marketplace=marketplace, kind=kind, code=code).first()
    if row is not None:
        before = states.of_term(row)
        row.delete()
        _record(actor, "term.reset", marketplace, before, None, kind=str(kind), code=code)


# The calendar


@transaction.atomic
def keep_calendar(
    *,
    actor: User,
    marketplace: Marketplace,
    name: str,
    country: str,
    time_zone: str,
    opens_at: time,
    closes_at: time,
    seen: int | None = None,
) -> Calendar:
    """Say when the marketplace works; its first calendar is made by that."""
    marketplace = _begin(actor, marketplace)
    calendar, before = _calendar(marketplace, actor, seen)
    calendar = save_calendar(
        calendar=calendar, name=name, country=country, time_zone=time_zone, opens_at=opens_at, closes_at=closes_at
    )
    if marketplace.calendar_id is None:
        marketplace.calendar = calendar
        marketplace.save(update_fields=["calendar"])
    action = "calendar.changed" if before else "calendar.added"
    _record(actor, action, calendar, before, states.of_calendar(calendar))
    return calendar


@transaction.atomic
def keep_day(
    *, actor: User, marketplace: Marketplace, day: date, is_working: bool, name: str = "", seen: int | None = None
) -> None:
    """Let one day be worked or be off, whatever the country says of it."""
    calendar, before = _calendar(_begin(actor, marketplace), actor, seen, is_needed=True)
    assert calendar is not None
    if len(name) > 120:
        raise DomainError(_("Give the day a name of at most 120 characters."))
    set_day(calendar=calendar, day=day, is_working=is_working, name=name)
    _record(actor, "calendar.changed", calendar, before, states.of_calendar(calendar))


@transaction.atomic
def drop_day(*, actor: User, marketplace: Marketplace, day: date) -> None:
    """Let the country decide about the day again."""
    calendar, before = _calendar(_begin(actor, marketplace), actor, None, is_needed=True)
    assert calendar is not None
    clear_day(calendar=calendar, day=day)
    _record(actor, "calendar.changed", calendar, before, states.of_calendar(calendar))


# Putting back


@transaction.atomic
def restore(*, actor: User, marketplace: Marketplace, topic: Topic, seq: int, **facts: Any) -> None:
    """Put a thing back to what it was after the change number `seq`; a change like any other."""
    calendar = marketplace.calendar if topic is topics.CALENDAR else None
    revision = next(
        (row for row in revisions_of(calendar or marketplace, topic.prefix, **facts) if row.seq == seq), None
    )
    if revision is None or revision.after is None:
        raise DomainError(_("The words of this change were erased, so there is nothing to restore."))
    _RESTORES[topic.prefix](actor, marketplace, revision, facts)


def _restore_calendar(actor: User, marketplace: Marketplace, revision: Revision, _facts: dict[str, Any]) -> None:
    marketplace = _begin(actor, marketplace)
    calendar, before = _calendar(marketplace, actor, None, is_needed=True)
    assert calendar is not None
    state = dict(revision.after or {})
    days = state.pop("days")
    opens_at, closes_at = (time.fromisoformat(state.pop(name)) for name in ("opens_at", "closes_at"))
    save_calendar(calendar=calendar, **state, opens_at=opens_at, closes_at=closes_at)
    for row in list(calendar.own_days.all()):
        if str(row.day) not in days:
            clear_day(calendar=calendar, day=row.day)
    for day, (is_working, name) in days.items():
        set_day(calendar=calendar, day=date.fromisoformat(day), is_working=is_working, name=name)
    _record(actor, "calendar.changed", calendar, before, states.of_calendar(calendar))


def _restore_term(actor: User, marketplace: Marketplace, revision: Revision, facts: dict[str, Any]) -> None:
    state = dict(revision.after or {})
    on = state.pop("source_on")
    save_term(actor=actor, marketplace=marketplace, **facts, **state, source_on=on and date.fromisoformat(on))


_RESTORES: dict[str, Callable[[User, Marketplace, Revision, dict[str, Any]], Any]] = {
    "promise": lambda actor, marketplace, revision, facts: save_promise(
        actor=actor, marketplace=marketplace, **facts, **(revision.after or {})
    ),
    "reason": lambda actor, marketplace, revision, facts: save_reason(
        actor=actor, marketplace=marketplace, **facts, fields=dict(revision.after or {})
    ),
    "term": _restore_term,
    "calendar": _restore_calendar,
}


def _begin(actor: User, marketplace: Marketplace) -> Marketplace:
    """The marketplace, locked, so that two administrators never write over each other unseen."""
    permissions.check_can_administer(actor, marketplace)
    return Marketplace.objects.select_for_update(of=("self",)).select_related("calendar").get(pk=marketplace.pk)


def _record(
    actor: User, action: str, target: models.Model, before: State | None, after: State | None, **facts: Any
) -> None:
    if before != after:
        record_revision(actor, action, target, before=before, after=after, **facts)


def _calendar(
    marketplace: Marketplace, actor: User, seen: int | None, *, is_needed: bool = False
) -> tuple[Calendar | None, State | None]:
    calendar = marketplace.calendar
    if calendar is None:
        if is_needed:
            raise DomainError(_("First say when the marketplace works; then single days can be set."))
        return None, None
    if Marketplace.objects.filter(calendar=calendar).exclude(operator=marketplace.operator_id).exists():
        raise DomainError(_("Marketplaces of others count by this calendar, too, so it cannot be changed here."))
    check_seen(actor, revisions_of(calendar, "calendar"), seen, topics.CALENDAR.labels)
    return calendar, states.of_calendar(calendar)


def _check_kind(kind: str) -> None:
    if kind not in CaseKind:
        raise DomainError(_("Choose the kind of case from the list."))


def _check_all_have_reasons(marketplace: Marketplace) -> None:
    """Moderators could decide nothing without a reason, so one stays in use for each outcome of each kind."""
    known = reasons.known(Marketplace.objects.get(pk=marketplace.pk)).values()
    for kind in CaseKind:
        for outcome in reasons.OUTCOMES:
            if not any(reason.fits(kind, outcome) for reason in known):
                raise DomainError(
                    _("Then no reason would be left for “%(outcome)s” of “%(kind)s”. Keep or add one first.")
                    % {"outcome": Status(outcome.value).label, "kind": CaseKind(kind).label}
                )


def _members(chosen: Iterable[str], known: Iterable[str]) -> list[str]:
    """What of the chosen is known, in its usual order, as plain values."""
    wanted = set(chosen)
    return [str(getattr(member, "value", member)) for member in known if member in wanted]


def _clean(row: models.Model) -> None:
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from None
