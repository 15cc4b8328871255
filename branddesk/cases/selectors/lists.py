"""Which cases a person sees in which list, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case, OffendingListing, Submission
from branddesk.core.enums import Side, Status

PAGE_SIZE = 50
COUNT_UP_TO = 1001
"""Counts stop here; the page then reads “1,000+”."""

VIEWS = ("open", "ours", "theirs", "decided", "closed", "drafts")

OPEN = Q(status__in=[Status.SUBMITTED, Status.IN_REVIEW, Status.WAITING, Status.REOPENED])
PREPARED = Q(status=Status.DRAFT, prepared_at__isnull=False)
"""Packets are ready and wait for a person to file them."""


@dataclass(frozen=True)
class CaseFilters:
    """What the address of a list says. An unknown view is all open cases."""

    view: str = "open"
    brand: str = ""
    """The brand's slug."""
    marketplace: str = ""
    """The marketplace's slug."""
    q: str = ""
    after: str = ""
    """Where the page starts: `CasePage.after` of the one before."""


@dataclass(frozen=True)
class CasePage:
    """One page; each case carries `listing_count`."""

    cases: Sequence[Case]
    after: str
    """Where the next page starts; empty on the last one."""


class CountUpTo(Subquery):
    """Counts the rows of a sliced query, so that a count of a million rows costs no more than a thousand."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) limited)"
    output_field = IntegerField()


def case_list(user: User, filters: CaseFilters) -> CasePage:
    """The person's cases in this view, the latest event first."""
    listings = OffendingListing.objects.filter(case=OuterRef("pk")).order_by().values("case")
    rows = (
        _filtered(user, filters)
        .filter(_condition(user, filters.view))
        .select_related("brand", "marketplace", "assignee", "moderator")
        .annotate(listing_count=Coalesce(Subquery(listings.annotate(n=Count("pk")).values("n")), 0))
    )
    start = read_key(filters.after)
    if start is not None:
        moment, pk = start
        rows = rows.filter(Q(last_event_at__lt=moment) | Q(last_event_at=moment, pk__lt=pk))
    found = list(rows.order_by("-last_event_at", "-pk")[: PAGE_SIZE + 1])
    if len(found) <= PAGE_SIZE:
        return CasePage(found, "")
    last = found[PAGE_SIZE - 1]
    return CasePage(found[:PAGE_SIZE], f"{last.last_event_at.isoformat()}~{last.pk}")


def view_counts(user: User, filters: CaseFilters | None = None) -> dict[str, int]:
    """How many cases each view holds, up to `COUNT_UP_TO`, in one query."""
    rows = _filtered(user, filters or CaseFilters()).order_by()
    counts = {
        view: CountUpTo(rows.filter(_condition(user, view)).values("pk")[:COUNT_UP_TO])
        for view in VIEWS
        if not (user.is_platform and view == "drafts")
    }
    found = dict[str, Any](Organisation.objects.filter(pk=user.organisation_id).values(**counts).get())
    return {view: found.get(view, 0) for view in VIEWS}


def ours_count(user: User) -> int:
    """In how many cases it is the turn of the person's side, up to `COUNT_UP_TO`."""
    return Case.objects.visible_to(user).filter(_condition(user, "ours")).order_by()[:COUNT_UP_TO].count()


def submissions_of(case: Case) -> QuerySet[Submission]:
    """The case's submissions with their listings, in the order of the listings."""
    return case.submissions.select_related("listing").order_by("listing__position", "pk")


def _visible(user: User) -> QuerySet[Case]:
    return Case.objects.visible_to(user).select_related("brand", "marketplace", "assignee", "moderator")


def _filtered(user: User, filters: CaseFilters) -> QuerySet[Case]:
    rows: QuerySet[Case] = Case.objects.visible_to(user)
    if filters.brand:
        rows = rows.filter(brand__slug=filters.brand)
    if filters.marketplace:
        rows = rows.filter(marketplace__slug=filters.marketplace)
    for word in filters.q.split()[:8]:
        listing = Q(sku__icontains=word) | Q(seller__icontains=word)
        listings = OffendingListing.objects.filter(listing, case=OuterRef("pk"))
        rows = rows.filter(Q(number__icontains=word) | Q(subject__icontains=word) | Exists(listings))
    return rows


def _condition(user: User, view: str) -> Q:
    ours, theirs = (Side.PLATFORM, Side.BRAND) if user.is_platform else (Side.BRAND, Side.PLATFORM)
    match view:
        case "ours":
            return (OPEN | PREPARED) & Q(turn=ours)
        case "theirs":
            return OPEN & Q(turn=theirs)
        case "decided":
            return Q(status__in=[Status.GRANTED, Status.PARTLY, Status.REFUSED])
        case "closed":
            return Q(status=Status.CLOSED)
        case "drafts":
            return Q(status=Status.DRAFT, prepared_at=None)
        case _:
            return OPEN | PREPARED


def read_key(after: str) -> tuple[datetime, int] | None:
    """The moment and key at which a page starts; None for the first page, and for a key that was tampered with."""
    moment, _, pk = after.partition("~")
    try:
        at, key = datetime.fromisoformat(moment), int(pk)
    except ValueError:
        return None
    return (at, key) if at.tzinfo is not None and 0 < key < 2**63 else None
