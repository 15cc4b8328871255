from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.foundation.files import events, scanning, tasks


@receiver(events.blob_stored)
def make_thumbnails(sender: Any, blob_id: int, **kwargs: Any) -> None:
    tasks.make_thumbnails.enqueue(blob_id)


@receiver(events.blob_stored)
def scan_for_viruses(sender: Any, blob_id: int, **kwargs: Any) -> None:
    if scanning.is_on():
        tasks.scan_for_viruses.enqueue(blob_id)
