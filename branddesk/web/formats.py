"""Dates, durations, numbers and names as the reader of the active language and time zone writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zlib import crc32
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy

from branddesk.core import clock

LOCALES = {"zh-hans": Locale("zh", script="Hans"), "ru": Locale("ru"), "en": Locale("en", "GB")}
DAY = {"zh": "M月d日", "ru": "d MMM", "en": "d MMM"}
DAY_OF_YEAR = {"zh": "y年M月d日", "ru": "d MMM y", "en": "d MMM y"}
DAY_OF_WEEK = {"zh": "M月d日EEE", "ru": "EEE, d MMM", "en": "EEE d MMM"}
CITIES = {
    "Asia/Shanghai": pgettext_lazy("city", "Beijing"),
    "Asia/Hong_Kong": pgettext_lazy("city", "Hong Kong"),
    "Europe/Kaliningrad": pgettext_lazy("city", "Kaliningrad"),
    "Europe/Moscow": pgettext_lazy("city", "Moscow"),
    "Europe/Samara": pgettext_lazy("city", "Samara"),
    "Asia/Yekaterinburg": pgettext_lazy("city", "Yekaterinburg"),
    "Asia/Novosibirsk": pgettext_lazy("city", "Novosibirsk"),
    "Asia/Vladivostok": pgettext_lazy("city", "Vladivostok"),
    "Asia/Almaty": pgettext_lazy("city", "Almaty"),
    "Europe/Minsk": pgettext_lazy("city", "Minsk"),
    "Europe/London": pgettext_lazy("city", "London"),
}
"""The city by which people name a time zone; of any other zone, the last part of its name."""
SYMBOLS = {"RUB": "₽", "CNY": "¥", "USD": "$", "EUR": "€"}
COUNT_LIMIT = 1_000
SOON = timedelta(days=1)
HUES = 4
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
NO_BREAK = "\N{NO-BREAK SPACE}"


def locale() -> Locale:
    return LOCALES.get((get_language() or "en").lower(), LOCALES["en"])


# Moments


def day(value: date | datetime) -> str:
    """23 Nov, 11月23日, 23 нояб.; with the year where it is not the present one."""
    on = _date(value)
    patterns = DAY if on.year == localdate(clock.now()).year else DAY_OF_YEAR
    return _day(on, patterns[locale().language], locale())


def day_of_week(value: date | datetime) -> str:
    """Thu 26 Nov, 11月26日周四, чт, 26 нояб.: for a day that people plan by."""
    return _day(_date(value), DAY_OF_WEEK[locale().language], locale())


def full_day(value: date | datetime) -> str:
    """23 Nov 2026: always with the year, as papers are cited."""
    return _day(_date(value), DAY_OF_YEAR[locale().language], locale())


def hour(value: datetime) -> str:
    """17:48."""
    return f"{localtime(value):%H:%M}"


def moment(value: datetime) -> str:
    """Today 17:48, yesterday 17:48, 23 Nov 17:48."""
    distance = (localdate(value) - localdate(clock.now())).days
    if distance == 0:
        return gettext("today %(time)s") % {"time": hour(value)}
    if distance == -1:
        return gettext("yesterday %(time)s") % {"time": hour(value)}
    if distance == 1:
        return gettext("tomorrow %(time)s") % {"time": hour(value)}
    return gettext("%(day)s, %(time)s") % {"day": day(value), "time": hour(value)}


def short_moment(value: datetime) -> str:
    """For narrow columns: the time of today, the day of anything earlier."""
    distance = (localdate(value) - localdate(clock.now())).days
    if distance == 0:
        return hour(value)
    return pgettext("day", "yesterday") if distance == -1 else day(value)


def city(zone: str) -> str:
    """Moscow, 北京: the place whose clock it is."""
    return str(CITIES.get(zone, zone.rpartition("/")[2].replace("_", " ")))


def both_clocks(value: datetime, zone: str, *, is_now: bool = False) -> str:
    """Today 19:20 in Beijing · 14:20 in Moscow: the reader's clock, and the other side's where it shows another hour.

    `is_now`: the present moment, of which nobody needs to be told that it is today.
    """
    write = hour if is_now else moment
    here, there = localtime(value), value.astimezone(ZoneInfo(zone))
    if here.utcoffset() == there.utcoffset():
        return write(value)
    own = gettext("%(time)s in %(city)s") % {
        "time": write(value),
        "city": city(timezone.get_current_timezone_name()),
    }
    with timezone.override(zone):
        theirs = hour(value) if there.date() == here.date() else write(value)
    return f"{own} · {gettext('%(time)s in %(city)s') % {'time': theirs, 'city': city(zone)}}"


def duration(value: timedelta, *, is_rough: bool = False) -> str:
    """2 days 21 h, 3 h 45 min, 12 min: two units at most, one where the second says little; `is_rough` for one."""
    minutes = max(int(abs(value).total_seconds() // 60), 1)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return _days(days) if is_rough or days >= 4 or not hours else f"{_days(days)} {_hours(hours)}"
    if hours:
        return _hours(hours) if is_rough or not rest else f"{_hours(hours)} {_minutes(rest)}"
    return _minutes(rest)


def left(value: datetime) -> str:
    """2 days 21 h left; or by how much it is overdue."""
    distance = value - clock.now()
    if distance < timedelta(0):
        return gettext("Overdue by %(duration)s") % {"duration": duration(distance, is_rough=True)}
    return gettext("%(duration)s left") % {"duration": duration(distance)}


def ago_or_in(value: datetime) -> str:
    """3 days ago, in 2 hours."""
    return format_timedelta(value - clock.now(), add_direction=True, locale=locale())


def clock_state(value: datetime) -> str:
    """How near a deadline is: nothing while there is time, `soon` in its last day, `over` when missed."""
    distance = value - clock.now()
    return "over" if distance < timedelta(0) else "soon" if distance < SOON else ""


# Numbers


def number(value: float | Decimal) -> str:
    """12,500; 12 500."""
    return format_decimal(value, locale=locale())


def count(value: int) -> str:
    """A count; beyond a thousand nobody counts on: 1,000+."""
    return number(value) if value <= COUNT_LIMIT else f"{number(COUNT_LIMIT)}+"


def percent(share: float) -> str:
    """62 %, of a share from 0 to 1; never 100 % where some are missing, nor 0 % where there are some."""
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole}{NO_BREAK}%"


def money(value: float | Decimal | str, currency: str) -> str:
    """2 890 ₽, ¥129.50: no kopecks where there are none, never broken over two lines."""
    amount = Decimal(str(value))
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    figures, symbol = format_decimal(amount, pattern, locale=locale()), SYMBOLS.get(currency, currency)
    symbol_follows = currency not in SYMBOLS or currency == "RUB" or locale().language == "ru"
    return f"{figures}{NO_BREAK}{symbol}" if symbol_follows else f"{symbol}{figures}"


def size(value: int) -> str:
    """1.8 MB, 1,8 МБ."""
    if value < 1_000:
        return gettext("%(number)s B") % {"number": number(value)}
    if value < 1_000_000:
        return gettext("%(number)s KB") % {"number": number(round(value / 1_000))}
    if value < 1_000_000_000:
        return gettext("%(number)s MB") % {"number": number(round(value / 1_000_000, 1))}
    return gettext("%(number)s GB") % {"number": number(round(value / 1_000_000_000, 1))}


# Names


def initials(name: str) -> str:
    """林 of 林晓雯, ЕС of Елена Соколова, K of Kettora."""
    words = name.split()
    if not words:
        return ""
    if HAN.match(words[0]):
        return words[0][0]
    return "".join(word[0] for word in words[:2]).upper()


def hue(name: str) -> str:
    """The class that colours a person's initials: always the same one for the same name."""
    return f"h{crc32(name.encode()) % HUES + 1}c"


def _date(value: date | datetime) -> date:
    return localdate(value) if isinstance(value, datetime) else value


@lru_cache(maxsize=5_000)
def _day(on: date, pattern: str, locale: Locale) -> str:
    """A page writes the same few days again and again."""
    return _kept_together(format_date(on, pattern, locale=locale))


def _kept_together(text: str) -> str:
    return text.replace(" ", NO_BREAK)


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


def _hours(number: int) -> str:
    return gettext("%(number)s h") % {"number": number}


def _minutes(number: int) -> str:
    return gettext("%(number)s min") % {"number": number}
