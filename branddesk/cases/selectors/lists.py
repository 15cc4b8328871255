"""Which cases a person sees in which list, a page at a time.

Each order of each view is a walk through an index at each brand and shelf, merged: a page of a million cases costs
what a page of a thousand does. Words are looked up first, and what they find is filtered and sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, granted_to
from branddesk.cases.models import Case, OffendingListing, Submission
from branddesk.cases.models.case import Shelf
from branddesk.cases.search import find
from branddesk.cases.selectors.filters import NOBODY, CaseFilters, narrowed
from branddesk.core.queries import COUNT_UP_TO, Places, at, counted_at
from branddesk.foundation.lists.keyset import Column, Order
from branddesk.foundation.search.selectors import Hits

PAGE_SIZE = 50
VIEWS = ("open", "ours", "theirs", "decided", "closed", "drafts", "all")
COUNTED = VIEWS[:-1]
"""All there ever was is only growing; nobody asks how much it is."""
MOST_WALKS = 400
"""SQLite puts no more than five hundred queries together."""
ROW = (
    *("number", "subject", "kind", "status", "turn", "priority", "prepared_at", "brand_due_at", "last_event_at"),
    "due_key",
    *("brand__name", "marketplace__name", "assignee__name"),
)
"""What a row of the list shows. The rest of a case, its statement above all, takes longer to read than these."""

_RECENT = (Column("last_event_at", is_moment=True), Column("pk"))
ORDERS = {
    "": Order(_RECENT, is_falling=True),
    "updated": Order(_RECENT, is_falling=True),
    "opened": Order((Column("pk"),), is_falling=True),
    "due": Order((Column("due_key", is_moment=True), Column("pk"))),
    "priority": Order((Column("priority"), *_RECENT), is_falling=True),
}
ORDERS |= {f"-{name}": order.reversed() for name, order in ORDERS.items() if name}


@dataclass(frozen=True)
class CasePage:
    """One page; each case carries `listing_count`."""

    cases: Sequence[Case]
    after: str
    """Where the next page starts; empty on the last one."""
    hits: Hits | None = None
    """What the words found, before the filters."""


def case_list(user: User, filters: CaseFilters) -> CasePage:
    """The person's cases that fit, in the order asked for: else what changed last first."""
    order = ORDERS[filters.sort]
    hits = find(user, filters.q) if filters.q else None
    rows = _in_order(user, filters, hits, most=PAGE_SIZE + 1)
    listings = OffendingListing.objects.filter(case=OuterRef("pk")).order_by().values("case")
    found = list(
        rows.select_related("brand", "marketplace", "assignee")
        .only(*ROW)
        .annotate(listing_count=Coalesce(Subquery(listings.annotate(n=Count("pk")).values("n")), 0))[: PAGE_SIZE + 1]
    )
    if len(found) <= PAGE_SIZE:
        return CasePage(found, "", hits)
    return CasePage(found[:PAGE_SIZE], order.place_of(found[PAGE_SIZE - 1]), hits)


def keys_of(user: User, filters: CaseFilters, most: int) -> list[int]:
    """The keys of the cases in the list, in its order, up to `most`."""
    hits = find(user, filters.q) if filters.q else None
    rows = _in_order(user, filters, hits, most=most)
    return list(rows.values_list("pk", flat=True)[:most])


def rows_of(user: User, filters: CaseFilters) -> QuerySet[Case]:
    """The person's cases in this view, in no order."""
    rows = narrowed(Case.objects.visible_to(user), user, filters)
    if filters.q:
        rows = rows.filter(pk__in=find(user, filters.q).keys)
    return rows.filter(_condition(user, filters.view))


def view_counts(user: User, filters: CaseFilters | None = None) -> dict[str, int]:
    """How many cases each view holds, up to `COUNT_UP_TO`, in one query: shelf by shelf, each counted once."""
    rows = narrowed(Case.objects.visible_to(user), user, filters or CaseFilters()).filter(shelf=at("shelf"))
    shelves = Places(("shelf",), [(shelf,) for shelf in Shelf.values])
    found = dict(zip(Shelf.values, counted_at({"": rows}, shelves)[""], strict=True))
    return {view: min(sum(found[shelf] for shelf in shelves_of(user, view)), COUNT_UP_TO) for view in COUNTED}


def ours(user: User) -> QuerySet[Case]:
    """The cases in which it is the turn of the person's side."""
    return Case.objects.visible_to(user).filter(_condition(user, "ours"))


def submissions_of(case: Case) -> QuerySet[Submission]:
    """The case's submissions with their listings, in the order of the listings."""
    return case.submissions.select_related("listing").order_by("listing__position", "pk")


Walk = tuple[str, tuple[Any, ...]]
"""The SQL of one ordered walk, and its parameters."""


def walk(rows: QuerySet[Case], order: Order, place: str, most: int) -> Walk:
    """The first keys behind a place, with the columns of the order."""
    names = [column.name for column in order.columns]
    return order.after(rows, place).order_by(*order.names).values(*names)[:most].query.sql_with_params()


def walks_at(rows: QuerySet[Case], order: Order, place: str, most: int, places: Places) -> list[Walk]:
    """The same walk at each of the places, which are keys and shelves: written once."""
    sql, params = walk(rows, order, place, most)
    if connection.vendor == "postgresql":
        table, values = places.table()
        sql = f"{table} SELECT walk.* FROM place CROSS JOIN LATERAL ({sql}) AS walk"  # noqa: S608
        return [(sql, (*values, *params))]
    walks = []
    for row in places.rows:
        here = sql
        for name, value in zip(places.names, row, strict=True):
            here = here.replace(f"(place.{name})", str(value) if isinstance(value, int) else f"'{value}'")
        walks.append((here, params))
    return walks


def merged(walks: Iterable[Walk], order: Order, most: int) -> QuerySet[Case]:
    """The first cases of several walks, as one query; only these are read whole."""
    parts, params = [], list[Any]()
    for number, (sql, values) in enumerate(walks):
        parts.append(f"SELECT * FROM ({sql}) AS walk{number}")  # noqa: S608
        params += values
    by = ", ".join(f"{column.name} {'DESC' if order.is_falling else 'ASC'}" for column in order.columns)
    sql = f"SELECT pk FROM ({' UNION ALL '.join(parts)}) AS walks ORDER BY {by} LIMIT {int(most)}"  # noqa: S608
    return Case.objects.filter(pk__in=RawSQL(sql, params)).order_by(*order.names)  # noqa: S611


def in_order(user: User, filters: CaseFilters, *, most: int, brands: Iterable[int] | None = None) -> QuerySet[Case]:
    """The first cases of the list, without regard to words.

    `brands`: the keys of the brands that the person sees, where they are at hand.
    """
    order, places = ORDERS[filters.sort], _places(user, filters, brands)
    if places is None:
        rows = narrowed(Case.objects.visible_to(user), user, filters).filter(_condition(user, filters.view))
        return order.after(rows, filters.after).order_by(*order.names)
    rows = narrowed(Case.objects.filter(shelf=at("shelf")), user, filters)
    rows = rows.filter(brand=at("brand")) if "brand" in places.names else rows.filter(brand__in=granted_to(user))
    return merged(walks_at(rows, order, filters.after, most, places), order, most) if places.rows else rows.none()


def _in_order(user: User, filters: CaseFilters, hits: Hits | None, *, most: int) -> QuerySet[Case]:
    if hits is None:
        return in_order(user, filters, most=most)
    order = ORDERS[filters.sort]
    rows = narrowed(Case.objects.visible_to(user).filter(pk__in=hits.keys), user, filters)
    return order.after(rows.filter(_condition(user, filters.view)), filters.after).order_by(*order.names)


def _places(user: User, filters: CaseFilters, brands: Iterable[int] | None) -> Places | None:
    """Where the list is walked: at each shelf of each brand, or, of cases that somebody handles, at each shelf.

    None where there are too many, and for the platform, whose queue has walks of its own.
    """
    if user.is_platform:
        return None
    shelves = shelves_of(user, filters.view)
    if filters.assignee not in ("", NOBODY):
        return Places(("shelf",), [(shelf,) for shelf in shelves])
    if filters.brand:
        brands = Brand.objects.visible_to(user).filter(slug=filters.brand).values_list("pk", flat=True)
    keys = granted_to(user) if brands is None else brands
    places = Places(("brand", "shelf"), [(key, shelf) for key in keys for shelf in shelves])
    return places if len(places.rows) <= MOST_WALKS else None


def shelves_of(user: User, view: str) -> list[str]:
    """The shelves that a view is made of."""
    ours, theirs = (Shelf.PLATFORM, Shelf.BRAND) if user.is_platform else (Shelf.BRAND, Shelf.PLATFORM)
    shelves = {
        "ours": [ours],
        "theirs": [theirs],
        "decided": [Shelf.DECIDED],
        "closed": [Shelf.CLOSED],
        "drafts": [Shelf.DRAFT],
        "all": list(Shelf),
    }.get(view, [ours, theirs])
    return [shelf.value for shelf in shelves]


def _condition(user: User, view: str) -> Q:
    return Q(shelf__in=shelves_of(user, view))
