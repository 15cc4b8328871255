"""Agents come and go, and keep texts ready."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.chat import permissions
from branddesk.channels.chat.models import Attendance, CannedReply, CannedText
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live


@transaction.atomic
def set_attendance(*, actor: User, is_available: bool, capacity: int | None = None) -> Attendance:
    """Take chats from now on, or no more; `capacity` says how many at once."""
    permissions.check_can_answer(actor)
    row, _is_new = Attendance.objects.get_or_create(agent=actor, defaults={"seen_at": clock.now()})
    row.is_available, row.seen_at = is_available, clock.now()
    if capacity is not None:
        row.capacity = capacity
    try:
        row.full_clean()
    except ValidationError:
        raise DomainError(_("Choose between 1 and 15 chats at once.")) from None
    row.save()
    live.announce(f"chatwait:{actor.organisation_id}", "changed")
    return row


def stay(*, actor: User) -> None:
    """A sign of the agent's open page."""
    permissions.check_can_answer(actor)
    Attendance.objects.filter(agent=actor).update(seen_at=clock.now())


@transaction.atomic
def save_reply(*, actor: User, name: str, texts: Mapping[str, str], reply: CannedReply | None = None) -> CannedReply:
    """Keep a text ready for all agents of the organisation, in the languages in which it is given."""
    permissions.check_can_answer(actor)
    given = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not name.strip() or not given or not set(given) <= set(Language.values):
        raise DomainError(_("Give the reply a name and write it in at least one language."))
    reply = reply or CannedReply(organisation=actor.organisation)
    is_new = reply.pk is None
    reply.name = " ".join(name.split())[:80]
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError:
        raise DomainError(_("There is a reply of this name already. Choose another name.")) from None
    reply.texts.exclude(language__in=given).delete()
    for language, body in given.items():
        CannedText.objects.update_or_create(reply=reply, language=language, defaults={"body": body[:4000]})
    journal.record(actor, "chat-reply.added" if is_new else "chat-reply.changed", reply, languages=sorted(given))
    return reply


@transaction.atomic
def delete_reply(*, actor: User, reply: CannedReply) -> None:
    permissions.check_can_answer(actor)
    journal.record(actor, "chat-reply.deleted", reply, private={"name": reply.name})
    reply.delete()
