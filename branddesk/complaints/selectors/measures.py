"""How well customers are answered: by brand, by product, by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.complaints.models import Callback, Complaint, Improvement, Theme
from branddesk.core import clock

DAYS = (7, 30, 90)
MOST_ROWS = 50
MOST_TIMES = 20_000
BY = {
    "brand": ("brand__name",),
    "product": ("sku", "product__name"),
    "person": ("assignee__name",),
}


@dataclass(frozen=True)
class Measure:
    name: str
    heard: int
    answered: int
    in_time: int
    """Of those answered: before the window, or the desk's own aim, was over."""
    first_answer: timedelta | None
    """The median from hearing to the first answer."""
    rating: float | None
    satisfaction: float | None
    """After call-backs, 1 to 5."""

    @property
    def share_in_time(self) -> float | None:
        """Of all heard whose time is over or that are answered, 0 to 1."""
        return self.in_time / self.heard if self.heard else None


@dataclass(frozen=True)
class Change:
    """The average rating of a product before and after something was improved."""

    name: str
    task: str
    before: float | None
    after: float | None


def measures_of(user: User, *, days: int, by: str) -> tuple[Measure, list[Measure]]:
    """Everything together, then each brand, product or person, the most heard first."""
    since = clock.now() - timedelta(days=days)
    rows = Complaint.objects.visible_to(user).filter(received_at__gt=since, received_at__lte=clock.now())
    whole = _measure(_("All"), rows, _satisfaction(user, since, ())[()])
    names = BY[by]
    satisfaction = _satisfaction(user, since, names)
    found = []
    for row in _counts(rows.values(*names))[:MOST_ROWS]:
        key = tuple(row[name] for name in names)
        label = next((str(each) for each in reversed(key) if each), _("nobody yet") if by == "person" else "–")
        own = rows.filter(**dict(zip(names, key, strict=True)))
        found.append(_of(label, row, _median(own), satisfaction.get(key)))
    return whole, found


def _counts(rows: Any) -> Any:
    answered = Q(answered_at__isnull=False)
    return rows.annotate(
        heard=Count("pk"),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(answered_at__lte=F("due_at"))),
        stars=Avg("rating"),
    ).order_by("-heard", *rows.query.values_select)


def _measure(name: str, rows: QuerySet[Complaint], satisfaction: float | None) -> Measure:
    answered = Q(answered_at__isnull=False)
    row = rows.aggregate(
        heard=Count("pk"),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(answered_at__lte=F("due_at"))),
        stars=Avg("rating"),
    )
    return _of(name, row, _median(rows), satisfaction)


def _of(name: str, row: Any, first: timedelta | None, satisfaction: float | None) -> Measure:
    return Measure(name, row["heard"], row["answered"], row["in_time"], first, row["stars"], satisfaction)


def _median(rows: QuerySet[Complaint]) -> timedelta | None:
    answered = rows.filter(answered_at__isnull=False).order_by("-received_at")
    moments = answered.values_list("received_at", "answered_at")[:MOST_TIMES]
    times = [(end - start).total_seconds() for start, end in moments if end is not None]
    return timedelta(seconds=median(times)) if times else None


def _satisfaction(user: User, since: datetime, names: Sequence[str]) -> dict[tuple[Any, ...], float | None]:
    rows = Callback.objects.visible_to(user).filter(done_at__gt=since, satisfaction__isnull=False)
    if not names:
        return {(): rows.aggregate(average=Avg("satisfaction"))["average"]}
    through = [f"complaint__{name}" for name in names]
    counted = rows.values(*through).annotate(average=Avg("satisfaction")).order_by()
    return {tuple(row[name] for name in through): row["average"] for row in counted}


def changes_of(user: User) -> list[Change]:
    """What customers gave before and after each improvement that was done, over sixty days each way."""
    reach = timedelta(days=60)
    tasks = Improvement.objects.filter(theme__in=Theme.objects.visible_to(user), done_at__isnull=False)
    found = []
    for task in tasks.select_related("theme").order_by("-done_at")[:20]:
        assert task.done_at is not None
        own = Complaint.objects.filter(brand=task.theme.brand_id, sku=task.theme.sku, rating__isnull=False)
        before = own.filter(received_at__gt=task.done_at - reach, received_at__lte=task.done_at)
        after = own.filter(received_at__gt=task.done_at, received_at__lte=task.done_at + reach)
        averages = [rows.aggregate(stars=Avg("rating"))["stars"] for rows in (before, after)]
        found.append(Change(task.theme.product_name or task.theme.sku, task.text, *averages))
    return found
