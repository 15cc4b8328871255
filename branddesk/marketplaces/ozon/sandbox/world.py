"""Everything the sandbox holds: its clock, its sellers, what their buyers said, and how it misbehaves when told to."""

from __future__ import annotations

import os
import pickle
import random
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]
PLUS = ("PREMIUM_PLUS", "PREMIUM_PRO")
MODERATION = timedelta(minutes=2)
"""From an answer to its publication, by the sandbox's clock."""


def said(moment: datetime) -> str:
    """RFC 3339 in UTC, as Ozon writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_in(filters: Row, name: str) -> str:
    """A moment that a request names, written as rows write theirs, so that the two compare as text; or nothing."""
    text = filters.get(name)
    return said(moment_of(text)) if text else ""


def moment_of(text: object) -> datetime:
    """A moment as a request writes it; in UTC where it names no zone. Raises ValueError."""
    moment = datetime.fromisoformat(str(text))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass
class Modes:
    """How the sandbox misbehaves. Counters apply to the next so many requests."""

    slow_ms: int = 0
    fail_next: int = 0
    cut_next: int = 0
    wrong_next: int = 0
    swallow_next: int = 0
    """Does what was asked and closes the connection without an answer."""
    tripped: list[str] = field(default_factory=list)
    skew_seconds: int = 0
    push_twice: bool = False
    push_reordered: bool = False

    def take(self, name: str) -> bool:
        left = getattr(self, name)
        if left > 0:
            setattr(self, name, left - 1)
        return bool(left > 0)


@dataclass
class Shop:
    """One seller. Rows have the shape in which Ozon gives them."""

    client_id: str
    api_key: str
    name: str
    subscription: str = "PREMIUM_PLUS"
    has_reviews: bool = True
    key_state: str = "good"
    """good, invalid, expired, role, ip, blocked."""
    key_ends_at: str = "2027-02-20T10:00:00.000000Z"
    products: list[Row] = field(default_factory=list)
    reviews: list[Row] = field(default_factory=list)
    review_places: dict[str, int] = field(default_factory=dict)
    review_times: list[str] = field(default_factory=list)
    comments: dict[str, list[Row]] = field(default_factory=dict)
    questions: list[Row] = field(default_factory=list)
    answers: dict[str, list[Row]] = field(default_factory=dict)
    chats: dict[str, Row] = field(default_factory=dict)
    messages: dict[str, list[Row]] = field(default_factory=dict)
    returns: list[Row] = field(default_factory=list)
    rfbs: list[Row] = field(default_factory=list)
    cancellations: list[Row] = field(default_factory=list)
    postings: list[Row] = field(default_factory=list)
    promotions: list[Row] = field(default_factory=list)
    discounts: list[Row] = field(default_factory=list)
    pushes: list[Row] = field(default_factory=list)
    shelves: dict[str, Any] = field(default_factory=dict)
    """What one family of methods alone keeps, by its name: reports, certificates, strategies."""
    due: list[tuple[str, str, Row]] = field(default_factory=list)
    """What happens later: the moment, the kind, and what about."""
    world: World = field(default=None, repr=False)  # type: ignore[assignment]
    uses: deque[float] = field(default_factory=deque, repr=False)
    own_uses: dict[str, deque[float]] = field(default_factory=dict, repr=False)

    def may(self, gate: str) -> bool:
        if gate == "plus":
            return self.subscription in PLUS
        if gate == "pro":
            return self.subscription == "PREMIUM_PRO"
        if gate == "reviews":
            return self.has_reviews or self.subscription == "PREMIUM_PRO"
        return True

    def add_review(self, row: Row) -> None:
        """Reviews come in the order of their publication; their numbers rise with it."""
        self.review_places[row["id"]] = len(self.reviews)
        self.review_times.append(row["published_at"])
        self.reviews.append(row)

    def product(self, sku: str) -> Row | None:
        return next((row for row in self.products if str(row["sku"]) == str(sku)), None)

    def later(self, after: timedelta, kind: str, about: Row) -> None:
        self.due.append((said(self.world.now() + after), kind, about))

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in ("world", "uses", "own_uses")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= {"shelves": {}} | state | {"uses": deque(), "own_uses": {}}


class World:
    """All sellers and one clock, behind one lock. With `home` it goes on after a restart where it was."""

    def __init__(self, home: Path | None = None, *, seed: int = 7, rhythm: float = 0.0, port: int = 0) -> None:
        self.home = home
        self.lock = threading.RLock()
        self.random = random.Random(seed)  # noqa: S311  stories, not secrets
        self.modes = Modes()
        self.keeps_contract = True
        self.rhythm = rhythm
        """Things that buyers say in a minute of the sandbox's clock."""
        self.offset = 0.0
        self.last_id = 1_000_000
        self.shops: dict[str, Shop] = {}
        self.calls: deque[Row] = deque(maxlen=500)
        self.violations: deque[Row] = deque(maxlen=200)
        self.sent_pushes: deque[Row] = deque(maxlen=200)
        self.address = f"http://127.0.0.1:{port}"
        self._load()

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def next_id(self) -> int:
        with self.lock:
            self.last_id += 1
            return self.last_id

    def next_uuid(self) -> str:
        """Numbers that rise with time, as Ozon's do."""
        number = self.next_id()
        return f"019a{number >> 32:04x}-{(number >> 16) & 0xFFFF:04x}-7{number & 0xFFF:03x}-8000-{number:012x}"

    def products(self) -> list[Row]:
        """The goods of all sellers."""
        return [row for shop in self.shops.values() for row in shop.products]

    def add(self, shop: Shop) -> Shop:
        shop.world = self
        self.shops[shop.client_id] = shop
        return shop

    def save(self) -> None:
        """All of it, in one step: a kill leaves the last whole state."""
        if self.home is None:
            return
        self.home.mkdir(parents=True, exist_ok=True)
        with self.lock:
            state = pickle.dumps((self.shops, self.last_id, self.offset, self.rhythm))
        part = self.home / "ozon-sandbox.part"
        part.write_bytes(state)
        os.replace(part, self._file)

    @property
    def _file(self) -> Path:
        assert self.home is not None
        return self.home / "ozon-sandbox.state"

    def _load(self) -> None:
        if self.home is None or not self._file.exists():
            return
        # Written by this program alone, in a folder of its own.
        self.shops, self.last_id, self.offset, self.rhythm = pickle.loads(self._file.read_bytes())  # noqa: S301
        for shop in self.shops.values():
            shop.world = self
