from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.foundation.calendars.hours import Hours

MOSCOW = Hours("RU", "Europe/Moscow")
BEIJING = Hours("CN", "Asia/Shanghai")
NIGHT = Hours("RU", "Europe/Moscow", time(20), time(4))
ROUND_THE_CLOCK = Hours("CN", "Asia/Shanghai", time(0), time(0))
LONDON = Hours("XX", "Europe/London")
ALL = (MOSCOW, BEIJING, NIGHT, ROUND_THE_CLOCK, LONDON)

FIRST, LAST = datetime(2025, 1, 1), datetime(2027, 12, 1)  # noqa: DTZ001  hypothesis adds the zone itself
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
seconds = st.integers(1, 200 * 3600)


def moscow(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow"))


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("hours", "start", "amount", "end"),
    [
        (MOSCOW, moscow("2026-11-23 10:00"), 4, moscow("2026-11-23 14:00")),
        (MOSCOW, moscow("2026-11-23 16:00"), 4, moscow("2026-11-24 11:00")),
        (MOSCOW, moscow("2026-11-23 09:00"), 9, moscow("2026-11-23 18:00")),
        (MOSCOW, moscow("2026-11-23 05:00"), 1, moscow("2026-11-23 10:00")),
        (MOSCOW, moscow("2026-11-20 22:00"), 1, moscow("2026-11-23 10:00")),
        # Unity Day, 4 November 2026, is a Wednesday; a Saturday was worked before it in 2025.
        (MOSCOW, moscow("2026-11-03 17:00"), 2, moscow("2026-11-05 10:00")),
        (MOSCOW, moscow("2025-10-31 17:00"), 2, moscow("2025-11-01 10:00")),
        # New Year: from 30 December over eleven days off.
        (MOSCOW, moscow("2025-12-30 17:00"), 2, moscow("2026-01-12 10:00")),
        # A Saturday made up for the Spring Festival.
        (BEIJING, beijing("2026-02-13 17:00"), 10, beijing("2026-02-14 18:00")),
        (BEIJING, beijing("2026-02-14 17:00"), 2, beijing("2026-02-24 10:00")),
        # The night shift that begins on Friday ends on Saturday morning.
        (NIGHT, moscow("2026-11-20 23:00"), 3, moscow("2026-11-21 02:00")),
        (NIGHT, moscow("2026-11-21 03:00"), 2, moscow("2026-11-23 21:00")),
        (ROUND_THE_CLOCK, beijing("2026-11-23 23:00"), 3, beijing("2026-11-24 02:00")),
        # Backwards, by which the warning before a breach is found.
        (MOSCOW, moscow("2026-11-24 10:00"), -2, moscow("2026-11-23 17:00")),
        (MOSCOW, moscow("2026-11-23 11:00"), -4, moscow("2026-11-20 16:00")),
    ],
)
def test_working_time_passes_only_while_people_work(hours, start, amount, end):
    assert hours.add_working_time(start, amount) == end


@given(moments, seconds, st.sampled_from(ALL))
def test_what_was_added_is_what_is_measured(start, amount, hours):
    end = hours.add_working_time(start, amount / 3600)

    assert hours.working_seconds(start, end) == pytest.approx(amount, abs=1)


@given(moments, seconds, st.sampled_from(ALL))
def test_what_was_taken_away_is_what_is_measured(end, amount, hours):
    start = hours.add_working_time(end, -amount / 3600)

    assert hours.working_seconds(start, end) == pytest.approx(amount, abs=1)


@given(moments, moments, moments, st.sampled_from(ALL))
def test_two_stretches_are_as_long_as_the_whole(first, second, third, hours):
    start, middle, end = sorted((first, second, third))

    parts = hours.working_seconds(start, middle) + hours.working_seconds(middle, end)

    assert parts == pytest.approx(hours.working_seconds(start, end), abs=1)


def test_nothing_passes_backwards():
    assert MOSCOW.working_seconds(moscow("2026-11-23 12:00"), moscow("2026-11-23 11:00")) == 0


def test_no_time_added_is_the_same_moment():
    assert MOSCOW.add_working_time(moscow("2026-11-21 12:00"), 0) == moscow("2026-11-21 12:00")


def test_the_next_working_day_leaves_out_holidays_and_takes_make_up_days():
    assert MOSCOW.next_working_day(date(2026, 11, 3)) == date(2026, 11, 5)
    assert BEIJING.next_working_day(date(2026, 2, 13)) == date(2026, 2, 14)
    assert BEIJING.working_day_from(date(2026, 2, 14)) == date(2026, 2, 14)
    assert MOSCOW.working_day_from(date(2026, 2, 14)) == date(2026, 2, 16)


def test_a_day_set_by_hand_goes_before_the_country():
    hours = Hours("RU", "Europe/Moscow", own_days={date(2026, 11, 24): False, date(2026, 11, 28): True})

    assert hours.add_working_time(moscow("2026-11-23 17:00"), 2) == moscow("2026-11-25 10:00")
    assert hours.works_on(date(2026, 11, 28))


def test_summer_time_does_not_make_a_working_day_longer():
    start = datetime(2026, 3, 27, 9, tzinfo=ZoneInfo("Europe/London"))

    assert LONDON.add_working_time(start, 18) == datetime(2026, 3, 30, 18, tzinfo=ZoneInfo("Europe/London"))


def test_the_desk_knows_whether_people_work_now():
    assert MOSCOW.is_open(moscow("2026-11-23 09:00"))
    assert not MOSCOW.is_open(moscow("2026-11-23 18:00"))
    assert not MOSCOW.is_open(moscow("2026-11-22 12:00"))


def test_a_year_of_working_time_is_counted_at_once():
    start = moscow("2025-01-01 00:00")

    assert MOSCOW.working_seconds(start, start + timedelta(days=365)) == 247 * 9 * 3600
