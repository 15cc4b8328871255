from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.foundation.delivery import events, tasks


@receiver(events.outbound_written)
def enqueue_delivery(sender: Any, outbound_id: int, **kwargs: Any) -> None:
    tasks.deliver.enqueue(outbound_id)


@receiver(events.inbound_stored)
def enqueue_handling(sender: Any, inbound_id: int, **kwargs: Any) -> None:
    tasks.handle.enqueue(inbound_id)
