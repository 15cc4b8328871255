"""Writing to a marketplace's people: written once, sent once, and not offered again where it was refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.languages import language_of
from branddesk.channels.messenger import permissions
from branddesk.channels.messenger.models import Line, Talk
from branddesk.channels.messenger.selectors import may_write_to
from branddesk.core import clock
from branddesk.core.enums import Side
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live
from branddesk.marketplaces.ozon.client.chats import LONGEST

CHANNEL = "ozon-talk"
State = Line.State


@transaction.atomic
def write(*, actor: User, talk: Talk, text: str, form_key: UUID | None = None) -> Line:
    """Write into the conversation. Raises DomainError where the key may not, or with what the text lacks."""
    permissions.check_can_work(actor)
    before = made_before(Line.objects.all(), form_key, person=actor, maker="author")
    if before is not None:
        return before
    if not may_write_to(talk):
        raise WrongStatus(_("This store's key does not write here. Write in the cabinet; the desk reads it back."))
    text = text.strip()
    if not text:
        raise DomainError(_("Write something first."))
    if len(text) > LONGEST:
        sizes = {"most": LONGEST, "n": len(text)}
        raise DomainError(_("The cabinet takes %(most)d characters; this has %(n)d.") % sizes)
    line = Line.objects.create(
        talk=talk,
        side=Side.BRAND,
        text=text,
        language=language_of(text),
        said_at=clock.now(),
        state=State.WAITING,
        author=actor,
        form_key=form_key,
    )
    outbox.owe(
        channel=CHANNEL,
        to=talk.outside_id,
        key=f"talk-line:{line.pk}",
        payload={"line": line.pk},
        hold=timedelta(seconds=settings.SEND_HOLD_SECONDS),
    )
    journal.record(actor, "talk.written", talk, private={"text": text}, line=line.pk)
    _tell(line)
    return line


@transaction.atomic
def undo(*, actor: User, line: Line) -> Line:
    """Take back what has not left yet."""
    permissions.check_can_work(actor)
    line = _lock(line.pk)
    outbound = Outbound.objects.select_for_update().filter(key=f"talk-line:{line.pk}").first()
    if not line.may_be_undone or outbound is None or outbound.state != Outbound.State.QUEUED:
        raise WrongStatus(_("It has left already and cannot be taken back."))
    outbound.state = Outbound.State.DROPPED
    outbound.save(update_fields=["state"])
    line.state = State.UNDONE
    line.save(update_fields=["state"])
    journal.record(actor, "talk.line-undone", line.talk, line=line.pk)
    _tell(line)
    return line


@transaction.atomic
def note_tried(line_id: int, after_id: str = "") -> Line | None:
    """From now on it may be in the cabinet, after the message `after_id`. None: taken back, or there already."""
    line = _lock(line_id)
    if line.state != State.WAITING:
        return None
    if line.tried_at is None:
        line.tried_at, line.after_id = clock.now(), after_id
        line.save(update_fields=["tried_at", "after_id"])
    return line


@transaction.atomic
def note_sent(line_id: int) -> None:
    """The cabinet took it; its number comes with the next reading."""
    line = _lock(line_id)
    if line.state != State.WAITING:
        return
    line.state, line.said_at = State.THERE, clock.now()
    line.save(update_fields=["state", "said_at"])
    Talk.objects.filter(pk=line.talk_id).update(is_unread=False, spoken_at=line.said_at)
    _tell(line)


@transaction.atomic
def note_refused(line_id: int, reason: str) -> None:
    """It never left: its writer learns why."""
    line = _lock(line_id)
    if line.state != State.WAITING:
        return
    line.state, line.reason = State.REFUSED, reason[:300]
    line.save(update_fields=["state", "reason"])
    _tell(line)


def note_shut(line_id: int, reason: str) -> None:
    """The conversation of this line takes no messages from the key, so that none is offered again."""
    Talk.objects.filter(lines=line_id).update(refusal=reason[:300] or "refused")


def _lock(line_id: int) -> Line:
    return Line.objects.select_for_update(of=("self",)).select_related("talk__store").get(pk=line_id)


def _tell(line: Line) -> None:
    live.announce(f"talks:{line.talk.store.organisation_id}", "said", store=line.talk.store_id)
