"""Counting in working time: how long from here to there, and where a promise of so many hours ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from branddesk.foundation.calendars import official

DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Hours:
    """The working time of one place. Hours that close at or before they open go on to the next day."""

    country: str
    time_zone: str
    opens_at: time = time(9)
    closes_at: time = time(18)
    own_days: Mapping[date, bool] = field(default_factory=dict)
    """Days set otherwise by hand, and whether they are worked."""

    def works_on(self, day: date) -> bool:
        own = self.own_days.get(day)
        return official.year_of(self.country, day.year).works_on(day) if own is None else own

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += DAY
        while not self.works_on(day):
            day += DAY
        return day

    def working_day_from(self, day: date) -> date:
        """`day` itself when it is worked, else the next day that is."""
        return day if self.works_on(day) else self.next_working_day(day)

    def today(self, moment: datetime) -> date:
        """The day it is here at that moment."""
        return moment.astimezone(self._zone).date()

    def add_working_time(self, start: datetime, hours: float) -> datetime:
        """The moment in UTC at which so many working hours have passed since `start`; before it for a negative number.

        An end that falls together with the close of business is that close, not the next morning.
        """
        rest = timedelta(hours=abs(hours))
        if not rest:
            return start.astimezone(UTC)
        for opens, closes in self._shifts_from(start) if hours > 0 else self._shifts_back_from(start):
            if closes - opens >= rest:
                return opens + rest if hours > 0 else closes - rest
            rest -= closes - opens
        raise AssertionError("there is always another working day")

    def working_seconds(self, start: datetime, end: datetime) -> int:
        """Working seconds from `start` to `end`; 0 where the end comes first."""
        total = timedelta()
        if end > start:
            for opens, closes in self._shifts_from(start):
                if opens >= end:
                    break
                total += min(closes, end) - opens
        return int(total.total_seconds())

    def is_open(self, moment: datetime) -> bool:
        opens, _closes = next(self._shifts_from(moment))
        return opens <= moment

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _shift(self, day: date) -> tuple[datetime, datetime]:
        """When the shift that begins on this day opens and closes, in UTC."""
        last = day if self.closes_at > self.opens_at else day + DAY
        zone = self._zone
        opens = datetime.combine(day, self.opens_at, zone)
        return opens.astimezone(UTC), datetime.combine(last, self.closes_at, zone).astimezone(UTC)

    def _shifts_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of the shift at `start`, then every later one."""
        day = self.today(start) - DAY
        while True:
            if self.works_on(day):
                opens, closes = self._shift(day)
                if closes > start:
                    yield max(opens, start.astimezone(UTC)), closes
            day += DAY

    def _shifts_back_from(self, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What has passed of the shift at `end`, then every earlier one."""
        day = self.today(end)
        while True:
            if self.works_on(day):
                opens, closes = self._shift(day)
                if opens < end:
                    yield opens, min(closes, end.astimezone(UTC))
            day -= DAY
