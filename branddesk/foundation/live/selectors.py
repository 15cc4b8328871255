from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max, Q, QuerySet

from branddesk.foundation.live.cursor import Cursor
from branddesk.foundation.live.models import Event

MOST_REPLAYED = 1_000


def newest_id() -> int:
    """The number of the newest event, 0 before the first."""
    return Event.objects.aggregate(newest=Max("id"))["newest"] or 0


def events_after(newest: int, *, late: Collection[int] = ()) -> QuerySet[Event]:
    """Events numbered above `newest`, and those of the `late` numbers that have arrived meanwhile."""
    return Event.objects.filter(Q(id__gt=newest) | Q(id__in=late)).order_by("id")


def missed_events(cursor: Cursor, channels: Collection[str]) -> list[Event]:
    """What a page that returns with `cursor` has not had yet, oldest first and `MOST_REPLAYED` at a time."""
    since = Event.objects.filter(channel__in=channels, id__gt=cursor.floor).exclude(id__in=cursor.sent)
    return list(since.order_by("id")[:MOST_REPLAYED])
