"""Where a stream stands: the newest event it sent, and which of the ones just before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

OVERLAP = 1_000
"""How far back a transaction that was slow to commit may still bring in an older event."""

MOST_REMEMBERED = 100

_TEXT = re.compile(r"(\d{1,18})(?::(\d{1,4}(?:,\d{1,4}){0,99}))?")


@dataclass
class Cursor:
    """The `id` of a server-sent event. It goes to the browser and comes back as Last-Event-ID.

    Events commit in another order than they are numbered, so "everything after 8" could miss a late 7. The cursor
    therefore names the newest event and the earlier ones already sent, as distances from it: "8:1,3" is 8, 7 and 5.
    """

    newest: int = 0
    sent: set[int] = field(default_factory=set)

    @classmethod
    def parse(cls, text: str | None) -> Cursor | None:
        """The cursor a browser brought back; None when it brought none, or nonsense."""
        parts = _TEXT.fullmatch(text or "")
        if parts is None:
            return None
        newest = int(parts[1])
        distances = parts[2].split(",") if parts[2] else []
        return cls(newest, {newest, *(newest - int(distance) for distance in distances)})

    @property
    def floor(self) -> int:
        """Up to here everything counts as sent: it is too old to come late, or too far back to be remembered."""
        oldest_remembered = min(self.sent) if len(self.sent) > MOST_REMEMBERED else 0
        return max(self.newest - OVERLAP, oldest_remembered)

    def has(self, event_id: int) -> bool:
        return event_id in self.sent or event_id <= self.floor

    def add(self, event_id: int) -> None:
        self.newest = max(self.newest, event_id)
        recent = sorted(self.sent | {event_id}, reverse=True)[: MOST_REMEMBERED + 1]
        self.sent = {each for each in recent if each > self.newest - OVERLAP}

    def __str__(self) -> str:
        earlier = sorted(self.newest - each for each in self.sent if each != self.newest)
        return f"{self.newest}:{','.join(map(str, earlier))}" if earlier else str(self.newest)
