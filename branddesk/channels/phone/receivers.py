from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.channels.phone import events, tasks


@receiver(events.recording_wanted)
def fetch(sender: object, *, call_id: int, **kwargs: Any) -> None:
    tasks.fetch_recording.enqueue(call_id)
