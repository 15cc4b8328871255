"""Meetings that come as calendar invitations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from icalendar import Calendar

LONGEST = 200_000
MOST = 5


@dataclass(frozen=True)
class Meeting:
    """When and where one meets, in the inviter's words. `starts_at` is aware."""

    starts_at: datetime
    title: str
    place: str = ""
    is_cancelled: bool = False
    is_whole_day: bool = False
    """It has a date and no hour: the date of `starts_at`, which is then its first minute, UTC."""


def meetings_of(invitations: Iterable[bytes]) -> list[Meeting]:
    """The meetings that the invitations speak of. What is no calendar says nothing."""
    found: list[Meeting] = []
    for content in invitations:
        if len(content) > LONGEST:
            continue
        try:
            calendar = Calendar.from_ical(content)
            method = str(calendar.get("METHOD", "REQUEST")).upper()
            events = calendar.walk("VEVENT")[:MOST]
            meetings = [meeting for event in events if (meeting := _meeting(event, method))]
        except (ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError, OverflowError):
            continue
        found += meetings
    return found[:MOST]


def _meeting(event: object, method: str) -> Meeting | None:
    starts = getattr(event.get("DTSTART"), "dt", None)  # type: ignore[attr-defined]
    if isinstance(starts, datetime):
        moment = starts if starts.tzinfo else starts.replace(tzinfo=UTC)
    elif isinstance(starts, date):
        moment = datetime.combine(starts, time(), UTC)
    else:
        return None
    if method not in ("REQUEST", "PUBLISH", "CANCEL"):
        return None
    title = " ".join(str(event.get("SUMMARY", "")).split())[:200]  # type: ignore[attr-defined]
    place = " ".join(str(event.get("LOCATION", "")).split())[:200]  # type: ignore[attr-defined]
    is_cancelled = method == "CANCEL" or str(event.get("STATUS", "")).upper() == "CANCELLED"  # type: ignore[attr-defined]
    return Meeting(moment, title, place, is_cancelled, is_whole_day=not isinstance(starts, datetime))
