"""Questions about marketplaces."""

from __future__ import annotations

from branddesk.foundation.calendars import selectors as calendars
from branddesk.foundation.calendars.hours import Hours
from branddesk.stores.models import Marketplace


def working_hours_of(marketplace: Marketplace) -> Hours:
    """The calendar that the marketplace was given, else nine to six by the holidays of its territory."""
    if marketplace.calendar is not None:
        return calendars.hours_of(marketplace.calendar)
    return Hours(marketplace.territory, marketplace.time_zone)
