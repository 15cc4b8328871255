"""The moderator's queue: its views, their counts and their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases import permissions
from branddesk.cases.models import Case, OffendingListing
from branddesk.cases.models.case import ENDED, UNDECIDED, Shelf
from branddesk.cases.search import find
from branddesk.cases.selectors.filters import CaseFilters, narrowed
from branddesk.cases.selectors.lists import merged, walk
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Status
from branddesk.core.queries import COUNT_UP_TO, Places, at, counted_at
from branddesk.foundation.lists.keyset import Column, Order
from branddesk.stores.models import Marketplace

PAGE_SIZE = 50

LONGEST_WAITING = Order((Column("submitted_at", is_moment=True), Column("pk")))
MOST_URGENT = Order((Column("due_at", is_moment=True), Column("pk")))
NEWEST = Order((Column("last_event_at", is_moment=True), Column("pk")), is_falling=True)

_UNDECIDED = Q(status__in=UNDECIDED)


@dataclass(frozen=True)
class View:
    key: str
    label: Promise
    conditions: Callable[[User], Sequence[Q]]
    """The view is all that fits one of them; each is walked along an index of its own."""
    order: Order = LONGEST_WAITING
    is_counted: bool = True


VIEWS = {
    view.key: view
    for view in (
        View("mine", pgettext_lazy("queue", "Mine"), lambda user: [_UNDECIDED & Q(moderator=user)]),
        View("unassigned", pgettext_lazy("queue", "Unassigned"), lambda user: [_UNDECIDED & Q(moderator=None)]),
        View(
            "near",
            pgettext_lazy("queue", "Near breach"),
            lambda user: [_UNDECIDED & Q(due_at__isnull=False, warns_at__lte=clock.now())],
            order=MOST_URGENT,
        ),
        View(
            "waiting",
            pgettext_lazy("queue", "With the brand"),
            lambda user: [Q(shelf=Shelf.BRAND.value, status=Status.WAITING)],
        ),
        View(
            "escalated",
            pgettext_lazy("queue", "Escalated"),
            lambda user: [_UNDECIDED & Q(level__gt=EscalationLevel.SUPPORT)],
        ),
        View(
            "decided",
            pgettext_lazy("queue", "Decided"),
            lambda user: [
                Q(shelf=Shelf.DECIDED.value, status__in=ENDED),
                Q(shelf=Shelf.CLOSED.value, status__in=ENDED),
            ],
            order=NEWEST,
            is_counted=False,
        ),
    )
}


@dataclass(frozen=True)
class Tab:
    key: str
    label: Promise
    count: int | None


@dataclass(frozen=True)
class Page:
    rows: Sequence[Case]
    after: str
    """Where the next page starts; empty on the last one."""


def rows_of(user: User, view: str, filters: CaseFilters | None = None) -> QuerySet[Case]:
    """The cases of a view, in no order."""
    rows = narrowed(_visible(user), user, filters or CaseFilters())
    if filters and filters.q:
        rows = rows.filter(pk__in=find(user, filters.q).keys)
    return rows.filter(_condition(user, VIEWS[view]))


def marketplaces_of(user: User) -> Places:
    """Each marketplace that the person's organisation operates, as a place where cases are counted."""
    return Places(("market",), list(Marketplace.objects.filter(operator=user.organisation_id).values_list("pk")))


def tabs(user: User) -> list[Tab]:
    """Every view with its count; what is decided is only growing and is not counted."""
    counted = [view for view in VIEWS.values() if view.is_counted]
    counts = counts_of(user, {view.key: (_condition(user, view), view.order.names) for view in counted})
    return [Tab(view.key, view.label, counts.get(view.key)) for view in VIEWS.values()]


def counts_of(user: User, wanted: Mapping[str, tuple[Q, Sequence[str]]]) -> dict[str, int]:
    """How many cases of the person's desk fit each condition, counted in the order of an index."""
    cases = _visible(user, at("market"))
    found = counted_at(
        {key: cases.filter(fitting).order_by(*order) for key, (fitting, order) in wanted.items()}, marketplaces_of(user)
    )
    return {key: min(sum(counts), COUNT_UP_TO) for key, counts in found.items()}


def page_of(user: User, view: str, filters: CaseFilters | None = None) -> Page:
    """One page of a view: the longest waiting first, or what was decided last. Paged by key, not by offset."""
    filters = filters or CaseFilters()
    order = VIEWS[view].order
    listings = OffendingListing.objects.filter(case=OuterRef("pk")).order_by().values("case")
    rows = in_order(user, view, filters, most=PAGE_SIZE + 1).annotate(
        listing_count=Coalesce(Subquery(listings.annotate(n=Count("pk")).values("n")), 0)
    )
    found = list(rows.select_related("brand", "moderator", "marketplace")[: PAGE_SIZE + 1])
    if len(found) <= PAGE_SIZE:
        return Page(found, "")
    return Page(found[:PAGE_SIZE], order.place_of(found[PAGE_SIZE - 1]))


def keys_of(user: User, view: str, filters: CaseFilters, most: int) -> list[int]:
    """The keys of the cases in the view, in its order, up to `most`."""
    return list(in_order(user, view, filters, most=most).values_list("pk", flat=True)[:most])


def next_in_queue(user: User) -> Case | None:
    """The unassigned case that has waited longest."""
    return in_order(user, "unassigned", CaseFilters(), most=1).first()


def in_order(user: User, view: str, filters: CaseFilters, *, most: int) -> QuerySet[Case]:
    """The first cases of the view."""
    order = VIEWS[view].order
    if filters.q:
        return order.after(rows_of(user, view, filters), filters.after).order_by(*order.names)
    markets = Marketplace.objects.filter(operator=user.organisation_id).order_by()
    cut = [
        _visible(user, market).filter(condition)
        for market in markets.values_list("pk", flat=True)
        for condition in VIEWS[view].conditions(user)
    ]
    walks = [walk(narrowed(rows, user, filters), order, filters.after, most) for rows in cut]
    return merged(walks, order, most) if walks else Case.objects.none()


def _condition(user: User, view: View) -> Q:
    fitting = Q()
    for condition in view.conditions(user):
        fitting |= condition
    return fitting


def _visible(user: User, marketplace: int | RawSQL | None = None) -> QuerySet[Case]:
    """What was submitted to the person's marketplaces, or to one of them, and concerns the person's desk."""
    rows: QuerySet[Case] = Case.objects.visible_to(user)
    if marketplace is not None:
        rows = Case.objects.filter(marketplace=marketplace, submitted_at__isnull=False)
    return rows.filter(permissions.in_queue_of(user))
