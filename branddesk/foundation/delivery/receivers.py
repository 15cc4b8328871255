from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from branddesk.core import clock
from branddesk.foundation.delivery import events, tasks


@receiver(events.outbound_written)
def enqueue_delivery(sender: Any, outbound_id: int, due_at: datetime, **kwargs: Any) -> None:
    is_held = due_at > clock.now()
    (tasks.deliver.using(run_after=due_at) if is_held else tasks.deliver).enqueue(outbound_id)


@receiver(events.inbound_stored)
def enqueue_handling(sender: Any, inbound_id: int, **kwargs: Any) -> None:
    tasks.handle.enqueue(inbound_id)
