"""Working hours as people write them, and whether somebody works at a moment.

пн-пт 9:00-18:00; сб 10-14 · 周一至周五 9:00-18:00 · Mon-Fri 09:00-13:00, 14:00-18:00 · 24/7
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branddesk.foundation.calendars import official
from branddesk.web import formats

DAY = timedelta(days=1)
LOOKS_AHEAD = 40
"""Days in which somebody is looked for to open again; the longest holidays are shorter."""
MOST_SPANS = 28
MIDNIGHT = time(0)

_DAYS: dict[str, int] = {
    word: day
    for words in (
        "mon tue wed thu fri sat sun",
        "monday tuesday wednesday thursday friday saturday sunday",
        "mo tu we th fr sa su",
        "пн вт ср чт пт сб вс",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "周一 周二 周三 周四 周五 周六 周日",
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    )
    for day, word in enumerate(words.split())
} | {"周天": 6, "星期天": 6}
_EVERY_DAY = {"daily", "every day", "ежедневно", "каждый день", "每天", "每日"}
_WORKING_DAYS = {"weekdays", "по будням", "будни", "工作日"}
_ALWAYS = re.compile(r"(24/7|24\s*[x×]\s*7|круглосуточно|全天|7[x×]24(小时)?)")
_TO = r"\s*(?:-|–|—|~|至|到|to|до|по)\s*"
_TIME = r"(\d{1,2})(?:[:.：](\d{2}))?"
_HOURS = re.compile(rf"{_TIME}{_TO}{_TIME}")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, order=True)
class Span:
    """One stretch of the week; Monday is 0."""

    weekday: int
    opens_at: time
    closes_at: time


class UnreadableHours(ValueError):
    """The text is no working hours; its words are a sentence for whoever wrote it."""


def read_hours(text: str) -> list[Span]:
    """The spans that a text describes, in order. Raises UnreadableHours with a sentence."""
    found: set[Span] = set()
    for part in re.split(r"[;\n；]", text.replace("\xa0", " ").casefold()):
        if part.strip():
            found.update(_read_part(part.strip()))
    if len(found) > MOST_SPANS:
        raise UnreadableHours(_("Write at most four stretches for a day."))
    spans = sorted(found)
    for one, other in zip(spans, spans[1:], strict=False):
        if one.weekday == other.weekday and (other.opens_at < one.closes_at or one.closes_at <= one.opens_at):
            raise UnreadableHours(_("Two stretches of one day meet. Leave one of them out."))
    return spans


def write_hours(spans: Sequence[Span]) -> str:
    """The same in the active language: Mon–Fri 09:00–18:00; Sat 10:00–14:00."""
    by_day: dict[int, list[str]] = {}
    for span in sorted(spans):
        by_day.setdefault(span.weekday, []).append(f"{span.opens_at:%H:%M}–{span.closes_at:%H:%M}")
    if len(by_day) == 7 and all(hours == ["00:00–00:00"] for hours in by_day.values()):
        return "24/7"
    runs: list[tuple[int, int, list[str]]] = []
    for day, hours in sorted(by_day.items()):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], day, hours)
        else:
            runs.append((day, day, hours))
    return "; ".join(f"{_day_names(first, last)} {', '.join(hours)}" for first, last, hours in runs)


@dataclass(frozen=True)
class Week:
    """When somebody works: spans of the week in a time zone, with the holidays of a country, if any."""

    spans: tuple[Span, ...]
    time_zone: str
    country: str = ""

    def today(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def closes(self, moment: datetime) -> datetime | None:
        """When the stretch that holds the moment ends, in UTC; None while closed. Stretches that meet are one."""
        end = None
        for opens, closes in self._shifts_from(moment):
            if end is None and opens <= moment < closes:
                end = closes
            elif end is not None and opens <= end:
                end = max(end, closes)
            else:
                break
        return end

    def is_open(self, moment: datetime) -> bool:
        return any(opens <= moment < closes for opens, closes in self._shifts_from(moment, days=2))

    def opens(self, moment: datetime) -> datetime | None:
        """When the next stretch after the moment begins, in UTC; None where there is none in sight."""
        return next((opens for opens, _closes in self._shifts_from(moment) if opens > moment), None)

    def works_on(self, day: date) -> bool:
        return bool(self._spans_of(day))

    def _spans_of(self, day: date) -> list[Span]:
        usual = [span for span in self.spans if span.weekday == day.weekday()]
        if not self.country:
            return usual
        year = official.year_of(self.country, day.year)
        if day in year.off:
            return []
        if day in year.makeup and not usual:
            # A Saturday worked for another day is worked like any working day.
            first = min((span.weekday for span in self.spans), default=0)
            return [span for span in self.spans if span.weekday == first]
        return usual

    def _shifts_from(self, moment: datetime, days: int = LOOKS_AHEAD) -> Iterator[tuple[datetime, datetime]]:
        """The stretches that end after the moment, in order, in UTC."""
        zone = ZoneInfo(self.time_zone)
        first = self.today(moment) - DAY
        for number in range(days):
            day = first + number * DAY
            for span in self._spans_of(day):
                last = day if span.closes_at > span.opens_at else day + DAY
                closes = datetime.combine(last, span.closes_at, zone).astimezone(UTC)
                if closes > moment:
                    yield datetime.combine(day, span.opens_at, zone).astimezone(UTC), closes


def _read_part(text: str) -> Iterator[Span]:
    if _ALWAYS.fullmatch(text):
        yield from (Span(day, MIDNIGHT, MIDNIGHT) for day in range(7))
        return
    at = _first_time(text)
    hours = list(_HOURS.finditer(text, at))
    if not hours or _HOURS.sub("", text[at:]).strip(" ,，、"):
        raise UnreadableHours(
            _("“%(text)s” is no working hours. Write like this: Mon-Fri 9:00-18:00; Sat 10:00-14:00. Or: 24/7.")
            % {"text": text[:60]}
        )
    days = _read_days(text[:at].strip(" ,，:："))
    for match in hours:
        opens, closes = _time(match[1], match[2], text), _time(match[3], match[4], text)
        yield from (Span(day, opens, closes) for day in days)


def _first_time(text: str) -> int:
    found = _NUMBER.search(text)
    return found.start() if found else len(text)


def _read_days(text: str) -> list[int]:
    if not text or text in _WORKING_DAYS:
        return list(range(5))
    if text in _EVERY_DAY:
        return list(range(7))
    days: list[int] = []
    for part in re.split(r"[,，、]| и | and |和", text):
        ends = [_DAYS.get(word.strip(" .")) for word in re.split(_TO, part.strip()) if word.strip(" .")]
        if not ends or len(ends) > 2 or None in ends:
            raise UnreadableHours(
                _("“%(text)s” names no days of the week. Write like this: Mon-Fri, Sat.") % {"text": text[:40]}
            )
        first, last = ends[0] or 0, ends[-1] or 0
        days += range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    return days


def _time(hours: str, minutes: str | None, text: str) -> time:
    hour, minute = int(hours), int(minutes or 0)
    if (hour, minute) == (24, 0):
        return MIDNIGHT
    if hour > 23 or minute > 59:
        raise UnreadableHours(
            _("“%(text)s” holds no time of the day. Write hours from 0:00 to 24:00.") % {"text": text[:40]}
        )
    return time(hour, minute)


def _day_names(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return pgettext("days of the week", "daily")
    names = get_day_names("abbreviated", locale=formats.locale())
    dash = "至" if formats.locale().language == "zh" else "–"
    return str(names[first]) if first == last else f"{names[first]}{dash}{names[last]}"
