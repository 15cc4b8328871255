"""What every line has in common: the chat is held, the line gets the next number, and open pages hear of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.chat import wire
from branddesk.channels.chat.models import Conversation, Line, Side, State
from branddesk.channels.chat.permissions import Reader
from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.models import new_key
from branddesk.foundation.live import services as live

LONGEST = 4_000


def lock(conversation: Conversation) -> Conversation:
    """The chat as it stands, held until the transaction ends, so that lines are numbered one after the other."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("agent", "person", "visitor", "brand")
    return rows.get(pk=conversation.pk)


def lock_seen(reader: Reader, key: UUID) -> Conversation:
    """The chat of this key, held, where the reader may see it. Raises Conversation.DoesNotExist."""
    rows = reader.conversations.select_for_update(of=("self",)).select_related("agent", "person", "visitor", "brand")
    return rows.get(key=key)


def said_before(conversation: Conversation, client_key: UUID | None, author: User | None) -> Line | None:
    """The line that came already under this key; its browser sends it again when the answer was lost."""
    if client_key is None:
        return None
    line = conversation.lines.filter(client_key=client_key).first()
    if line is not None and line.author_id != (author.pk if author else None):
        raise DomainError(_("This line was already sent by somebody else. Write it again."))
    return line


def append(
    conversation: Conversation,
    *,
    kind: Line.Kind = Line.Kind.TEXT,
    side: Side | str = "",
    author: User | None = None,
    client_key: UUID | None = None,
    **fields: Any,
) -> Line:
    """Give the line the next number of the held chat and tell the open pages; notes go to the agents' pages only."""
    now = clock.now()
    before = conversation.last_shown_seq
    conversation.last_seq += 1
    conversation.last_line_at = now
    is_note = kind == Line.Kind.NOTE
    if not is_note:
        conversation.last_shown_seq = conversation.last_seq
    if kind not in (Line.Kind.NOTE, Line.Kind.EVENT):
        _note_whose_turn(conversation, side)
    line = Line.objects.create(
        conversation=conversation,
        seq=conversation.last_seq,
        client_key=client_key or new_key(),
        kind=kind,
        side=side,
        author=author,
        said_at=now,
        **fields,
    )
    # One statement for whatever the caller changed beside it, too.
    conversation.save()
    live.announce(
        conversation.notes_channel if is_note else conversation.channel,
        "chat",
        seq=line.seq,
        before=before,
        line=wire.of(line, conversation) if kind == Line.Kind.TEXT else None,
    )
    return line


def _note_whose_turn(conversation: Conversation, side: Side | str) -> None:
    if side == Side.DESK:
        conversation.awaited_since = conversation.alarmed_at = None
    elif side == Side.GUEST and conversation.awaited_since is None:
        conversation.awaited_since = conversation.last_line_at


def note_event(conversation: Conversation, code: str, **data: Any) -> Line:
    """Keep in the chat what happened to it, and let the lists of the agents and of those who wait look again."""
    line = append(conversation, kind=Line.Kind.EVENT, data={"code": code, **data})
    refresh_lists(conversation)
    return line


def refresh_lists(conversation: Conversation) -> None:
    live.announce(f"chatqueue:{conversation.desk_id}", "changed")
    live.announce(f"chatwait:{conversation.desk_id}", "changed")


def required(text: str, sentence: str) -> str:
    """The text without blanks around it. Raises when there is none, or too much of it."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise DomainError(sentence)
    if len(text) > LONGEST:
        raise DomainError(
            _("A line holds up to %(most)d characters. Send the rest as a second line, or as a file.")
            % {"most": LONGEST}
        )
    return text


def check_state(conversation: Conversation, state: State, sentence: str) -> None:
    if conversation.state != state:
        raise WrongStatus(sentence)
