"""What comes in from a store, stream by stream. Who owns a kind of data declares its stream here; the desk runs it.

A stream is read in batches. Fetching one asks Ozon and touches no table; keeping it happens in the same transaction as
the note of how far the stream is read, so that a kill at any point loses nothing and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise

from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.stores.models import Store

Cursor = dict[str, Any]
"""How far a stream is read, as JSON of the stream's own; empty before the first batch."""


@dataclass(frozen=True)
class Batch:
    rows: Sequence[Any]
    cursor: Cursor
    """From where the next batch, of this run or of the next, is fetched once these rows are kept."""
    has_more: bool
    total: int | None = None
    """How many rows the whole run will bring, where that is known."""


Fetch = Callable[[Client, Store, Cursor], Batch]
"""Asks for one batch, outside any transaction. Raises OzonError. May run in another thread: it writes nothing."""
Keep = Callable[[Store, Sequence[Any]], int]
"""Keeps the rows, in the transaction that notes the cursor, and says how many were new or changed. Harmless twice."""


@dataclass(frozen=True)
class Stream:
    code: str
    name: str | Promise
    every: timedelta
    """The pause from a run that read everything to the next."""
    fetch: Fetch
    keep: Keep
    order: int = 0


_streams: dict[str, Stream] = {}


def register(stream: Stream) -> None:
    """Declare a stream. Called in `AppConfig.ready`."""
    _streams[stream.code] = stream


def stream_of(code: str) -> Stream | None:
    return _streams.get(code)


def streams() -> list[Stream]:
    return sorted(_streams.values(), key=lambda stream: stream.order)
