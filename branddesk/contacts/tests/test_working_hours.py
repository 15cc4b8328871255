"""Hours are read as people write them, and counted in the contact's own time zone and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import override

from branddesk.contacts.schedule import Span, UnreadableHours, Week, read_hours, write_hours

NINE_TO_SIX = [Span(day, time(9), time(18)) for day in range(5)]


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 9:00-18:00",
        "пн–пт 9-18",
        "Пн - Пт с 9:00 до 18:00".replace("с ", ""),
        "周一至周五 9:00-18:00",
        "9:00-18:00",
        "по будням 09.00–18.00",
        "工作日 9:00至18:00",
    ],
)
def test_the_same_hours_are_read_in_three_languages(text):
    assert read_hours(text) == NINE_TO_SIX


def test_days_with_a_break_and_other_days_stand_beside_each_other():
    assert read_hours("Mon 9:00-13:00, 14:00-18:00; Sat, Sun 10-14") == [
        Span(0, time(9), time(13)),
        Span(0, time(14), time(18)),
        Span(5, time(10), time(14)),
        Span(6, time(10), time(14)),
    ]


@pytest.mark.parametrize("text", ["sometimes", "Mon-Fri", "Mon-Fri 9:00", "Foo 9-18", "9-27", "Mon 9-13, 12-18"])
def test_what_is_no_hours_is_refused_with_a_sentence(text):
    with pytest.raises(UnreadableHours):
        read_hours(text)


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_hours_written_in_a_language_are_read_again(language):
    for text in ("Mon-Fri 9-18; Sat 10-14", "24/7", "daily 8-20", "Fri-Mon 22:00-6:00"):
        with override(language):
            assert read_hours(write_hours(read_hours(text))) == read_hours(text)


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_hours_count_by_the_clock_of_their_place():
    week = Week(tuple(NINE_TO_SIX), "Europe/Moscow", "RU")

    assert not week.is_open(at(23, 5, 59))
    assert week.is_open(at(23, 6))
    assert week.closes(at(23, 6)) == at(23, 15)
    assert not week.is_open(at(23, 15))
    assert week.opens(at(27, 16)) == at(30, 6)


def test_holidays_are_closed_and_a_make_up_saturday_is_worked():
    week = Week(tuple(NINE_TO_SIX), "Europe/Moscow", "RU")
    spring = Week(tuple(NINE_TO_SIX), "Asia/Shanghai", "CN")

    assert not week.works_on(date(2026, 11, 4))
    assert Week(tuple(NINE_TO_SIX), "Europe/Moscow").works_on(date(2026, 11, 4))
    assert not spring.works_on(date(2025, 10, 1))
    assert spring.works_on(date(2025, 10, 11))


def test_a_night_shift_goes_on_to_the_next_day_and_round_the_clock_never_closes():
    night = Week((Span(0, time(22), time(6)),), "UTC")
    always = Week(tuple(read_hours("24/7")), "UTC")

    assert night.is_open(at(24, 5))
    assert not night.is_open(at(24, 7))
    assert always.is_open(at(24, 0))
    assert always.closes(at(24, 0)) > at(30, 0)
