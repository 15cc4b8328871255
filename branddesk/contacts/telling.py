"""Whether somebody is there, in words: open now, 14:20 in Moscow; closed, opens Mon 09:00 in Moscow (14:00 for you)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from branddesk.contacts.selectors import Entry
from branddesk.web import formats


def state_of(entry: Entry) -> str:
    """One sentence for the reader's clock. Empty where the hours are not known and nobody is away."""
    if entry.away is not None:
        return _away(entry)
    if not entry.has_hours:
        return ""
    city = formats.city(entry.week.time_zone)
    if not entry.is_open:
        return _closed(entry, city)
    with timezone.override(entry.week.time_zone):
        now, closes = formats.hour(entry.moment), entry.closes_at
        if closes is None or (closes - entry.moment).days >= 7:
            return _("Open now, around the clock")
        told = {"time": now, "city": city, "closes": formats.hour(closes)}
    return _("Open now, %(time)s in %(city)s, until %(closes)s") % told


def _closed(entry: Entry, city: str) -> str:
    opens = entry.opens_at
    if opens is None:
        return _("Closed")
    own, own_hour, own_day, own_days = _when(opens, entry.moment), formats.hour(opens), *_day(opens, entry.moment)
    with timezone.override(entry.week.time_zone):
        told = {"when": _when(opens, entry.moment), "city": city}
        if own_hour == formats.hour(opens):
            return _("Closed, opens %(when)s") % told
        day, days = _day(opens, entry.moment)
    # The hour is enough where both call the day by the same name.
    told["own"] = own_hour if own_day == day and (days > 1 or days == own_days) else own
    return _("Closed, opens %(when)s in %(city)s (%(own)s for you)") % told


def _away(entry: Entry) -> str:
    assert entry.away is not None
    told = {"day": formats.day_of_week(entry.away.ends_on), "name": str(entry.away.substitute or "")}
    if entry.away.substitute is None:
        return _("Away until %(day)s") % told
    return _("Away until %(day)s; %(name)s stands in") % told


def _when(opens: datetime, moment: datetime) -> str:
    """Today 09:00, tomorrow 09:00, Mon 30 Nov 09:00, by the active time zone."""
    _on, days = _day(opens, moment)
    return formats.moment(opens) if days <= 1 else f"{formats.day_of_week(opens)} {formats.hour(opens)}"


def _day(opens: datetime, moment: datetime) -> tuple[date, int]:
    """The day, and how many days it is from that of the moment, by the active time zone."""
    on = timezone.localdate(opens)
    return on, (on - timezone.localdate(moment)).days
