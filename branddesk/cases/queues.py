"""The moderator's queue: its views, their counts and their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
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
from branddesk.core.queries import counted
from branddesk.foundation.lists.keyset import Column, Order
from branddesk.stores.models import Marketplace

PAGE_SIZE = 50

LONGEST_WAITING = Order((Column("submitted_at", is_moment=True), Column("pk")))
MOST_URGENT = Order((Column("due_at", is_moment=True), Column("pk")))
NEWEST = Order((Column("last_event_at", is_falling=True, is_moment=True), Column("pk", is_falling=True)))

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
    fitting = Q()
    for condition in VIEWS[view].conditions(user):
        fitting |= condition
    return rows.filter(fitting)


def tabs(user: User) -> list[Tab]:
    """Every view with its count; what is decided is only growing and is not counted."""
    found = counted({view.key: rows_of(user, view.key) for view in VIEWS.values() if view.is_counted})
    return [Tab(view.key, view.label, found.get(view.key)) for view in VIEWS.values()]


def page_of(user: User, view: str, filters: CaseFilters | None = None) -> Page:
    """One page of a view: the longest waiting first, or what was decided last. Paged by key, not by offset."""
    filters = filters or CaseFilters()
    order = VIEWS[view].order
    listings = OffendingListing.objects.filter(case=OuterRef("pk")).order_by().values("case")
    rows = _in_order(user, view, filters, most=PAGE_SIZE + 1).annotate(
        listing_count=Coalesce(Subquery(listings.annotate(n=Count("pk")).values("n")), 0)
    )
    found = list(rows.select_related("brand", "moderator", "marketplace")[: PAGE_SIZE + 1])
    if len(found) <= PAGE_SIZE:
        return Page(found, "")
    return Page(found[:PAGE_SIZE], order.place_of(found[PAGE_SIZE - 1]))


def keys_of(user: User, view: str, filters: CaseFilters, most: int) -> list[int]:
    """The keys of the cases in the view, in its order, up to `most`."""
    return list(_in_order(user, view, filters, most=most).values_list("pk", flat=True)[:most])


def next_in_queue(user: User) -> Case | None:
    """The unassigned case that has waited longest."""
    return _in_order(user, "unassigned", CaseFilters(), most=1).first()


def _in_order(user: User, view: str, filters: CaseFilters, *, most: int) -> QuerySet[Case]:
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


def _visible(user: User, marketplace: int | None = None) -> QuerySet[Case]:
    """What was submitted to the person's marketplaces, or to one of them, and concerns the person's desk."""
    rows: QuerySet[Case] = Case.objects.visible_to(user)
    if marketplace is not None:
        rows = Case.objects.filter(marketplace=marketplace, submitted_at__isnull=False)
    return rows.filter(permissions.in_queue_of(user))
