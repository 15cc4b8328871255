from __future__ import annotations

from django.db.models import QuerySet

from branddesk.core import clock
from branddesk.foundation.delivery.models import Inbound, Outbound


def dead_outbound() -> QuerySet[Outbound]:
    """What was given up, latest first."""
    return Outbound.objects.filter(state=Outbound.State.DEAD).order_by("-pk")


def due_outbound() -> QuerySet[Outbound]:
    """What to send now: new, its pause over, or its worker died. Longest due first."""
    waiting = [Outbound.State.QUEUED, Outbound.State.SENDING]
    return Outbound.objects.filter(state__in=waiting, due_at__lte=clock.now()).order_by("due_at")


def dead_inbound() -> QuerySet[Inbound]:
    """What could not be handled, latest first."""
    return Inbound.objects.filter(state=Inbound.State.DEAD).order_by("-pk")


def due_inbound() -> QuerySet[Inbound]:
    """What to handle now: new, its pause over, or its worker died. Longest due first."""
    return Inbound.objects.filter(state=Inbound.State.RECEIVED, due_at__lte=clock.now()).order_by("due_at")
