"""WeCom as one of the ways of reaching the platform."""

from __future__ import annotations

from branddesk.channels.wecom.services import receiving, sending
from branddesk.core.enums import Via
from branddesk.foundation.delivery.models import Inbound, Outbound


class WeComChannel:
    via = Via.WECOM
    outbox = sending.CHANNEL
    inbox = receiving.CHANNEL

    def send(self, outbound: Outbound) -> str:
        """Say it in the company's own app."""
        return sending.deliver(outbound)

    def receive(self, inbound: Inbound, content: bytes) -> str:
        return receiving.handle(inbound, content)
