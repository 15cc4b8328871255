"""Public holidays and make-up working days of a country, year by year, from the `holidays` library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SATURDAY = 5

NAMES: dict[str, Promise] = {
    "New Year's Day": _("New Year's Day"),
    "New Year Holidays": _("New Year holidays"),
    "Christmas Day": _("Christmas"),
    "Defender of the Fatherland Day": _("Defender of the Fatherland Day"),
    "International Women's Day": _("International Women's Day"),
    "Holiday of Spring and Labor": _("Spring and Labour Day"),
    "Victory Day": _("Victory Day"),
    "Russia Day": _("Russia Day"),
    "Unity Day": _("Unity Day"),
    "Chinese New Year's Eve": _("Spring Festival's Eve"),
    "Chinese New Year (Spring Festival)": _("Spring Festival"),
    "Tomb-Sweeping Day": _("Qingming Festival"),
    "Labor Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "Mid-Autumn Festival": _("Mid-Autumn Festival"),
    "National Day": _("National Day"),
}
"""The library's English names in the desk's languages."""

DAY_OFF = pgettext_lazy("calendar", "Day off")
NOTES = re.compile(r" \((?:observed|estimated|observed, estimated)\)")


@dataclass(frozen=True)
class OfficialYear:
    """One country's year."""

    off: dict[date, Promise]
    """Days off, with what they are called."""
    makeup: frozenset[date]
    """Saturdays and Sundays that are worked in exchange for a day off."""
    is_provisional: bool
    """The government's list of moved days is not known yet: only what the law says of every year is in it."""

    def works_on(self, day: date) -> bool:
        return day in self.makeup or (day.weekday() < SATURDAY and day not in self.off)


@lru_cache(maxsize=64)
def year_of(country: str, year: int) -> OfficialYear:
    """The year in that country; without holidays where the library does not know the country."""
    if country not in holidays.list_supported_countries():
        return OfficialYear({}, frozenset(), is_provisional=True)
    known = holidays.country_holidays(country, years=year, language="en_US", expand=False)
    return OfficialYear(
        off={day: _name(text) for day, text in sorted(known.items())},
        makeup=frozenset(day for day in getattr(known, "weekend_workdays", ()) if day.year == year),
        is_provisional=year > _last_listed(known),
    )


def _last_listed(known: holidays.HolidayBase) -> int:
    """The last year whose moved days were published; the library keeps one table of them per country."""
    return max(getattr(known, "special_public_holidays", {}), default=0)


def _name(text: str) -> Promise:
    """The first holiday of the day; a day off that was moved here has no name of its own."""
    return NAMES.get(NOTES.sub("", text.split("; ")[0]), DAY_OFF)
