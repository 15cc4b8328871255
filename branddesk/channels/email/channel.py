"""Mail as one of the ways of reaching the platform."""

from __future__ import annotations

from branddesk.channels.email.fetching import CHANNEL
from branddesk.channels.email.services import receive
from branddesk.core.enums import Via
from branddesk.foundation.delivery import mail
from branddesk.foundation.delivery.models import Inbound, Outbound


class EmailChannel:
    via = Via.EMAIL
    outbox = "mail"
    inbox = CHANNEL

    def send(self, outbound: Outbound) -> str:
        """Hand it to the mail server, as all mail of the desk."""
        return mail.send(outbound)

    def receive(self, inbound: Inbound, content: bytes) -> str:
        return receive(inbound, content)
