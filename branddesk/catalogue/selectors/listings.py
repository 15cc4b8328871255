"""The own listings as customers see them, and how they came to be so."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext

from branddesk.accounts.models import User
from branddesk.catalogue.models import Listing, ListingChange, ListingOrder
from branddesk.core import clock
from branddesk.core.queries import holding
from branddesk.web import formats

PAGE_SIZE = 50
LATELY = timedelta(days=14)
POOR = Decimal(70)
"""Points of 100 of content rating below which a card is worth mending."""
SHOWN_CHANGES = 200
LOOKED_AT = ("sku", "offer_id", "name")
What = ListingChange.What


@dataclass(frozen=True)
class Filters:
    view: str = "all"
    store: str = ""
    q: str = ""


VIEWS = ("all", "changed", "poor", "gone")


def read_filters(address: dict[str, str]) -> Filters:
    view = address.get("view", "")
    store = address.get("store", "")
    return Filters(
        view if view in VIEWS else "all",
        store if store.isdecimal() and len(store) < 19 else "",
        address.get("q", "").strip()[:200],
    )


def listings(reader: User, filters: Filters) -> QuerySet[Listing]:
    rows = Listing.objects.visible_to(reader).select_related("store", "brand").filter(_in_view(filters.view))
    if filters.store:
        rows = rows.filter(store=int(filters.store))
    rows = rows.filter(holding(filters.q, *LOOKED_AT))
    if filters.view in ("changed", "gone"):
        return rows.order_by(F("changed_at").desc(nulls_last=True), "-pk")
    return rows.order_by("rating", "pk") if filters.view == "poor" else rows.order_by("name", "pk")


def _in_view(view: str) -> Q:
    here = Q(gone_at=None, is_archived=False)
    return {
        "all": here,
        "changed": Q(changed_at__gt=clock.now() - LATELY),
        "poor": here & Q(rating__lt=POOR),
        "gone": Q(gone_at__isnull=False) | Q(is_archived=True),
    }[view]


def page_of(reader: User, filters: Filters, number: str) -> Page[Listing]:
    return Paginator(listings(reader, filters), PAGE_SIZE).get_page(number or 1)


def counts(reader: User) -> dict[str, int]:
    """How many stand in each view, in one query."""
    numbers = {view: Count("pk", filter=_in_view(view)) for view in VIEWS}
    found: dict[str, int] = Listing.objects.visible_to(reader).aggregate(**numbers)
    return found


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that stayed, went or came."""

    kind: str
    """same, gone, new."""
    text: str


@dataclass(frozen=True)
class ShownChange:
    change: ListingChange
    title: str
    before: str
    after: str
    pieces: Sequence[Piece]
    """For texts: what went and what came, word by word."""
    gone_pictures: Sequence[str]
    new_pictures: Sequence[str]


@dataclass(frozen=True)
class Day:
    day: date
    changes: Sequence[ShownChange]


@dataclass(frozen=True)
class Bar:
    """One price of the line over time, as the drawing has it: 0 to 100 across, 0 to 40 down."""

    x: float
    y: float


@dataclass(frozen=True)
class Opened:
    listing: Listing
    attributes: Sequence[tuple[str, str]]
    days: Sequence[Day]
    orders: Sequence[ListingOrder]
    """Those that are not seen on the card yet, or were refused."""
    line: str
    """Points of the price over the last ninety days, for a polyline of 100 by 40; empty where it never changed."""
    lowest: Decimal | None
    highest: Decimal | None


def opened(listing: Listing) -> Opened:
    """A listing as its page shows it. At most 3 queries."""
    names = listing.attribute_names
    attributes = [
        (names.get(number, f"№ {number}"), ", ".join(values)) for number, values in listing.attributes.items()
    ]
    changes = list(listing.changes.select_related("changed_by")[:SHOWN_CHANGES])
    days = [
        Day(day, [_shown(listing, each) for each in group])
        for day, group in groupby(changes, key=lambda change: timezone.localtime(change.seen_at).date())
    ]
    orders = listing.orders.select_related("author").exclude(state=ListingOrder.State.DONE)
    line, lowest, highest = _line(listing, changes)
    return Opened(listing, sorted(attributes), days, list(orders[:10]), line, lowest, highest)


def _shown(listing: Listing, change: ListingChange) -> ShownChange:
    title = str(change.get_what_display())
    if change.what == What.ATTRIBUTE:
        title = listing.attribute_names.get(change.attribute, f"№ {change.attribute}")
    is_text = change.what in (What.TEXT, What.NAME)
    before, after = _in_words(listing, change, change.before), _in_words(listing, change, change.after)
    old = change.before if change.what == What.PICTURES and isinstance(change.before, list) else []
    new = change.after if change.what == What.PICTURES and isinstance(change.after, list) else []
    return ShownChange(
        change,
        title,
        before,
        after,
        pieces_of(before, after) if is_text else (),
        [each for each in old if each not in new],
        [each for each in new if each not in old],
    )


def _in_words(listing: Listing, change: ListingChange, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if change.what in (What.PRICE, What.OLD_PRICE):
        return formats.money(Decimal(value), listing.currency)
    if change.what == What.RATING:
        return formats.number(Decimal(value).normalize())
    if isinstance(value, bool):
        return pgettext("of a listing", "yes") if value else pgettext("of a listing", "no")
    if isinstance(value, list):
        return str(len(value)) if change.what == What.PICTURES else ", ".join(map(str, value)) or "–"
    return str(value)


def pieces_of(before: str, after: str) -> list[Piece]:
    """The two texts as one, word by word: what stayed, what went, what came."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("gone", " ".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("new", " ".join(new[j1:j2])))
    return pieces


def _line(listing: Listing, changes: Sequence[ListingChange]) -> tuple[str, Decimal | None, Decimal | None]:
    now = clock.now()
    since = now - timedelta(days=90)
    steps = sorted(
        (change.seen_at, Decimal(change.before), Decimal(change.after))
        for change in changes
        if change.what == What.PRICE and change.before and change.after and change.seen_at > since
    )
    if not steps or listing.price is None:
        return "", None, None
    amounts = [steps[0][1], *(after for _at, _before, after in steps)]
    lowest, highest = min(amounts), max(amounts)
    spread = highest - lowest or Decimal(1)

    def y(amount: Decimal) -> str:
        return f"{36 - float((amount - lowest) / spread) * 32:.1f}"

    points = [f"0,{y(amounts[0])}"]
    for (at, _before, _after), amount, following in zip(steps, amounts, amounts[1:], strict=False):
        x = f"{(at - since) / (now - since) * 100:.1f}"
        points += [f"{x},{y(amount)}", f"{x},{y(following)}"]
    points.append(f"100,{y(amounts[-1])}")
    return " ".join(points), lowest, highest
