"""Dated promises to ask the platform again: made, moved, kept, dropped, and brought to mind."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import asking, events, permissions
from branddesk.cases.models import Case, FollowUp
from branddesk.cases.services.changing import clean, lock
from branddesk.cases.services.messages import send_message
from branddesk.core import clock
from branddesk.core.enums import Language, Side, Status
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.journal import services as journal
from branddesk.notices.services import notify

FARTHEST = timedelta(days=366)
BATCH = 1_000


@transaction.atomic
def plan_follow_up(
    *,
    actor: User,
    case: Case,
    due_on: date,
    text: str = "",
    language: str = "",
    assignee: User | None = None,
) -> FollowUp:
    """Promise to ask again on that day. Without a text the desk prepares one on the day, from the case as it is then.

    The same day planned twice stands once.
    """
    case = lock(case)
    permissions.check_can(actor, "follow_up", case)
    _check_day(case, due_on)
    person = assignee or actor
    permissions.check_can_be_assigned(person, case)
    standing = _standing_of(case).filter(due_on=due_on, assignee=person).first()
    if standing is not None:
        return standing

    follow_up = FollowUp(case=case, due_on=due_on, assignee=person, made_by=actor)
    _write(follow_up, text, language)
    follow_up.save()

    _record(actor, "case.follow-up-set", follow_up)
    return follow_up


@transaction.atomic
def change_follow_up(
    *,
    actor: User,
    follow_up: FollowUp,
    due_on: date | None = None,
    text: str | None = None,
    language: str | None = None,
) -> FollowUp:
    """Another day, other words or another language. What is not given stays as it is."""
    follow_up = _lock_standing(actor, follow_up)
    if due_on is not None and due_on != follow_up.due_on:
        _check_day(follow_up.case, due_on)
        follow_up.due_on, follow_up.told_on = due_on, None
    _write(
        follow_up,
        follow_up.text if text is None else text,
        follow_up.language if language is None else language,
    )
    follow_up.save()

    _record(actor, "case.follow-up-changed", follow_up)
    return follow_up


@transaction.atomic
def ask_again(*, actor: User, follow_up: FollowUp, text: str = "", form_key: UUID | str | None = None) -> FollowUp:
    """Keep the promise. On this desk the message is sent with it; by cabinet a person has sent it there.

    A second time changes nothing.
    """
    case = lock(Case(pk=follow_up.case_id))
    follow_up = _fresh(case, follow_up)
    if follow_up.done_at is not None:
        return follow_up
    permissions.check_can(actor, "follow_up", case)
    if follow_up.dropped_at is not None:
        raise WrongStatus(_("This follow-up was dropped. Plan a new one."))
    words = text.strip() or asking.text_of(follow_up)

    if case.by_cabinet:
        journal.record(actor, "case.follow-up-done", case, private={"text": words}, day=follow_up.due_on)
    else:
        follow_up.message = send_message(actor=actor, case=case, text=words, form_key=form_key)
    follow_up.done_at = clock.now()
    _write(follow_up, words, follow_up.language)
    follow_up.save()

    events.side_changed.send(sender=Case, case=case, actor=actor, side=Side.BRAND)
    return follow_up


@transaction.atomic
def drop_follow_up(*, actor: User, follow_up: FollowUp) -> FollowUp:
    """It need not be asked any more. A second time changes nothing."""
    case = lock(Case(pk=follow_up.case_id))
    permissions.check_can(actor, "drop_follow_up", case)
    follow_up = _fresh(case, follow_up)
    if follow_up.done_at is not None or follow_up.dropped_at is not None:
        return follow_up

    follow_up.dropped_at = clock.now()
    follow_up.save(update_fields=["dropped_at"])

    _record(actor, "case.follow-up-dropped", follow_up)
    return follow_up


def remind_of_follow_ups() -> int:
    """Tell whoever promised on the day, and once more when the day has passed. Returns how many were told."""
    latest = clock.today() + timedelta(days=1)
    again = Q(told_on=None) | Q(told_on__lte=F("due_on"))
    due = FollowUp.objects.filter(again, due_on__lte=latest, done_at=None, dropped_at=None).exclude(
        case__status=Status.CLOSED
    )
    rows = due.select_related("assignee", "case").order_by("due_on", "pk")[:BATCH]
    return sum(_remind(follow_up) for follow_up in rows)


@transaction.atomic
def _remind(follow_up: FollowUp) -> bool:
    """By the calendar of whoever is told. Claimed by an update, so that two workers tell once."""
    today = clock.now().astimezone(ZoneInfo(follow_up.assignee.time_zone)).date()
    is_again = follow_up.told_on is not None
    if follow_up.due_on > today or (is_again and follow_up.due_on == today):
        return False
    unclaimed = FollowUp.objects.filter(pk=follow_up.pk, told_on=follow_up.told_on)
    if not unclaimed.update(told_on=max(today, follow_up.due_on)):
        return False
    notify(
        person=follow_up.assignee,
        code="case.follow-up-due" if follow_up.due_on == today else "case.follow-up-overdue",
        url=f"{reverse('cases:detail', args=[follow_up.case.number])}#follow-ups",
        number=follow_up.case.number,
        subject=str(follow_up.case),
    )
    return True


def _standing_of(case: Case) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(case=case, done_at=None, dropped_at=None)


def _lock_standing(actor: User, follow_up: FollowUp) -> FollowUp:
    case = lock(Case(pk=follow_up.case_id))
    permissions.check_can(actor, "follow_up", case)
    follow_up = _fresh(case, follow_up)
    if follow_up.done_at is not None or follow_up.dropped_at is not None:
        raise WrongStatus(_("This follow-up is over. Plan a new one."))
    return follow_up


def _fresh(case: Case, follow_up: FollowUp) -> FollowUp:
    """The row as it stands, with its locked case."""
    found = FollowUp.objects.select_related("assignee").get(pk=follow_up.pk)
    found.case = case
    return found


def _write(follow_up: FollowUp, text: str, language: str) -> None:
    if language and language not in Language:
        raise DomainError(_("Choose one of the three languages."))
    follow_up.text, follow_up.language = text.strip(), language
    clean(follow_up, ["text"])


def _check_day(case: Case, day: date) -> None:
    today = case.marketplace.today()
    if day < today:
        raise DomainError(_("This day has passed. Choose today or a later one."))
    if day > today + FARTHEST:
        raise DomainError(_("This is more than a year from now. Choose an earlier day."))


def _record(actor: User, action: str, follow_up: FollowUp) -> None:
    case = follow_up.case
    journal.record(actor, action, case, day=follow_up.due_on)
    events.side_changed.send(sender=Case, case=case, actor=actor, side=Side.BRAND)
