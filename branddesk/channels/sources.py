"""What can be translated: each kind says how a reader's own text is found. Chats add theirs in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Message
from branddesk.cases.models.talk import PRIVATE
from branddesk.core.enums import Side


@dataclass(frozen=True)
class Source:
    """A text to be translated, in the language in which it was written, if that is known."""

    text: str
    language: str = ""


Find = Callable[[User, int], Source | None]
"""The text with that number, if the reader may read it."""

_finders: dict[str, Find] = {}


def register(kind: str, find: Find) -> None:
    _finders[kind] = find


def source_of(reader: User, kind: str, number: int) -> Source | None:
    find = _finders.get(kind)
    return find(reader, number) if find is not None else None


def message(reader: User, number: int) -> Source | None:
    side = Side.PLATFORM if reader.is_platform else Side.BRAND
    found = Message.objects.filter(pk=number, case__in=Case.objects.visible_to(reader)).first()
    if found is None or (found.side != side and (found.kind in PRIVATE or found.is_held)):
        return None
    return Source(found.body, found.language)
