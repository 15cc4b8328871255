"""What is said outside the formal steps: messages to the other side and notes for colleagues."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions
from branddesk.cases.models import Case, Message
from branddesk.cases.services.changing import attach, hand_out, lock, required, said_before, say, settle
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
    exhibits = list(exhibits)
    side = permissions.side_of(actor, case)
    if side == Side.PLATFORM and Exhibit.objects.visible_to(actor).filter(
        pk__in=[exhibit.pk for exhibit in exhibits]
    ).count() != len(exhibits):
        raise DomainError(_("An exhibit that the brand did not share cannot be sent."))

    message = say(case, actor=actor, kind=Message.Kind.MESSAGE, text=text, form_key=form_key)
    if side == Side.BRAND and exhibits:
        attach(case, exhibits)
        hand_out(case, actor=actor, only=exhibits)
    message.exhibits.set(exhibits)

    settle(
        case,
        actor=actor,
        action="case.messaged",
        private={"text": text},
        message=message.pk,
        exhibits=[exhibit.pk for exhibit in exhibits],
    )
    events.message_sent.send(sender=Case, case=case, actor=actor, message=message)
    return message


@transaction.atomic
def add_note(*, actor: User, case: Case, text: str, form_key: UUID | str | None = None) -> Message:
    """Leave a note that only colleagues on the own side read. The case itself does not change by it."""
    case = lock(case)
    if before := said_before(actor, case, form_key):
        return before
    permissions.check_can(actor, "note", case)
    text = required(text, _("Write the note first."))

    message = say(case, actor=actor, kind=Message.Kind.NOTE, text=text, form_key=form_key)

    journal.record(actor, "case.noted", case, private={"text": text}, message=message.pk, side=message.side)
    events.case_changed.send(sender=Case, case=case, actor=actor, action="case.noted")
    events.message_sent.send(sender=Case, case=case, actor=actor, message=message)
    return message
