"""When a person may be told: quiet hours and the hour of the day's summary, by the clock of their own time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from branddesk.notices.models import Hours


def after_quiet(moment: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies. Quiet hours may span midnight."""
    start, end = hours.quiet_from, hours.quiet_until
    if start is None or end is None or start == end:
        return moment
    local = moment.astimezone(zone)
    now = local.time().replace(tzinfo=None)
    is_quiet = start <= now < end if start < end else now >= start or now < end
    return next_at(end, moment, zone) if is_quiet else moment


def next_at(wanted: time, moment: datetime, zone: ZoneInfo) -> datetime:
    """The next time that the clock there shows `wanted`, later than the moment."""
    local = moment.astimezone(zone)
    day = local.date()
    found = datetime.combine(day, wanted, zone)
    if found <= local:
        found = datetime.combine(day + timedelta(days=1), wanted, zone)
    return found
