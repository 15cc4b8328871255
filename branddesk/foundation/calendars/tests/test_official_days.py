"""The days off and the make-up working days that the two governments published for 2025 and 2026."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from branddesk.foundation.calendars import official


@pytest.mark.parametrize(
    ("country", "day", "is_working"),
    [
        # China, Spring Festival 2025: off from 28 January to 4 February, worked on 26 January and 8 February.
        ("CN", date(2025, 1, 26), True),
        ("CN", date(2025, 1, 28), False),
        ("CN", date(2025, 2, 4), False),
        ("CN", date(2025, 2, 5), True),
        ("CN", date(2025, 2, 8), True),
        # China, National Day 2025 with Mid-Autumn: off from 1 to 8 October, worked on 28 September and 11 October.
        ("CN", date(2025, 9, 28), True),
        ("CN", date(2025, 10, 8), False),
        ("CN", date(2025, 10, 9), True),
        ("CN", date(2025, 10, 11), True),
        # China 2026: Spring Festival from 15 to 23 February, worked on 14 and 28 February; a usual Saturday is off.
        ("CN", date(2026, 2, 14), True),
        ("CN", date(2026, 2, 16), False),
        ("CN", date(2026, 2, 23), False),
        ("CN", date(2026, 2, 28), True),
        ("CN", date(2026, 3, 7), False),
        # China, National Day 2026: off from 1 to 7 October, worked on 20 September and 10 October.
        ("CN", date(2026, 9, 20), True),
        ("CN", date(2026, 10, 7), False),
        ("CN", date(2026, 10, 10), True),
        # Russia 2025: days moved to 2 May, 8 May, 13 June, 3 November, 31 December; Saturday 1 November is worked.
        ("RU", date(2025, 5, 2), False),
        ("RU", date(2025, 5, 8), False),
        ("RU", date(2025, 6, 13), False),
        ("RU", date(2025, 11, 1), True),
        ("RU", date(2025, 11, 3), False),
        ("RU", date(2025, 12, 31), False),
        # Russia 2026: New Year holidays until 8 January, days moved to 9 January and 31 December, 8 March to the 9th.
        ("RU", date(2026, 1, 8), False),
        ("RU", date(2026, 1, 9), False),
        ("RU", date(2026, 1, 12), True),
        ("RU", date(2026, 3, 9), False),
        ("RU", date(2026, 5, 11), False),
        ("RU", date(2026, 11, 4), False),
        ("RU", date(2026, 12, 31), False),
        ("RU", date(2026, 11, 23), True),
    ],
)
def test_a_day_is_worked_or_off_as_its_government_decided(country, day, is_working):
    assert official.year_of(country, day.year).works_on(day) is is_working


@pytest.mark.parametrize(("country", "last"), [("CN", 2026), ("RU", 2027)])
def test_a_year_without_an_official_list_of_moved_days_is_provisional(country, last):
    assert not official.year_of(country, last).is_provisional
    assert official.year_of(country, last + 1).is_provisional


@pytest.mark.parametrize("country", ["CN", "RU"])
def test_a_provisional_year_has_the_holidays_of_the_law_and_no_make_up_days(country):
    year = official.year_of(country, 2030)

    assert date(2030, 1, 1) in year.off
    assert year.makeup == frozenset()


def test_every_holiday_has_a_name_of_the_desk_and_a_moved_day_says_that_it_is_off():
    with override("en"):
        russia = official.year_of("RU", 2026).off

        assert str(russia[date(2026, 11, 4)]) == "Unity Day"
        assert str(russia[date(2026, 3, 9)]) == "International Women's Day"
        assert str(russia[date(2026, 1, 9)]) == "Day off"


def test_a_country_that_nobody_lists_rests_on_saturdays_and_sundays():
    year = official.year_of("XX", 2026)

    assert year.works_on(date(2026, 1, 1))
    assert not year.works_on(date(2026, 1, 3))
