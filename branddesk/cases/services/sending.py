"""What goes to the other side leaves at once or, where the desk is set so, after some seconds in which its author may
take it back. Until then the other side knows nothing of it, and nothing of the case has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions
from branddesk.cases.models import Case, FollowUp, Message, Submission
from branddesk.cases.services.changing import lock, say
from branddesk.core import clock
from branddesk.core.enums import Side
from branddesk.core.errors import DomainError, NotAllowed, Stale, WrongStatus
from branddesk.evidence.models import Exhibit
from branddesk.foundation.journal import services as journal

Perform = Callable[..., None]

_at_once: ContextVar[bool] = ContextVar("at_once", default=False)


@dataclass(frozen=True)
class Effect:
    """What a message does when it leaves, and whether its author may still send it at that moment."""

    perform: Perform
    check: Callable[[User, Case], None]
    moves: bool
    """Whether it moves the case on: then it waits alone."""


_effects: dict[str, Effect] = {}


def effect(
    action: str, *, check: Callable[[User, Case], None] | None = None, moves: bool = True
) -> Callable[[Perform], Perform]:
    """Declare what a message of this action does when it leaves; `check` stands for the table of permissions.

    The function gets `actor`, the locked `case`, the `message`, its `exhibits`, and the arguments given to `post`,
    which are JSON: a message that is held keeps them in its row.
    """

    def declare(perform: Perform) -> Perform:
        _effects[action] = Effect(perform, check or partial(_check_table, action), moves)
        return perform

    return declare


@contextmanager
def at_once() -> Iterator[None]:
    """Inside the block nothing is held: for what nobody could take back, such as a past that is told anew."""
    token = _at_once.set(True)
    try:
        yield
    finally:
        _at_once.reset(token)


def post(
    case: Case,
    *,
    actor: User,
    action: str,
    kind: Message.Kind,
    text: str,
    form_key: UUID | str | None = None,
    submission: Submission | None = None,
    exhibits: Iterable[Exhibit] = (),
    outside: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> Message:
    """Say it to the other side, and let it leave with all that follows. The case is locked and the actor may do it.

    `outside`: what the message itself says of another way that it takes.
    """
    exhibits = list(exhibits)
    fields: dict[str, Any] = {"kind": kind, "text": text, "form_key": form_key, "submission": submission}
    fields |= outside or {}
    fields["side"] = Side.PLATFORM if actor.is_platform else Side.BRAND
    seconds = 0 if _at_once.get() else settings.SEND_HOLD_SECONDS
    if seconds:
        if _effects[action].moves:
            _check_alone(actor, case)
        fields["leaves_at"] = clock.now() + timedelta(seconds=seconds)
        fields["effect"] = {"action": action, **arguments}
    message = say(case, actor=actor, **fields)
    if exhibits:
        message.exhibits.set(exhibits)
    if seconds:
        events.message_held.send(sender=Case, case=case, actor=actor, message=message)
    else:
        _effects[action].perform(actor=actor, case=case, message=message, exhibits=exhibits, **arguments)
    return message


@transaction.atomic
def release_message(*, pk: int) -> bool:
    """Let a held message leave when its moment has come; a second time changes nothing.

    What cannot be done any more, since the case moved on meanwhile, goes back to its author as an unsent text.
    Returns whether it left.
    """
    found = Message.objects.filter(pk=pk, leaves_at__isnull=False).first()
    if found is None:
        return False
    case = lock(Case(pk=found.case_id))
    message = Message.objects.select_related("author__organisation").filter(pk=pk, leaves_at__lte=clock.now()).first()
    if message is None:
        return False
    author = message.author
    assert author is not None  # Only people of this desk send what can be held.
    try:
        with transaction.atomic(), translation.override(author.language), timezone.override(author.time_zone):
            _leave(case, message)
    except DomainError as refusal:
        _give_back(lock(case), Message.objects.get(pk=pk), refusal.message)
        return False
    return True


def release_due(*, case: Case | None = None) -> int:
    """Let everything leave whose moment has come, of one case or of all. Returns how many left."""
    due = Message.objects.filter(leaves_at__lte=clock.now()).order_by("leaves_at", "pk")
    if case is not None:
        due = due.filter(case=case)
    return sum(release_message(pk=pk) for pk in due.values_list("pk", flat=True)[:500])


@transaction.atomic
def take_back(*, actor: User, message: Message) -> Message:
    """What one sent a moment ago was never said. Returns it, so that its words can be written on."""
    case = lock(Case(pk=message.case_id))
    held = Message.objects.filter(pk=message.pk, leaves_at__isnull=False).prefetch_related("exhibits").first()
    if held is None:
        raise WrongStatus(_("It has left already and can no longer be taken back. Write a further message instead."))
    if held.author_id != actor.pk:
        raise NotAllowed(_("Only its author can take it back."))

    _reopen_follow_ups(held)
    Message.objects.filter(pk=held.pk).delete()

    journal.record(actor, "case.taken-back", case, private={"text": held.body}, side=held.side, message=message.pk)
    events.side_changed.send(sender=Case, case=case, actor=actor, side=Side(held.side))
    return held


def _check_table(action: str, author: User, case: Case) -> None:
    permissions.check_can(author, action, case)


def _check_alone(actor: User, case: Case) -> None:
    """Two moves of one side must not wait for each other's end: the second would find the case moved on."""
    side = permissions.side_of(actor, case)
    for held in case.messages.filter(leaves_at__isnull=False, side=side).select_related("author"):
        if not _effects[(held.effect or {})["action"]].moves:
            continue
        if held.author is None or held.author_id == actor.pk:
            raise Stale(_("Your answer is about to leave. Take it back first, or wait until it has left."))
        raise Stale(
            _("%(name)s has just sent an answer; it is about to leave. Read it in the history, then send yours again.")
            % {"name": held.author.name}
        )


def _leave(case: Case, message: Message) -> None:
    arguments = dict(message.effect or {})
    what = _effects[arguments.pop("action")]
    message.leaves_at, message.effect, message.happened_at = None, None, clock.now()
    message.save(update_fields=["leaves_at", "effect", "happened_at"])
    assert message.author is not None
    if not message.author.is_active:
        raise NotAllowed(_("Its author was deactivated meanwhile."))
    what.check(message.author, case)
    what.perform(actor=message.author, case=case, message=message, exhibits=list(message.exhibits.all()), **arguments)


def _give_back(case: Case, message: Message, why: str) -> None:
    message.kind, message.leaves_at, message.effect, message.delivery = Message.Kind.NOTE, None, {"unsent": True}, ""
    message.save(update_fields=["kind", "leaves_at", "effect", "delivery"])
    _reopen_follow_ups(message)
    journal.record(None, "case.returned", case, private={"reason": why}, message=message.pk, side=message.side)
    events.side_changed.send(sender=Case, case=case, actor=message.author, side=Side(message.side))
    events.message_returned.send(sender=Case, case=case, actor=message.author, message=message)


def _reopen_follow_ups(message: Message) -> None:
    """A promise to ask again that was kept by words that never left is still to be kept."""
    FollowUp.objects.filter(message=message).update(done_at=None, message=None)
