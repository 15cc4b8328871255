"""The live process: streams of events and the health pages, nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from asgiref.sync import sync_to_async
from django.core.asgi import get_asgi_application
from django.db import connections

from branddesk.config.mode import use_settings

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

SERVED = ("/live/", "/healthz", "/readyz")

MOST_OPENING = 6
"""Streams that ask the database at once who may listen: fewer than its pool has connections, so that many pages that
return together do not hold up the news."""

use_settings()
_django = get_asgi_application()
_opening = asyncio.Semaphore(MOST_OPENING)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Pages are rendered by the WSGI process; asked for here, they are not found."""
    if scope["type"] == "http" and not scope["path"].startswith(SERVED):
        await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"Not found."})
    elif scope["type"] == "http":
        await _answer(scope, receive, send)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Let the application answer; its turn to ask the database ends when its answer begins."""
    await _opening.acquire()
    has_begun = False

    async def begin(message: Mapping[str, Any]) -> None:
        nonlocal has_begun
        if not has_begun:
            # A stream lives for hours and must not keep its pooled connection for as long. The middleware has had its
            # turn by now: it may write the session after the view, and would take a connection again.
            await sync_to_async(connections.close_all)()
            has_begun = True
            _opening.release()
        await send(message)

    try:
        await _django(scope, receive, begin)
    finally:
        if not has_begun:
            _opening.release()
