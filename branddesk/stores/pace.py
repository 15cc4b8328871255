"""Ozon's pace kept by all processes together, with rows of the database as their common clock-face.

Turns stand SPACING apart. A process takes a handful at once, fewer when it lets some lapse, so that the database is
asked some ten times a second at most; a turn not taken within LATENESS is lost, never made up for.
"""

from __future__ import annotations

import threading
import time
from collections import deque

from django.db import connection, transaction

from branddesk.marketplaces.ozon.client.errors import Limited
from branddesk.marketplaces.ozon.client.pace import LATENESS, SPACING
from branddesk.stores.models import Turn

MOST_AT_ONCE = 8
OFFSET_HOLDS = 60.0
"""Seconds for which the difference of two clocks is believed."""


class SharedPace:
    """See `marketplaces.ozon.client.pace.Pace`. One for a process, for all its keys."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[str, deque[float]] = {}
        self._sizes: dict[str, int] = {}
        self._rests: dict[str, dict[str, float]] = {}
        self._offset = 0.0
        self._offset_at = float("-inf")

    def take(self, client_id: str, path: str, *, patience: float) -> None:
        give_up_at = time.monotonic() + patience
        while True:
            with self._lock:
                turn = self._next_turn(client_id)
                rest = max(self._rests.get(client_id, {}).get(each, 0.0) for each in ("", path))
            now = self._now()
            due = max(turn, rest)
            if due - now > max(0.0, give_up_at - time.monotonic()):
                raise Limited(path, seconds=due - now)
            time.sleep(max(0.0, due - now))
            if rest <= turn and self._now() <= turn + LATENESS:
                return

    def take_own(self, client_id: str, name: str, limit: tuple[int, float]) -> None:
        count, seconds = limit
        with transaction.atomic(durable=True):
            row = _held(client_id, name)
            now = self._now()
            used = [moment for moment in row.used if moment > now - seconds]
            if len(used) >= count:
                raise Limited(name, seconds=used[-count] + seconds - now)
            row.used = [*used, now]
            row.save(update_fields=["used"])

    def rest(self, client_id: str, path: str, seconds: float) -> None:
        with transaction.atomic(durable=True):
            row = _held(client_id, path)
            row.rests_until = max(row.rests_until, self._now() + seconds)
            row.save(update_fields=["rests_until"])
        with self._lock:
            self._rests.setdefault(client_id, {})[path] = row.rests_until
            self._turns.pop(client_id, None)

    def _next_turn(self, client_id: str) -> float:
        turns = self._turns.setdefault(client_id, deque())
        now = self._now()
        lapsed = 0
        while turns and turns[0] + LATENESS < now:
            turns.popleft()
            lapsed += 1
        size = self._sizes.get(client_id, 1)
        if lapsed:
            self._sizes[client_id] = size = max(1, size // 2)
        if not turns:
            turns.extend(self._reserve(client_id, size))
            self._sizes[client_id] = min(MOST_AT_ONCE, size * 2)
        return turns.popleft()

    def _reserve(self, client_id: str, size: int) -> list[float]:
        with transaction.atomic(durable=True):
            row = _held(client_id, "")
            start = max(row.next_at, self._now())
            row.next_at = start + size * SPACING
            row.save(update_fields=["next_at"])
            rests = dict(
                Turn.objects.filter(client_id=client_id, rests_until__gt=self._now()).values_list("key", "rests_until")
            )
        self._rests[client_id] = {key.removeprefix(client_id).lstrip(" "): until for key, until in rests.items()}
        return [start + number * SPACING for number in range(size)]

    def _now(self) -> float:
        """Unix seconds by the clock that all processes share: the machine's, or PostgreSQL's."""
        if connection.vendor != "postgresql":
            return time.time()
        if time.monotonic() - self._offset_at > OFFSET_HOLDS:
            self._offset = min(_difference() for _try in range(5))[1]
            self._offset_at = time.monotonic()
        return time.time() + self._offset


def _difference() -> tuple[float, float]:
    """How long the question took, and by how much PostgreSQL's clock is ahead."""
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        (there,) = cursor.fetchone()
    after = time.time()
    return after - before, float(there) - (before + after) / 2


def _held(client_id: str, name: str) -> Turn:
    """The row, locked until the transaction ends."""
    key = f"{client_id} {name}".strip()
    Turn.objects.bulk_create([Turn(key=key, client_id=client_id)], ignore_conflicts=True)
    return Turn.objects.select_for_update().get(key=key)


PACE = SharedPace()
