"""What many cases can go through at once, and how each is set back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Closing, Watcher
from branddesk.cases.services.answers import close_case, take_back_closing
from branddesk.cases.services.changing import lock
from branddesk.cases.services.drafts import hand_over
from branddesk.cases.services.gathering import add_tag, find_tag, remove_tag, unwatch, watch
from branddesk.cases.services.handling import set_priority
from branddesk.cases.services.review import pass_on, release_case
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.lists.registry import Action, Outcome, Unchanged

LISTS = ("cases", "queue")


def number_of(key: int) -> str:
    return Case.objects.filter(pk=key).values_list("number", flat=True).first() or "–"


def assign(*, actor: User, key: int, value: str) -> Outcome:
    """Give the actor's side of the case to a colleague."""
    case, person = _find(actor, key), _person(actor, value)
    before = _handler(case, actor)
    if before == person.pk:
        raise Unchanged
    _hand(actor, case, person)
    return Outcome(case.number, {"person": before})


def unassign(*, actor: User, key: int, value: str, before: Mapping[str, Any]) -> None:
    case = _find(actor, key)
    if _handler(case, actor) != int(value):
        raise WrongStatus(_("Somebody has given it to another person since."))
    if before["person"] is not None:
        _hand(actor, case, _person(actor, str(before["person"])))
    elif actor.is_platform:
        release_case(actor=actor, case=case)
    else:
        raise WrongStatus(_("Nobody handled it before, so it stays with this person."))


def prioritise(*, actor: User, key: int, value: str) -> Outcome:
    """Set the priority; behind a blank, the reason that the highest one needs."""
    case = _find(actor, key)
    before, (priority, reason) = case.priority, _priority(value)
    if before == priority:
        raise Unchanged
    set_priority(actor=actor, case=case, priority=priority, reason=reason)
    return Outcome(case.number, {"priority": before})


def unprioritise(*, actor: User, key: int, value: str, before: Mapping[str, Any]) -> None:
    case = _find(actor, key)
    if case.priority != _priority(value)[0]:
        raise WrongStatus(_("Somebody has changed the priority since."))
    reason = _("Changed by mistake and taken back.")
    set_priority(actor=actor, case=case, priority=before["priority"], reason=reason)


def tag(*, actor: User, key: int, value: str) -> Outcome:
    case = _find(actor, key)
    known = find_tag(actor, value)
    if known is not None and case.tag_links.filter(tag=known).exists():
        raise Unchanged
    add_tag(actor=actor, case=case, name=value)
    return Outcome(case.number, {})


def untag(*, actor: User, key: int, value: str, before: Mapping[str, Any]) -> None:
    case = _find(actor, key)
    known = find_tag(actor, value)
    if known is None or not case.tag_links.filter(tag=known).exists():
        raise WrongStatus(_("Somebody has taken the tag off since."))
    remove_tag(actor=actor, case=case, name=value)


def start_watching(*, actor: User, key: int, value: str) -> Outcome:
    case = _find(actor, key)
    if Watcher.objects.filter(case=case, person=actor).exists():
        raise Unchanged
    watch(actor=actor, case=case)
    return Outcome(case.number, {})


def stop_watching(*, actor: User, key: int, value: str, before: Mapping[str, Any]) -> None:
    unwatch(actor=actor, case=_find(actor, key))


def close(*, actor: User, key: int, value: str) -> Outcome:
    case = _find(actor, key)
    if case.closed_at is not None:
        raise Unchanged
    case = close_case(actor=actor, case=case, closing=value or Closing.SETTLED)
    return Outcome(case.number, {"version": case.version})


def unclose(*, actor: User, key: int, value: str, before: Mapping[str, Any]) -> None:
    take_back_closing(actor=actor, case=_find(actor, key), version=before["version"])


ACTIONS = (
    Action("assign", assign, number_of, unassign),
    Action("priority", prioritise, number_of, unprioritise),
    Action("tag", tag, number_of, untag),
    Action("watch", start_watching, number_of, stop_watching),
    Action("close", close, number_of, unclose),
)


def _find(actor: User, key: int) -> Case:
    """The case, held, if the actor may know of it."""
    case = Case.objects.visible_to(actor).filter(pk=key).first()
    if case is None:
        raise DomainError(_("This case is no longer there, or no longer yours to see."))
    return lock(case)


def _handler(case: Case, actor: User) -> int | None:
    return case.moderator_id if actor.is_platform else case.assignee_id


def _hand(actor: User, case: Case, person: User) -> None:
    if actor.is_platform:
        pass_on(actor=actor, case=case, moderator=person)
    else:
        hand_over(actor=actor, case=case, assignee=person)


def _person(actor: User, key: str) -> User:
    person = User.objects.filter(pk=int(key) if key.isdecimal() else 0, is_active=True).first()
    if person is None:
        raise DomainError(_("Choose who is to handle the cases."))
    return person


def _priority(value: str) -> tuple[int, str]:
    number, _blank, reason = value.partition(" ")
    if not number.isdecimal():
        raise DomainError(_("Choose a priority."))
    return int(number), reason
