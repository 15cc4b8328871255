"""What every way of reaching the platform offers. Four folders stand behind it: email, chat, wecom and phone.

What leaves stands in the outbox, what arrives in the inbox (`foundation.delivery`); a channel says how its protocol
sends the one and reads the other. Nothing of a protocol is known outside its folder.
"""

from __future__ import annotations

from typing import Protocol

from branddesk.core.enums import Via
from branddesk.foundation.delivery import inbox, transports
from branddesk.foundation.delivery.models import Inbound, Outbound


class Channel(Protocol):
    """One way of talking to people."""

    via: Via
    outbox: str
    """The name under which the outbox holds what leaves on this way."""
    inbox: str
    """The name under which the inbox holds what arrives on this way."""

    def send(self, outbound: Outbound) -> str:
        """Send one thing, outside any transaction. Returns the provider's number of it.

        Raises `transports.Refused` for what will never be taken, `transports.RetryLater` for what is not taken now,
        `transports.NotTaken` where it surely has not left; after any other exception it is tried again and marked.
        """

    def receive(self, inbound: Inbound, content: bytes) -> str:
        """Understand one thing, inside the transaction that notes it as handled. Returns what became of it."""


def register(channel: Channel) -> None:
    """Open the channel in both directions. Called in `AppConfig.ready`."""
    transports.register(channel.outbox, channel.send)
    inbox.register(channel.inbox, channel.receive)
