from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.foundation.transfers import events, tasks
from branddesk.foundation.transfers.models import Transfer


@receiver(events.transfer_opened)
def have_it_read(sender: object, *, transfer: Transfer, **kwargs: Any) -> None:
    tasks.read_sheet.enqueue(transfer.pk)


@receiver(events.transfer_confirmed)
def have_it_taken(sender: object, *, transfer: Transfer, **kwargs: Any) -> None:
    tasks.take_rows.enqueue(transfer.pk)
