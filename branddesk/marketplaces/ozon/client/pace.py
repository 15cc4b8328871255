"""How often Ozon may be asked. Every process that uses a key must keep the pace together with the others."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Protocol

from branddesk.marketplaces.ozon.client.errors import Limited

PER_SECOND = 50
"""[O] Requests a second for one Client-Id, over all methods."""
SPACING = 0.0208
"""Seconds between two requests: 48.08 a second, 96 % of what is allowed."""
LATENESS = 0.04
"""A turn not taken within these seconds is lost: later, and 51 could fall into one second (50 * SPACING - 1)."""

LIMITS: dict[str, tuple[int, float]] = {
    "/v1/analytics/data": (1, 60.0),
    "/v1/analytics/turnover/stocks": (1, 60.0),
    "/v1/report/discounted/create": (1, 60.0),
}
"""[O] Methods with a limit of their own: so many calls in so many seconds."""
PRICE_CHANGES = (10, 3600.0)
"""[O] The price of one product."""


class Pace(Protocol):
    """Gives turns. One for each key, or one for many."""

    def take(self, client_id: str, path: str, *, patience: float) -> None:
        """Wait for a turn. Raises Limited when it would take longer than `patience` seconds."""

    def take_own(self, client_id: str, name: str, limit: tuple[int, float]) -> None:
        """Count one use of what has a limit of its own. Raises Limited, and counts nothing, when it is used up."""

    def rest(self, client_id: str, path: str, seconds: float) -> None:
        """Ozon asked for a pause, of one method or, with an empty path, of all."""


class LocalPace:
    """The pace of one process alone."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._rests: dict[tuple[str, str], float] = {}
        self._used: dict[tuple[str, str], deque[float]] = {}
        self._lock = threading.Lock()

    def take(self, client_id: str, path: str, *, patience: float) -> None:
        while True:
            with self._lock:
                now = time.monotonic()
                rest = max(self._rests.get((client_id, each), 0.0) for each in ("", path))
                turn = max(self._next.get(client_id, 0.0), now, rest)
                if turn - now > patience:
                    raise Limited(path, seconds=turn - now)
                if not rest > now:
                    self._next[client_id] = turn + SPACING
            time.sleep(max(0.0, turn - time.monotonic()))
            if not rest > now and time.monotonic() <= turn + LATENESS:
                return

    def take_own(self, client_id: str, name: str, limit: tuple[int, float]) -> None:
        count, seconds = limit
        with self._lock:
            now = time.monotonic()
            used = self._used.setdefault((client_id, name), deque())
            while used and used[0] <= now - seconds:
                used.popleft()
            if len(used) >= count:
                raise Limited(name, seconds=used[0] + seconds - now)
            used.append(now)

    def rest(self, client_id: str, path: str, seconds: float) -> None:
        with self._lock:
            until = time.monotonic() + seconds
            self._rests[client_id, path] = max(self._rests.get((client_id, path), 0.0), until)
