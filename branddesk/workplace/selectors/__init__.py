"""What a start page shows: what waits, what is due, what is new, and how it goes."""

from branddesk.workplace.selectors.fortnight import Fortnight, fortnight_of
from branddesk.workplace.selectors.platform import Desk, desk_of, missed_lately, today_of
from branddesk.workplace.selectors.sides import other_zone
from branddesk.workplace.selectors.waiting import Waiting, follow_ups_of, waiting_for

__all__ = [
    "Desk",
    "Fortnight",
    "Waiting",
    "desk_of",
    "follow_ups_of",
    "fortnight_of",
    "missed_lately",
    "other_zone",
    "today_of",
    "waiting_for",
]
