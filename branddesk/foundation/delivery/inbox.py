"""Who understands what comes in: each way is registered by the app that knows its protocol."""

from __future__ import annotations

from collections.abc import Callable

from branddesk.foundation.delivery.models import Inbound

Handle = Callable[[Inbound, bytes], str]
"""Understands one thing in the transaction that notes it as handled, and returns in few words what became of it.

No network inside: what has to be fetched is fetched by a job."""

_handlers: dict[str, Handle] = {}


def register(channel: str, handle: Handle) -> None:
    """Open a way in. Called in `AppConfig.ready`."""
    _handlers[channel] = handle


def handler(channel: str) -> Handle:
    return _handlers[channel]


def is_known(channel: str) -> bool:
    return channel in _handlers
