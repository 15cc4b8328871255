"""Which cases a person sees in which list, a page at a time.

The usual order of each view is a walk through one index per brand and shelf, merged: a page of a million cases costs
what a page of a thousand does. Words are looked up first, and what they find is filtered and sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, DateTimeField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case, OffendingListing, Submission
from branddesk.cases.models.case import Shelf
from branddesk.cases.search import find
from branddesk.cases.selectors.filters import NOBODY, CaseFilters, due_field, narrowed
from branddesk.core.queries import COUNT_UP_TO, counted
from branddesk.foundation.lists.keyset import Column, Order
from branddesk.foundation.search.selectors import Hits

PAGE_SIZE = 50
VIEWS = ("open", "ours", "theirs", "decided", "closed", "drafts", "all")
COUNTED = VIEWS[:-1]
"""All there ever was is only growing; nobody asks how much it is."""
MOST_WALKS = 60
ROW = (
    *("number", "subject", "status", "turn", "priority", "prepared_at", "brand_due_at", "last_event_at"),
    *("brand__name", "marketplace__name", "assignee__name"),
)
"""What a row of the list shows. The rest of a case, its statement above all, takes longer to read than these."""

NEVER = datetime(9999, 1, 1, tzinfo=UTC)

_RECENT = (Column("last_event_at", is_falling=True, is_moment=True), Column("pk", is_falling=True))
ORDERS = {
    "": Order(_RECENT),
    "updated": Order(_RECENT),
    "opened": Order((Column("pk", is_falling=True),)),
    "due": Order((Column("due_key", is_moment=True), Column("pk"))),
    "priority": Order((Column("priority", is_falling=True), *_RECENT)),
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
    rows = _in_order(user, filters, order, hits, most=PAGE_SIZE + 1)
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
    rows = _in_order(user, filters, ORDERS[filters.sort], hits, most=most)
    return list(rows.values_list("pk", flat=True)[:most])


def rows_of(user: User, filters: CaseFilters) -> QuerySet[Case]:
    """The person's cases in this view, in no order."""
    rows = narrowed(Case.objects.visible_to(user), user, filters)
    if filters.q:
        rows = rows.filter(pk__in=find(user, filters.q).keys)
    return rows.filter(_condition(user, filters.view))


def view_counts(user: User, filters: CaseFilters | None = None) -> dict[str, int]:
    """How many cases each view holds, up to `COUNT_UP_TO`, in one query: shelf by shelf, each counted once."""
    rows = narrowed(Case.objects.visible_to(user), user, filters or CaseFilters())
    found = counted({shelf: rows.filter(shelf=shelf) for shelf in Shelf.values})
    return {view: min(sum(found[shelf] for shelf in _shelves(user, view)), COUNT_UP_TO) for view in COUNTED}


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


def merged(walks: Iterable[Walk], order: Order, most: int) -> QuerySet[Case]:
    """The first cases of several walks, as one query; only these are read whole."""
    parts, params = [], list[Any]()
    for number, (sql, values) in enumerate(walks):
        parts.append(f"SELECT * FROM ({sql}) AS walk{number}")  # noqa: S608
        params += values
    by = ", ".join(f"{column.name} {'DESC' if column.is_falling else 'ASC'}" for column in order.columns)
    sql = f"SELECT pk FROM ({' UNION ALL '.join(parts)}) AS walks ORDER BY {by} LIMIT {int(most)}"  # noqa: S608
    return Case.objects.filter(pk__in=RawSQL(sql, params)).order_by(*order.names)  # noqa: S611


def _in_order(user: User, filters: CaseFilters, order: Order, hits: Hits | None, *, most: int) -> QuerySet[Case]:
    if hits is not None:
        rows = narrowed(Case.objects.visible_to(user).filter(pk__in=hits.keys), user, filters)
        rows = order.after(_with_due(user, rows.filter(_condition(user, filters.view)), filters), filters.after)
        return rows.order_by(*order.names)
    walks = _walks(user, filters, order, most) if order in (ORDERS[""], ORDERS["-updated"]) else []
    if not 0 < len(walks) <= MOST_WALKS:
        rows = narrowed(Case.objects.visible_to(user), user, filters).filter(_condition(user, filters.view))
        return order.after(_with_due(user, rows, filters), filters.after).order_by(*order.names)
    return merged(walks, order, most)


_ANY_BRAND, _ANY_SHELF = -(2**40), "any"


def _walks(user: User, filters: CaseFilters, order: Order, most: int) -> list[Walk]:
    """The list cut along its indexes: by brand, or by whoever handles the cases, and by shelf.

    The walks differ in two values only, so one is written and its values are exchanged.
    """
    if user.is_platform:
        return []
    shelves = _shelves(user, filters.view)
    rows = Case.objects.filter(shelf=_ANY_SHELF) if shelves else Case.objects.all()
    brands = Brand.objects.visible_to(user)
    if filters.assignee not in ("", NOBODY):
        rows, keys = rows.filter(brand__in=brands), [0]
    else:
        named = brands.filter(slug=filters.brand) if filters.brand else brands
        rows, keys = rows.filter(brand=_ANY_BRAND), list(named.order_by().values_list("pk", flat=True))
    sql, values = walk(narrowed(rows, user, filters), order, filters.after, most)
    places = [{_ANY_BRAND: key, _ANY_SHELF: shelf} for key in keys for shelf in shelves or [""]]
    return [(sql, tuple(place.get(value, value) for value in values)) for place in places]


def _with_due(user: User, rows: QuerySet[Case], filters: CaseFilters) -> QuerySet[Case]:
    if filters.sort.lstrip("-") != "due":
        return rows
    return rows.annotate(due_key=Coalesce(due_field(user), Value(NEVER, DateTimeField())))


def _shelves(user: User, view: str) -> list[str]:
    """The shelves that a view is made of; none where it is all of them."""
    ours, theirs = (Shelf.PLATFORM, Shelf.BRAND) if user.is_platform else (Shelf.BRAND, Shelf.PLATFORM)
    shelves = {
        "ours": [ours],
        "theirs": [theirs],
        "decided": [Shelf.DECIDED],
        "closed": [Shelf.CLOSED],
        "drafts": [Shelf.DRAFT],
        "all": [],
    }.get(view, [ours, theirs])
    return [shelf.value for shelf in shelves]


def _condition(user: User, view: str) -> Q:
    shelves = _shelves(user, view)
    return Q(shelf__in=shelves) if shelves else Q()
