"""How many cases were submitted and decided on each of the last fourteen days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.models.case import Shelf
from branddesk.core import clock
from branddesk.core.queries import COUNT_UP_TO

DAYS = 14


@dataclass(frozen=True)
class Fortnight:
    """Cases submitted and decided on each of the last fourteen days, in the reader's time zone."""

    days: list[date]
    submitted: list[int]
    decided: list[int]
    with_platform: int

    @property
    def submitted_total(self) -> int:
        return sum(self.submitted)

    @property
    def decided_total(self) -> int:
        return sum(self.decided)

    def points(self, counts: list[int], width: int = 288, height: int = 60) -> str:
        """An SVG polyline of the counts, both lines on one scale."""
        top = max([*self.submitted, *self.decided, 1])
        step = width / (len(counts) - 1)
        return " ".join(f"{i * step:.0f},{height - n / top * (height - 8):.0f}" for i, n in enumerate(counts))

    @property
    def submitted_points(self) -> str:
        return self.points(self.submitted)

    @property
    def decided_points(self) -> str:
        return self.points(self.decided)


def start_of_day(day: date) -> datetime:
    """Midnight in the reader's time zone."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def lately(cases: QuerySet[Case], name: str, start: datetime) -> QuerySet[Case]:
    """The cases to which this happened since `start`. An event moved `last_event_at` too, and that one is indexed."""
    return cases.filter(**{f"{name}__gte": start}, last_event_at__gte=start)


def fortnight_of(user: User) -> Fortnight:
    """Three queries, counted by the database; each reads two weeks of cases at most."""
    today = timezone.localdate(clock.now())
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    cases = Case.objects.visible_to(user).order_by()

    def per_day(name: str) -> list[int]:
        rows = lately(cases, name, start_of_day(days[0])).annotate(day=TruncDate(name))
        counts = dict(rows.values("day").annotate(n=Count("pk")).values_list("day", "n"))
        return [counts.get(day, 0) for day in days]

    with_platform = cases.filter(shelf=Shelf.PLATFORM)[:COUNT_UP_TO].count()
    return Fortnight(days, per_day("submitted_at"), per_day("decided_at"), with_platform)
