from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.stores import events, tasks


@receiver(events.key_refused)
def try_the_key(sender: Any, store_id: int, **kwargs: Any) -> None:
    """Once the whole key is refused, the page must say so."""
    tasks.probe_store.enqueue(store_id)


@receiver(events.stream_wanted)
def read_at_once(sender: Any, reading_id: int, **kwargs: Any) -> None:
    tasks.read_stream.enqueue(reading_id)
