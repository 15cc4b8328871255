"""What the filters write, in each language and in the reader's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from branddesk.core import clock
from branddesk.web import formats

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVERY_LANGUAGE = ("zh-hans", "ru", "en")


@pytest.fixture(autouse=True)
def _at_noon_in_moscow() -> Iterator[None]:
    with clock.at(NOW), timezone.override("Europe/Moscow"):
        yield


def written(filter_: str, value: object, language: str = "en") -> str:
    with translation.override(language):
        return Template(f"{{{{ value|{filter_} }}}}").render(Context({"value": value}))


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "11月23日"), ("ru", "23 нояб."), ("en", "23 Nov")])
def test_a_day_of_this_year_is_written_without_the_year(language, text):
    assert written("day", date(2026, 11, 23), language) == text.replace(" ", "\xa0")


@pytest.mark.parametrize(
    ("language", "text"), [("zh-hans", "2033年3月14日"), ("ru", "14 мар. 2033"), ("en", "14 Mar 2033")]
)
def test_a_day_of_another_year_is_written_with_the_year(language, text):
    assert written("day", date(2033, 3, 14), language) == text.replace(" ", "\xa0")


def test_papers_are_cited_with_the_year():
    assert written("full_day", date(2026, 11, 23)) == "23\xa0Nov\xa02026"


def test_a_moment_falls_on_the_reader_s_day_and_not_on_the_server_s():
    late_evening_in_utc = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)

    assert written("moment", late_evening_in_utc) == "today 01:30"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW - timedelta(hours=2), "today 13:00"),
        (NOW - timedelta(days=1), "yesterday 15:00"),
        (NOW + timedelta(days=1), "tomorrow 15:00"),
        (NOW + timedelta(days=3), "26\xa0Nov, 15:00"),
    ],
)
def test_near_days_of_a_moment_are_named(moment, text):
    assert written("moment", moment) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW - timedelta(hours=2), "13:00"),
        (NOW - timedelta(days=1), "yesterday"),
        (NOW - timedelta(days=13), "10\xa0Nov"),
    ],
)
def test_a_narrow_column_gets_the_time_or_the_day(moment, text):
    assert written("short_moment", moment) == text


@pytest.mark.parametrize(
    ("distance", "text"),
    [
        (timedelta(days=2, hours=21), "2 days 21 h left"),
        (timedelta(days=5, hours=3), "5 days left"),
        (timedelta(hours=3, minutes=45), "3 h 45 min left"),
        (timedelta(minutes=1), "1 min left"),
        (-timedelta(hours=5, minutes=20), "Overdue by 5 h"),
    ],
)
def test_what_is_left_of_a_deadline_takes_two_units_at_most(distance, text):
    assert written("left", NOW + distance) == text


@pytest.mark.parametrize(
    ("distance", "state"),
    [(timedelta(days=2), ""), (timedelta(hours=23), "soon"), (-timedelta(minutes=1), "over")],
)
def test_a_deadline_is_silent_then_soon_then_over(distance, state):
    assert written("clock_state", NOW + distance) == state


def test_a_distance_in_time_has_its_direction():
    assert written("ago_or_in", NOW - timedelta(days=3)) == "3 days ago"
    assert written("ago_or_in", NOW + timedelta(hours=2), "ru") == "через 2 часа"


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "12,500"), ("ru", "12\xa0500"), ("en", "12,500")])
def test_numbers_are_grouped(language, text):
    assert written("num", 12_500, language) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (1_000, "1,000"), (1_001, "1,000+"), (2_000_000, "1,000+")])
def test_nobody_counts_beyond_a_thousand(number, text):
    assert written("count", number) == text


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        (Decimal("2890.00"), "RUB", "ru", "2\xa0890\xa0₽"),
        (Decimal("2890.00"), "RUB", "zh-hans", "2,890\xa0₽"),
        (Decimal("129.50"), "CNY", "zh-hans", "¥129.50"),
        (Decimal("129.50"), "CNY", "ru", "129,50\xa0¥"),
        (15, "USD", "en", "$15"),
        (15, "KZT", "en", "15\xa0KZT"),
    ],
)
def test_prices_keep_their_sign_beside_the_number(amount, currency, language, text):
    assert written(f'money:"{currency}"', amount, language) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [(512, "512 B"), (20_480, "20 KB"), (1_843_200, "1.8 MB"), (20_000_000, "20 MB"), (3_000_000_000, "3 GB")],
)
def test_sizes_are_rounded_to_what_matters(size, text):
    assert written("filesize_", size) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [("林晓雯", "林"), ("Елена Соколова", "ЕС"), ("Kettora", "K"), ("ana maria de la cruz", "AM"), ("", "")],
)
def test_initials_follow_the_script_of_the_name(name, text):
    assert written("initials", name) == text


def test_a_person_keeps_the_colour():
    assert written("hue", "林晓雯") == written("hue", "林晓雯")
    assert {written("hue", f"Person {n}") for n in range(40)} == {"h1c", "h2c", "h3c", "h4c"}


@pytest.mark.parametrize(
    "filter_",
    [
        "day",
        "full_day",
        "moment",
        "short_moment",
        "left",
        "ago_or_in",
        "duration",
        "clock_state",
        "num",
        "count",
        "filesize_",
        'money:"RUB"',
    ],
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_written_for_nothing(filter_, nothing):
    assert written(filter_, nothing) == ""


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_clock_says_the_same_on_the_badge_and_to_machines(language):
    template = Template('{% include "components/clock.html" with due=due only %}')

    with translation.override(language):
        html = template.render(Context({"due": NOW - timedelta(hours=5)}))

    assert "clock over" in html
    assert 'datetime="2026-11-23T10:00:00+03:00"' in html


def test_a_moment_stands_on_both_sides_clocks():
    noon = datetime(2026, 11, 23, 11, 20, tzinfo=UTC)
    with clock.at(noon), timezone.override("Asia/Shanghai"):
        assert formats.both_clocks(noon, "Europe/Moscow") == "today 19:20 in Beijing · 14:20 in Moscow"
        assert formats.both_clocks(noon, "Asia/Hong_Kong") == "today 19:20"
        assert formats.both_clocks(noon, "Europe/Moscow", is_now=True) == "19:20 in Beijing · 14:20 in Moscow"


def test_where_it_is_another_day_the_other_clock_says_which():
    evening = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    with clock.at(evening - timedelta(hours=8)), timezone.override("Europe/Moscow"):
        assert formats.both_clocks(evening, "Asia/Shanghai") == "today 23:30 in Moscow · tomorrow 04:30 in Beijing"


def test_a_zone_without_a_name_of_its_own_is_called_by_its_city():
    assert formats.city("America/New_York") == "New York"


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0 %"), (0.001, "1 %"), (0.618, "62 %"), (0.999, "99 %"), (1.0, "100 %")]
)
def test_a_share_is_never_told_as_all_or_nothing_where_it_is_not(share, text):
    assert formats.percent(share) == text.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Thu 26 Nov"), ("ru", "чт, 26 нояб."), ("zh-hans", "11月26日周四")]
)
def test_a_day_to_plan_by_names_its_weekday(language, text):
    with translation.override(language):
        assert formats.day_of_week(date(2026, 11, 26)) == text.replace(" ", "\N{NO-BREAK SPACE}")
