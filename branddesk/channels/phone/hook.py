"""What a telephone system says in one event, read strictly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

KINDS = ("ringing", "menu", "answered", "hung_up", "recording")
LONGEST_CALL = 24 * 3600


class BadEvent(Exception):
    """It is no event of this protocol."""


@dataclass(frozen=True)
class Event:
    """`id` names the event, `call` the call it belongs to; the rest as far as the event knows it."""

    id: str
    kind: str
    call: str
    at: datetime
    direction: str
    from_: str
    to: str
    option: str
    seconds: int
    recording: str


def read_event(content: bytes) -> Event:
    """Raises BadEvent."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        raise BadEvent("not JSON") from None
    if not isinstance(body, dict):
        raise BadEvent("not an object")
    kind, at = _text(body, "event", 20), _moment(_text(body, "at", 40))
    if kind not in KINDS:
        raise BadEvent("an event that the desk does not know")
    if not _text(body, "id", 120) or not _text(body, "call", 120):
        raise BadEvent("without id or call")
    seconds = body.get("duration", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds <= LONGEST_CALL:
        raise BadEvent("a duration that cannot be")
    return Event(
        id=_text(body, "id", 120),
        kind=kind,
        call=_text(body, "call", 120),
        at=at,
        direction="out" if _text(body, "direction", 8) == "out" else "in",
        from_=_text(body, "from", 40),
        to=_text(body, "to", 40),
        option=_text(body, "option", 40),
        seconds=seconds,
        recording=_text(body, "recording", 1000),
    )


def _text(body: dict[str, Any], name: str, longest: int) -> str:
    value = body.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise BadEvent(f"{name} is no text")
    text = str(value).strip()
    if len(text) > longest or "\x00" in text:
        raise BadEvent(f"{name} is too long")
    return text


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadEvent("a time without its zone")
    return moment
