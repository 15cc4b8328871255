from __future__ import annotations

from django.db.models import QuerySet

from branddesk.core import clock
from branddesk.foundation.delivery.models import OutboundMail


def dead_mail() -> QuerySet[OutboundMail]:
    """Mail that was given up, latest first."""
    return OutboundMail.objects.filter(state=OutboundMail.State.DEAD).order_by("-updated_at")


def due_mail() -> QuerySet[OutboundMail]:
    """Mail to send now: new, its pause over, or its worker died. Longest due first."""
    waiting = [OutboundMail.State.QUEUED, OutboundMail.State.SENDING]
    return OutboundMail.objects.filter(state__in=waiting, due_at__lte=clock.now()).order_by("due_at")
