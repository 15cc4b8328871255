"""The phone as one of the ways of reaching the platform: people call, and telephone systems tell of it."""

from __future__ import annotations

from branddesk.channels.phone.services import hearing
from branddesk.core.enums import Via
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.delivery.transports import Refused


class PhoneChannel:
    via = Via.PHONE
    outbox = "phone"
    inbox = hearing.CHANNEL

    def send(self, outbound: Outbound) -> str:
        """A person calls; the desk never does by itself."""
        raise Refused("Nobody can be called by the desk itself.")

    def receive(self, inbound: Inbound, content: bytes) -> str:
        return hearing.handle(inbound, content)
