"""The moderator's queue: its views, their counts and their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case
from branddesk.cases.selectors.lists import COUNT_UP_TO, CountUpTo, read_key
from branddesk.core.enums import Status

PAGE_SIZE = 50

UNDECIDED = Q(status__in=[Status.SUBMITTED, Status.IN_REVIEW, Status.REOPENED])


@dataclass(frozen=True)
class View:
    key: str
    label: Promise
    condition: Callable[[User], Q]
    newest_first: bool = False


VIEWS = {
    view.key: view
    for view in (
        View("mine", pgettext_lazy("queue", "Mine"), lambda user: UNDECIDED & Q(moderator=user)),
        View("unassigned", pgettext_lazy("queue", "Unassigned"), lambda user: UNDECIDED & Q(moderator=None)),
        View("waiting", pgettext_lazy("queue", "With the brand"), lambda user: Q(status=Status.WAITING)),
        View(
            "decided",
            pgettext_lazy("queue", "Decided"),
            lambda user: Q(status__in=[Status.GRANTED, Status.PARTLY, Status.REFUSED, Status.CLOSED]),
            newest_first=True,
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


def rows_of(user: User, view: str) -> QuerySet[Case]:
    return Case.objects.visible_to(user).filter(VIEWS[view].condition(user))


def tabs(user: User) -> list[Tab]:
    """Every view with its count; what is decided is only growing and is not counted."""
    counted = [view.key for view in VIEWS.values() if not view.newest_first]
    counts = {key: CountUpTo(rows_of(user, key).order_by().values("pk")[:COUNT_UP_TO]) for key in counted}
    found = dict[str, Any](Organisation.objects.filter(pk=user.organisation_id).values(**counts).get())
    return [Tab(view.key, view.label, found.get(view.key)) for view in VIEWS.values()]


def page_of(user: User, view: str, *, query: str = "", after: str = "") -> Page:
    """One page of a view: the longest waiting first, or what was decided last. Paged by key, not by offset."""
    rows = rows_of(user, view).select_related("brand", "moderator", "marketplace")
    rows = rows.annotate(listing_count=Count("listings", distinct=True))
    if query:
        words = Q(number__iexact=query) | Q(subject__icontains=query) | Q(brand__name__icontains=query)
        rows = rows.filter(words | Q(listings__sku=query) | Q(listings__seller__icontains=query)).distinct()
    moment_name, sign, past = ("last_event_at", "-", "lt") if VIEWS[view].newest_first else ("submitted_at", "", "gt")
    start = read_key(after)
    if start:
        moment, pk = start
        rows = rows.filter(Q(**{f"{moment_name}__{past}": moment}) | Q(**{moment_name: moment, f"pk__{past}": pk}))
    found = list(rows.order_by(f"{sign}{moment_name}", f"{sign}pk")[: PAGE_SIZE + 1])
    if len(found) <= PAGE_SIZE:
        return Page(found, "")
    last = found[PAGE_SIZE - 1]
    return Page(found[:PAGE_SIZE], f"{getattr(last, moment_name).isoformat()}~{last.pk}")


def next_in_queue(user: User) -> Case | None:
    """The unassigned case that has waited longest."""
    return rows_of(user, "unassigned").order_by("submitted_at", "pk").first()
