from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.foundation.lists import events, tasks
from branddesk.foundation.lists.models import BulkChange, Export


@receiver(events.change_begun)
def have_it_made(sender: object, *, change: BulkChange, **kwargs: Any) -> None:
    tasks.change_rows.enqueue(change.pk)


@receiver(events.export_begun)
def have_it_written(sender: object, *, export: Export, **kwargs: Any) -> None:
    tasks.write_export.enqueue(export.pk)
