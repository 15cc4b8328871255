"""The proof of delivery of a message: what its way knows of it stands on the message itself."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.cases.models import Message
from branddesk.cases.services.outside import note_delivery
from branddesk.channels.models import Delivery
from branddesk.foundation.delivery.models import Outbound


def deliver_message(*, message: Message, outbound: Outbound, name: str = "") -> Delivery:
    """Let the message follow the fate of what stands in the outbox for it, in the caller's transaction."""
    return Delivery.objects.get_or_create(outbound=outbound, defaults={"message": message, "name": name[:200]})[0]


def note_sent(*, outbound: Outbound) -> None:
    """The provider has taken it; where a worker died over it, nobody knows whether it arrived twice."""
    for delivery in Delivery.objects.filter(outbound=outbound).select_related("message__author"):
        with translation.override(_language(delivery.message)):
            note = _("It may have arrived twice: the desk was interrupted while sending.")
        note_delivery(
            message=delivery.message,
            state=Message.Delivery.SENT,
            note=note if outbound.was_interrupted else "",
        )


def note_dead(*, outbound: Outbound) -> None:
    """It was given up; an administrator can mend it and send it again."""
    for delivery in Delivery.objects.filter(outbound=outbound).select_related("message__author"):
        note_delivery(message=delivery.message, state=Message.Delivery.DEAD, note=outbound.last_error)


def note_waiting(*, outbound: Outbound) -> None:
    """Somebody sends it again."""
    for delivery in Delivery.objects.filter(outbound=outbound).select_related("message"):
        note_delivery(message=delivery.message, state=Message.Delivery.WAITING)


def _language(message: Message) -> str:
    return message.author.language if message.author is not None else "en"
