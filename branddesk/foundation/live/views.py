"""The stream of live events (text/event-stream). Served by the live process only."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from importlib import import_module
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from branddesk.foundation.live import channels, selectors
from branddesk.foundation.live.cursor import Cursor
from branddesk.foundation.live.hub import Hub, Subscriber, hub
from branddesk.foundation.live.models import Event
from branddesk.foundation.live.services import RECHECK

PING_SECONDS = 15
RECHECK_SECONDS = 60
RETRY_MILLISECONDS = 2_000


@require_GET
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Send what happens on the asked channels that the person may watch, and on the person's own.

    `?channels=case:BD-1,case:BD-2`; a browser that returns is first sent what it missed (Last-Event-ID, or `?after=`
    with the id of an event). Without an account only known guests are served (`channels.register_guests`). 401 to
    everybody else, 403 to a page of a foreign origin.
    """
    if not isinstance(request, ASGIRequest):
        return HttpResponse("Live events are served by the live process.", status=404, content_type="text/plain")
    origin = request.headers.get("Origin")
    if origin is not None and not is_own_origin(request, origin):
        return HttpResponse(status=403)
    response = await _answer(request)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Origin, Cookie"
    if origin is not None:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Credentials"] = "true"
    return response


def is_own_origin(request: HttpRequest, origin: str) -> bool:
    """Whether a page of `origin` may read the person's stream: the desk's pages, on this host or a trusted one."""
    try:
        page, here = urlsplit(origin), urlsplit(f"//{request.get_host()}")
        is_pages_port = page.port == settings.PORT or settings.DEMO
    except ValueError:
        return False
    if page.scheme not in ("http", "https"):
        return False
    return (
        origin in settings.CSRF_TRUSTED_ORIGINS
        or page.netloc == here.netloc
        or (page.hostname == here.hostname and is_pages_port)
    )


async def _answer(request: ASGIRequest) -> HttpResponseBase:
    wanted = [channel for channel in request.GET.get("channels", "").split(",") if channel]
    cursor = Cursor.parse(request.headers.get("Last-Event-ID") or request.GET.get("after"))
    watched = await sync_to_async(_watched_by)(request, wanted)
    if watched is None:
        return HttpResponse(status=401)

    events = EventStream(hub, watched, cursor, session_key=request.session.session_key or "", wanted=wanted)
    try:
        await sync_to_async(events.catch_up)()
    except BaseException:
        events.close()
        raise
    response = StreamingHttpResponse(events, content_type="text/event-stream; charset=utf-8")
    response["X-Accel-Buffering"] = "no"
    return response


class EventStream:
    """The body of one stream. Subscribed from its making until `close`, so that nothing falls between."""

    def __init__(
        self,
        source: Hub,
        watched: frozenset[str],
        cursor: Cursor | None,
        *,
        session_key: str,
        wanted: Iterable[str],
    ) -> None:
        self._source = source
        self._cursor = cursor
        self._session_key = session_key
        self._wanted = list(wanted)
        self._missed: list[Event] = []
        self._subscriber = Subscriber(watched, asyncio.get_running_loop())
        source.subscribe(self._subscriber)

    def catch_up(self) -> None:
        """Look up what the browser missed, or where a new one starts. Reads the database."""
        self._source.start()
        if self._cursor is None:
            newest = selectors.newest_id()
            self._cursor = Cursor(newest, {newest})
        else:
            self._missed = selectors.missed_events(self._cursor, self._subscriber.channels)

    def close(self) -> None:
        """Called by Django when the response ends, however it ends."""
        self._source.unsubscribe(self._subscriber)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            yield f"retry: {RETRY_MILLISECONDS}\n: connected\n\n".encode()
            for event in self._missed:
                yield self._frame(event)
            if len(self._missed) == selectors.MOST_REPLAYED:
                # The browser comes back with its new cursor for the rest.
                return
            async for part in self._follow():
                yield part
        finally:
            self.close()

    async def _follow(self) -> AsyncIterator[bytes]:
        """Events as they come, a ping in a quiet time; ends when the session does or the browser is too slow."""
        checked_at = time.monotonic()
        while not self._subscriber.is_behind:
            is_due = False
            try:
                event = await asyncio.wait_for(self._subscriber.queue.get(), timeout=PING_SECONDS)
            except TimeoutError:
                yield b": ping\n\n"
            else:
                assert self._cursor is not None
                if not self._cursor.has(event.pk):
                    yield self._frame(event)
                is_due = event.kind == RECHECK
            if is_due or time.monotonic() - checked_at >= RECHECK_SECONDS:
                checked_at = time.monotonic()
                watched = await sync_to_async(_still_watched, thread_sensitive=False)(self._session_key, self._wanted)
                if watched != self._subscriber.channels:
                    # The browser comes back by itself and is then told what it may still watch, or 401.
                    return

    def _frame(self, event: Event) -> bytes:
        assert self._cursor is not None
        self._cursor.add(event.pk)
        data = json.dumps({**event.data, "channel": event.channel})
        return f"id: {self._cursor}\nevent: {event.kind}\ndata: {data}\n\n".encode()


def _watched_by(request: ASGIRequest, wanted: Iterable[str]) -> frozenset[str] | None:
    """In the thread whose middleware has found the user already: `auser` would ask for the same row again."""
    return _watched(request.user, request.session, wanted)


def _watched(
    user: AbstractBaseUser | AnonymousUser, session: SessionBase, wanted: Iterable[str]
) -> frozenset[str] | None:
    """What this person, or the guest of this session, may watch; None for nobody known."""
    if isinstance(user, AbstractBaseUser):
        return channels.allowed(user, wanted)
    guest = channels.guest_of(session)
    return None if guest is None else channels.allowed_to_guest(guest, wanted)


def _still_watched(session_key: str, wanted: Iterable[str]) -> frozenset[str]:
    """What the session's person may watch now; nothing when the session has ended. Runs in a thread of its own."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    try:
        return _watched(auth.get_user(request), request.session, wanted) or frozenset()
    finally:
        connections.close_all()
