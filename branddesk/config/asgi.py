"""The live process: streams of events and the health pages, nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.core.asgi import get_asgi_application

from branddesk.config.mode import use_settings

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

SERVED = ("/live/", "/healthz", "/readyz")

use_settings()
_django = get_asgi_application()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Pages are rendered by the WSGI process; asked for here, they are not found."""
    if scope["type"] == "http" and not scope["path"].startswith(SERVED):
        await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"Not found."})
    elif scope["type"] == "http":
        await _django(scope, receive, send)
