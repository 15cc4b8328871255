from __future__ import annotations

from datetime import date, time

import pytest

from branddesk.core.errors import DomainError
from branddesk.foundation.calendars.models import Country
from branddesk.foundation.calendars.selectors import hours_of, months_of, year_of
from branddesk.foundation.calendars.services import clear_day, save_calendar, set_day
from branddesk.foundation.calendars.tests.factories import make_calendar

pytestmark = pytest.mark.django_db

STOCKTAKING = date(2026, 11, 24)


def test_a_day_set_by_hand_counts_at_once_and_until_it_is_cleared():
    calendar = make_calendar()
    assert hours_of(calendar).works_on(STOCKTAKING)

    set_day(calendar=calendar, day=STOCKTAKING, is_working=False, name="Stocktaking")
    assert not hours_of(calendar).works_on(STOCKTAKING)

    clear_day(calendar=calendar, day=STOCKTAKING)
    assert hours_of(calendar).works_on(STOCKTAKING)


def test_a_day_set_twice_stands_once():
    calendar = make_calendar()
    set_day(calendar=calendar, day=STOCKTAKING, is_working=False)

    set_day(calendar=calendar, day=STOCKTAKING, is_working=True, name="No stocktaking")

    own = calendar.own_days.get()
    assert (own.is_working, own.name) == (True, "No stocktaking")


def test_counting_twice_asks_the_database_once(django_assert_num_queries):
    calendar = make_calendar()
    hours_of(calendar)

    with django_assert_num_queries(0):
        hours_of(calendar)


def test_a_year_shows_its_holidays_make_up_days_and_own_days_in_order():
    calendar = make_calendar(country=Country.CHINA, time_zone="Asia/Shanghai")
    set_day(calendar=calendar, day=date(2026, 10, 9), is_working=False, name="Bridge")

    year = year_of(calendar, 2026)

    october = {day.day: day for day in year.days if day.day.month == 10}
    assert list(october) == [date(2026, 10, n) for n in (1, 2, 3, 5, 6, 7, 9, 10)]
    assert october[date(2026, 10, 9)].name == "Bridge"
    assert october[date(2026, 10, 9)].own is not None
    assert october[date(2026, 10, 10)].is_working
    assert not year.is_provisional
    assert year_of(calendar, 2027).is_provisional


def test_the_months_of_a_year_say_of_every_day_whether_it_is_worked():
    months = months_of(make_calendar(), 2026)

    assert [len(month) for month in months] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert sum(works for _day, works in months[10]) == 20


def test_two_calendars_of_one_name_are_refused_with_a_sentence():
    make_calendar(name="Moscow")

    with pytest.raises(DomainError, match="already exists"):
        save_calendar(name="Moscow", country="RU", time_zone="Europe/Moscow", opens_at=time(9), closes_at=time(18))


def test_a_calendar_is_changed_in_place():
    calendar = make_calendar()

    save_calendar(
        calendar=calendar, name="Late", country="RU", time_zone="Europe/Moscow", opens_at=time(12), closes_at=time(21)
    )

    assert hours_of(calendar).opens_at == time(12)
