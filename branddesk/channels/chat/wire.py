"""A line as pages get it: plain data, put on the page as text and never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from branddesk.channels.chat import happenings
from branddesk.channels.chat.models import Conversation, Line, Side


def of(line: Line, conversation: Conversation) -> dict[str, Any]:
    """What the page shows of a line. The same for both sides, but for the sentence of an event."""
    data: dict[str, Any] = {
        "seq": line.seq,
        "key": line.client_key.hex,
        "kind": line.kind,
        "side": line.side,
        "by": line.author_id or 0,
        "name": _speaker(line, conversation),
        "at": line.said_at.isoformat(),
        "text": line.body,
    }
    if line.kind == Line.Kind.EVENT:
        data["text"] = happenings.sentence(line.data)
    if line.kind == Line.Kind.ARTICLE:
        data["url"] = reverse("helpcenter:article", args=[line.data["slug"]])
    if line.kind == Line.Kind.FILE:
        blob = line.exhibit.blob if line.exhibit is not None else line.blob
        data["url"] = reverse("chat:file", args=[conversation.key, line.seq])
        data["size"] = blob.size if blob is not None else 0
        data["is_picture"] = blob is not None and blob.content_type.startswith("image/")
    return data


def lines_of(conversation: Conversation, lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [of(line, conversation) for line in lines]


def _speaker(line: Line, conversation: Conversation) -> str:
    if line.author is not None:
        return line.author.name
    if line.side == Side.GUEST and conversation.visitor is not None:
        return conversation.visitor.name
    return str(_("Desk")) if not line.side else ""
