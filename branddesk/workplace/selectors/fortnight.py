"""How many cases were submitted and decided on each of the last fourteen days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import connection
from django.utils import timezone

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.models.case import Shelf
from branddesk.core import clock
from branddesk.core.queries import COUNT_UP_TO, Places, at, counted_at
from branddesk.web.formats import number

DAYS = 14
ONE_DAY = timedelta(days=1)
MOST_A_DAY = 501
"""No day is counted further, so that two weeks cost the same however many cases there are."""


@dataclass(frozen=True)
class Fortnight:
    """Cases submitted and decided on each of the last fourteen days, in the reader's time zone."""

    days: list[date]
    submitted: list[int]
    """By day, up to `MOST_A_DAY`."""
    decided: list[int]
    with_platform: int

    @property
    def submitted_total(self) -> str:
        """Written, with a plus where a day holds more than was counted."""
        return _total(self.submitted)

    @property
    def decided_total(self) -> str:
        return _total(self.decided)

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


def fortnight_of(user: User) -> Fortnight:
    """Two queries. Every day is counted in a range of an index of its own, and only so far."""
    today = timezone.localdate(clock.now())
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    midnights = [connection.ops.adapt_datetimefield_value(start_of_day(day)) for day in [*days, today + ONE_DAY]]
    places = Places(("starts", "ends"), list(pairwise(midnights)))
    cases = Case.objects.visible_to(user)
    found = counted_at(
        {
            "submitted": cases.filter(submitted_at__gte=at("starts"), submitted_at__lt=at("ends")),
            "decided": cases.filter(decided_at__gte=at("starts"), decided_at__lt=at("ends")),
        },
        places,
        most=MOST_A_DAY,
    )
    with_platform = cases.filter(shelf=Shelf.PLATFORM).order_by()[:COUNT_UP_TO].count()
    return Fortnight(days, found["submitted"], found["decided"], with_platform)


def _total(counts: list[int]) -> str:
    total = number(sum(min(count, MOST_A_DAY - 1) for count in counts))
    return f"{total}+" if max(counts) == MOST_A_DAY else total
