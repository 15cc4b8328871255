"""The one place that knows what time it is, so that a demo or a test can live through other days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; the pinned moment inside `at`."""
    return _pinned.get() or datetime.now(UTC)


def today() -> date:
    """Today's date in UTC."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Live at `moment` (aware) until the block ends."""
    if moment.tzinfo is None:
        raise ValueError("clock.at needs an aware datetime")
    token = _pinned.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pinned.reset(token)
