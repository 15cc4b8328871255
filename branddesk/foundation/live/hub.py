"""One thread per process that reads new events and hands them to the streams of that process."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterable

import psycopg
from django.db import connection

from branddesk.foundation.live import selectors
from branddesk.foundation.live.models import Event
from branddesk.foundation.live.services import NOTIFY_CHANNEL

log = logging.getLogger(__name__)

POLL_SECONDS = 0.4
LISTEN_SECONDS = 5.0
"""How long to wait for a notification before looking anyway."""
LATE_SECONDS = 60.0
"""How long a skipped number may still arrive: its transaction is slow, or was rolled back."""
MOST_LATE = 1_000
QUEUE_SIZE = 500


class Subscriber:
    """One open stream: its channels, and the events it has not written yet."""

    def __init__(self, channels: frozenset[str], loop: asyncio.AbstractEventLoop) -> None:
        self.channels = channels
        self.queue: asyncio.Queue[Event] = asyncio.Queue(QUEUE_SIZE)
        self.is_behind = False
        self._loop = loop

    def offer(self, event: Event) -> None:
        """Called from the hub's thread."""
        try:
            self._loop.call_soon_threadsafe(self._put, event)
        except RuntimeError:
            log.debug("a stream's loop is closed")

    def _put(self, event: Event) -> None:
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            self.is_behind = True


class Hub:
    """Hands each event once to every subscriber of its channel, in the order in which events become visible."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._start = threading.Lock()
        self._subscribers: dict[str, set[Subscriber]] = defaultdict(set)
        self._thread: threading.Thread | None = None
        self._newest = 0
        self._late: dict[int, float] = {}

    def subscribe(self, subscriber: Subscriber) -> None:
        with self._lock:
            for channel in subscriber.channels:
                self._subscribers[channel].add(subscriber)

    def unsubscribe(self, subscriber: Subscriber) -> None:
        with self._lock:
            for channel in subscriber.channels:
                self._subscribers[channel].discard(subscriber)
                if not self._subscribers[channel]:
                    del self._subscribers[channel]

    def start(self) -> None:
        """Follow events from here on. What is announced after this call reaches everyone subscribed before it."""
        with self._start:
            if self._thread is None:
                self._newest = selectors.newest_id()
                self._thread = threading.Thread(target=self._run, name="live-hub", daemon=True)
                self._thread.start()

    def read_new(self) -> list[Event]:
        """Events not read before."""
        now = time.monotonic()
        self._late = {number: since for number, since in self._late.items() if now - since < LATE_SECONDS}
        events = list(selectors.events_after(self._newest, late=self._late))
        for event in events:
            self._late.pop(event.pk, None)
            if event.pk > self._newest:
                skipped = range(max(self._newest + 1, event.pk - MOST_LATE), event.pk)
                self._late.update(dict.fromkeys(skipped, now))
                self._newest = event.pk
        return events

    def hand_out(self, events: Iterable[Event]) -> None:
        for event in events:
            with self._lock:
                listeners = list(self._subscribers.get(event.channel, ()))
            for subscriber in listeners:
                subscriber.offer(event)

    def _run(self) -> None:
        while True:
            try:
                if connection.vendor == "postgresql":
                    self._follow_notifications()
                else:
                    self._follow_by_polling()
            except Exception:
                log.exception("live events: the database does not answer, trying again")
            finally:
                connection.close()
            time.sleep(POLL_SECONDS)

    def _follow_by_polling(self) -> None:
        while True:
            self.hand_out(self.read_new())
            time.sleep(POLL_SECONDS)

    def _follow_notifications(self) -> None:
        """Wait on a connection of the thread's own, outside the pool that the requests share."""
        parameters = {**connection.get_connection_params()}
        for name in ("cursor_factory", "context", "pool"):
            parameters.pop(name, None)
        with psycopg.connect(**parameters, autocommit=True) as listening:
            listening.execute(f"LISTEN {NOTIFY_CHANNEL}")
            while True:
                # The thread keeps its connection: when many pages return at once, they must not hold up the news.
                self.hand_out(self.read_new())
                wait = POLL_SECONDS if self._late else LISTEN_SECONDS
                for _notification in listening.notifies(timeout=wait, stop_after=1):
                    pass


hub = Hub()
