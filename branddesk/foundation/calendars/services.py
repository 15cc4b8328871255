"""Setting calendars. Who may, and the record of it, is the business of the app whose page it is."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from branddesk.core.errors import DomainError
from branddesk.foundation.calendars.models import Calendar, CalendarDay


@transaction.atomic
def save_calendar(
    *, name: str, country: str, time_zone: str, opens_at: time, closes_at: time, calendar: Calendar | None = None
) -> Calendar:
    """Make a calendar, or change this one."""
    calendar = calendar or Calendar()
    calendar.name, calendar.country, calendar.time_zone = name.strip(), country, time_zone
    calendar.opens_at, calendar.closes_at = opens_at, closes_at
    try:
        calendar.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from None
    calendar.save()
    return calendar


@transaction.atomic
def set_day(*, calendar: Calendar, day: date, is_working: bool, name: str = "") -> CalendarDay:
    """Let the calendar differ from its country on this day."""
    own, _is_new = CalendarDay.objects.update_or_create(
        calendar=calendar, day=day, defaults={"is_working": is_working, "name": name.strip()}
    )
    _renew(calendar)
    return own


@transaction.atomic
def clear_day(*, calendar: Calendar, day: date) -> None:
    """Let the country's calendar decide about this day again."""
    calendar.own_days.filter(day=day).delete()
    _renew(calendar)


def _renew(calendar: Calendar) -> None:
    calendar.version = uuid4()
    calendar.save(update_fields=["version"])
