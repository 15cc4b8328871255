"""The smallest valid calendar."""

from __future__ import annotations

from itertools import count
from typing import Any

from branddesk.foundation.calendars.models import Calendar, Country

_numbers = count(1)


def make_calendar(**fields: Any) -> Calendar:
    """Nine to six in Moscow, by Russia's holidays."""
    fields.setdefault("name", f"Calendar {next(_numbers)}")
    fields.setdefault("country", Country.RUSSIA)
    return Calendar.objects.create(**fields)
