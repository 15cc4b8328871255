from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.catalogue.services import ordering
from branddesk.foundation.delivery import events
from branddesk.foundation.delivery.models import Outbound


@receiver(events.outbound_dead)
def note_refusal(sender: Any, outbound: Outbound, **kwargs: Any) -> None:
    """The change never came about: whoever ordered it learns why."""
    if outbound.channel == ordering.CHANNEL:
        ordering.note_refused(outbound.payload["order"], outbound.last_error or "refused")
