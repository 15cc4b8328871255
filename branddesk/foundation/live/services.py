from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from branddesk.core import clock
from branddesk.foundation.live.channels import CHANNEL
from branddesk.foundation.live.models import Event

NOTIFY_CHANNEL = "branddesk_live"
RECHECK = "access"
KEPT = timedelta(days=7)

_KIND = re.compile(r"[a-z][a-z-]{0,39}")


def announce(channel: str, kind: str, /, **data: Any) -> Event:
    """Tell the open pages that watch `channel` ("person:<pk>", "case:<number>") when this transaction commits.

    The browser receives an event named `kind` whose JSON is `data` and the channel. Send identifiers; a page fetches
    what it may see.
    """
    if not CHANNEL.fullmatch(channel):
        raise ValueError(f"not a channel: {channel!r}")
    if not _KIND.fullmatch(kind):
        raise ValueError(f"not a kind of event: {kind!r}")
    with transaction.atomic(savepoint=False):
        event = Event.objects.create(channel=channel, kind=kind, data=data)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, '')", [NOTIFY_CHANNEL])
    return event


def recheck(person_id: int) -> None:
    """Have the person's open streams look again, at once, whether they may still watch what they watch."""
    announce(f"person:{person_id}", RECHECK)


def prune() -> int:
    """Forget events that no page will ask for any more."""
    count, _by_model = Event.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    return count
