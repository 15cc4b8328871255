"""Questions about calendars: the hours to count by, and how a year looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.utils.functional import Promise

from branddesk.foundation.calendars import official
from branddesk.foundation.calendars.hours import Hours
from branddesk.foundation.calendars.models import Calendar, CalendarDay


def hours_of(calendar: Calendar) -> Hours:
    """The calendar's working time. Asks the database once for each version of its days."""
    return Hours(
        calendar.country,
        calendar.time_zone,
        calendar.opens_at,
        calendar.closes_at,
        _own_days(calendar.pk, calendar.version),
    )


@lru_cache(maxsize=64)
def _own_days(pk: int, version: UUID) -> dict[date, bool]:
    return dict(CalendarDay.objects.filter(calendar=pk).values_list("day", "is_working"))


@dataclass(frozen=True)
class YearDay:
    """A day of the year that is not what its weekday says."""

    day: date
    is_working: bool
    name: str | Promise
    own: CalendarDay | None
    """The row by which an administrator set it; None where the country says so."""


@dataclass(frozen=True)
class Year:
    year: int
    is_provisional: bool
    """The country has not published this year's moved days yet."""
    days: list[YearDay]


def year_of(calendar: Calendar, year: int) -> Year:
    """The days off, the make-up working days and the days set by hand, in order. One query."""
    known = official.year_of(calendar.country, year)
    found = {day: YearDay(day, is_working=False, name=name, own=None) for day, name in known.off.items()}
    found |= {day: YearDay(day, is_working=True, name="", own=None) for day in known.makeup}
    for own in calendar.own_days.filter(day__year=year):
        found[own.day] = YearDay(own.day, own.is_working, own.name, own)
    return Year(year, known.is_provisional, [found[day] for day in sorted(found)])


def months_of(calendar: Calendar, year: int) -> list[list[tuple[date, bool]]]:
    """Every day of the year with whether it is worked, month by month."""
    hours = hours_of(calendar)
    months: list[list[tuple[date, bool]]] = [[] for _month in range(12)]
    day = date(year, 1, 1)
    while day.year == year:
        months[day.month - 1].append((day, hours.works_on(day)))
        day += timedelta(days=1)
    return months
