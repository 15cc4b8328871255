"""What was said in a chat, as one message of its case."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from branddesk.cases.models import Message
from branddesk.cases.services.outside import log_contact, take_message
from branddesk.channels.chat import wire
from branddesk.channels.chat.models import Conversation, Line
from branddesk.core.enums import Side, Via
from branddesk.evidence.models import Exhibit

HEARD = (Line.Kind.TEXT, Line.Kind.FILE, Line.Kind.ARTICLE, Line.Kind.EVENT)


def transcript(conversation: Conversation) -> str:
    """Everything that both sides read, line by line with its time, in the language of the chat; no notes."""
    zone = conversation.person.time_zone if conversation.person is not None else settings.TIME_ZONE
    rows = conversation.lines.filter(kind__in=HEARD).select_related("author", "exhibit__blob", "blob").order_by("seq")
    with translation.override(conversation.language), timezone.override(zone):
        told = [_("Live chat: %(topic)s") % {"topic": conversation.topic}, ""]
        day = None
        for line in rows:
            at = timezone.localtime(line.said_at)
            if at.date() != day:
                day = at.date()
                told.append(f"— {day.isoformat()} ({zone}) —")
            told.append(f"{at:%H:%M} {_told(line, conversation)}")
    return "\n".join(told)


def keep_in_case(conversation: Conversation) -> Message | None:
    """Let an ended chat stand in the case it belongs to, once; with its files.

    Where the platform sees the case both sides read it there, else only the side that asked.
    """
    case, person = conversation.case, conversation.person
    if case is None or person is None or conversation.is_open:
        return None
    text, key = transcript(conversation), f"chat:{conversation.pk}"
    exhibits = list(Exhibit.objects.filter(pk__in=conversation.lines.values("exhibit")))
    is_seen = case.submitted_at is not None and case.marketplace.operator_id == conversation.desk_id
    if is_seen:
        return take_message(
            case=case,
            via=Via.CHAT,
            key=key,
            text=text,
            side=Side.BRAND,
            actor=person,
            exhibits=exhibits,
            happened_at=conversation.closed_at,
            language=conversation.language,
        )
    cut = text if len(text) <= 10_000 else text[:9_999] + "…"
    return log_contact(
        actor=person,
        case=case,
        via=Via.CHAT,
        text=cut,
        key=key,
        happened_at=conversation.closed_at,
        exhibits=exhibits,
    )


def _told(line: Line, conversation: Conversation) -> str:
    said = wire.of(line, conversation)
    if line.kind == Line.Kind.EVENT:
        return f"· {said['text']}"
    marks = {Line.Kind.FILE: _("file"), Line.Kind.ARTICLE: _("article")}
    mark = marks.get(Line.Kind(line.kind))
    return f"{said['name']}: [{mark}] {said['text']}" if mark else f"{said['name']}: {said['text']}"
