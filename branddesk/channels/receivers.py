from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.channels.services import deliveries
from branddesk.foundation.delivery import events
from branddesk.foundation.delivery.models import Outbound


@receiver(events.outbound_sent)
def note_sent(sender: Any, outbound: Outbound, **kwargs: Any) -> None:
    deliveries.note_sent(outbound=outbound)


@receiver(events.outbound_dead)
def note_dead(sender: Any, outbound: Outbound, **kwargs: Any) -> None:
    deliveries.note_dead(outbound=outbound)
