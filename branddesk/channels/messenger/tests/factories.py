"""The smallest valid conversation and line."""

from __future__ import annotations

from itertools import count
from typing import Any

from branddesk.channels.messenger import search
from branddesk.channels.messenger.models import Line, Talk
from branddesk.core import clock
from branddesk.core.enums import Side
from branddesk.stores.tests.factories import make_store

_numbers = count(1)


def make_talk(**fields: Any) -> Talk:
    if "store" not in fields:
        fields["store"] = make_store()
    fields.setdefault("outside_id", f"talk-{next(_numbers)}")
    fields.setdefault("kind", Talk.Kind.SUPPORT)
    fields.setdefault("spoken_at", clock.now())
    return Talk.objects.create(**fields)


def make_line(**fields: Any) -> Line:
    if "talk" not in fields:
        fields["talk"] = make_talk()
    fields.setdefault("outside_id", str(next(_numbers)))
    fields.setdefault("side", Side.PLATFORM)
    fields.setdefault("text", "Обращение зарегистрировано.")
    fields.setdefault("said_at", clock.now())
    line = Line.objects.create(**fields)
    search.index_many([line], line.talk.store)
    return line
