"""What is said outside the formal steps: messages to the other side and notes for colleagues."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions
from branddesk.cases.models import Case, Message
from branddesk.cases.selectors.people import mentioned_in
from branddesk.cases.services.changing import (
    attach,
    check_exhibit,
    hand_out,
    lock,
    required,
    said_before,
    say,
    settle,
)
from branddesk.cases.services.sending import effect, post
from branddesk.core.enums import Side
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.foundation.journal import services as journal


@transaction.atomic
def send_message(
    *, actor: User, case: Case, text: str, exhibits: Iterable[Exhibit] = (), form_key: UUID | str | None = None
) -> Message:
    """Say something to the other side; exhibits of the brand are shared with it. Nobody's turn changes."""
    case = lock(case)
    if before := said_before(actor, case, form_key):
        return before
    permissions.check_can(actor, "message", case)
    text = required(text, _("Write the message first."))
    exhibits = _usable(actor, case, exhibits)

    return post(
        case,
        actor=actor,
        action="message",
        kind=Message.Kind.MESSAGE,
        text=text,
        form_key=form_key,
        exhibits=exhibits,
    )


@effect("message", moves=False)
def _deliver(*, actor: User, case: Case, message: Message, exhibits: list[Exhibit]) -> None:
    if message.side == Side.BRAND and exhibits:
        attach(case, exhibits)
        hand_out(case, actor=actor, only=exhibits)

    settle(
        case,
        actor=actor,
        action="case.messaged",
        private={"text": message.body},
        message=message.pk,
        exhibits=[exhibit.pk for exhibit in exhibits],
    )
    events.message_sent.send(sender=Case, case=case, actor=actor, message=message)


@transaction.atomic
def add_note(
    *, actor: User, case: Case, text: str, exhibits: Iterable[Exhibit] = (), form_key: UUID | str | None = None
) -> Message:
    """Leave a note that only colleagues on the own side read, and tell those whom it names with @.

    The case itself does not change by it, and what is attached is not shared with the other side.
    """
    case = lock(case)
    if before := said_before(actor, case, form_key):
        return before
    permissions.check_can(actor, "note", case)
    text = required(text, _("Write the note first."))
    exhibits = _usable(actor, case, exhibits)

    message = say(case, actor=actor, kind=Message.Kind.NOTE, text=text, form_key=form_key)
    if exhibits:
        message.exhibits.set(exhibits)
    mentioned = mentioned_in(text, case, Side(message.side))
    if mentioned:
        message.mentions.set(mentioned)

    journal.record(
        actor,
        "case.noted",
        case,
        private={"text": text},
        message=message.pk,
        side=message.side,
        exhibits=[exhibit.pk for exhibit in exhibits],
        people=[person.pk for person in mentioned],
    )
    events.case_changed.send(sender=Case, case=case, actor=actor, action="case.noted")
    events.message_sent.send(sender=Case, case=case, actor=actor, message=message, mentioned=mentioned)
    return message


def _usable(actor: User, case: Case, exhibits: Iterable[Exhibit]) -> list[Exhibit]:
    """The exhibits, if the actor may show them here: the brand's own, or what the brand shared with the platform."""
    exhibits = list(exhibits)
    if not exhibits:
        return exhibits
    seen = Exhibit.objects.visible_to(actor).filter(pk__in=[exhibit.pk for exhibit in exhibits]).count()
    if seen != len(exhibits):
        raise DomainError(_("An exhibit that the brand did not share cannot be sent."))
    for exhibit in exhibits:
        check_exhibit(case, exhibit)
    return exhibits
