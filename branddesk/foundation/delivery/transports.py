"""How what the outbox holds leaves: each way is registered by the app that knows its protocol."""

from __future__ import annotations

from collections.abc import Callable

from branddesk.foundation.delivery.models import Outbound

Send = Callable[[Outbound], str]
"""Sends one thing, outside any transaction, and returns the provider's number of it, or nothing."""


class Refused(Exception):
    """It will never be taken: a wrong address, a text too long. No further attempt is made."""


class RetryLater(Exception):
    """It is not taken now, and the provider said when to come again."""

    def __init__(self, seconds: float, sentence: str = "") -> None:
        super().__init__(sentence)
        self.seconds = seconds


class NotTaken(Exception):
    """It surely has not left: the provider said no, or was not reached. It is tried again with growing pauses.

    After any other exception nobody knows whether the provider took it; it is tried again all the same, and marked.
    """


_transports: dict[str, Send] = {}


def register(channel: str, send: Send) -> None:
    """Open a way out. Called in `AppConfig.ready`."""
    _transports[channel] = send


def transport(channel: str) -> Send:
    return _transports[channel]


def is_known(channel: str) -> bool:
    return channel in _transports
