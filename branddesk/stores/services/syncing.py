"""Reading what comes in from a store: beginning, going on after a kill, stopping, and what follows a refusal."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.accounts.selectors import administrators_of
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live
from branddesk.marketplaces.ozon.client import errors
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.stores import events, ozon, permissions, sync
from branddesk.stores.models import Reading, Store

log = logging.getLogger(__name__)

MOST_PAUSE = 0.2
"""Seconds between two batches in which others may write."""
HELD = timedelta(minutes=3)
"""After this long without a batch a worker is taken for dead. Longer than all attempts at one page take."""
RUN_SECONDS = 45.0
"""After so long a job makes room for others; the stream goes on in the next one."""
CLOSED_PAUSE = timedelta(hours=12)
"""What a key may not do is asked again after so long: subscriptions change."""
LONGEST_PAUSE = timedelta(hours=1)
TELL_SECONDS = 2.0


def prepare(store: Store) -> None:
    """A row for each declared stream, so that a page can show it and a worker take it."""
    there = set(store.readings.values_list("stream", flat=True))
    missing = [Reading(store=store, stream=each.code) for each in sync.streams() if each.code not in there]
    Reading.objects.bulk_create(missing, ignore_conflicts=True)


def due() -> list[int]:
    """The streams to be read now: their pause is over, and nobody is at them."""
    now = clock.now()
    for store in Store.objects.connected():
        prepare(store)
    rows = Reading.objects.filter(store__disconnected_at=None, due_at__lte=now).exclude(state=Reading.State.STOPPED)
    return [row.pk for row in rows.order_by("due_at") if row.held_until is None or row.held_until <= now]


def read_stream(*, reading_id: int, seconds: float = RUN_SECONDS) -> bool:
    """Read one stream until it is up to date, or for so many seconds. True when there is more to read.

    Asks Ozon, so never inside a transaction of one's own.
    """
    reading = _begin(reading_id)
    if reading is None:
        return False
    stream = sync.stream_of(reading.stream)
    assert stream is not None
    try:
        with ozon.client_of(reading.store) as client:
            return _read(reading, stream, client, time.monotonic() + seconds)
    except Exception as error:
        if not isinstance(error, (errors.OzonError, Undecipherable)):
            log.exception("stream %s of store %s", reading.stream, reading.store_id)
        _fail(reading, error)
        return False


@transaction.atomic
def _begin(reading_id: int) -> Reading | None:
    """Take the stream, unless somebody has it, or it is stopped."""
    now = clock.now()
    rows = Reading.objects.select_for_update(of=("self",)).select_related("store__organisation")
    reading = rows.filter(pk=reading_id, store__disconnected_at=None).exclude(state=Reading.State.STOPPED).first()
    if reading is None or sync.stream_of(reading.stream) is None:
        return None
    if reading.held_until is not None and reading.held_until > now:
        return None
    if reading.state != Reading.State.RUNNING:
        reading.state, reading.done, reading.changed, reading.total = Reading.State.RUNNING, 0, 0, None
        reading.started_at = now
    reading.held_until = now + HELD
    reading.save()
    return reading


def _read(reading: Reading, stream: sync.Stream, client: Client, until: float) -> bool:
    told = 0.0
    with _ahead() as fetch_ahead:
        fetched = fetch_ahead(stream, client, reading)
        while True:
            before, batch = reading.cursor, fetched()
            reading.cursor = batch.cursor
            goes_on = batch.has_more and time.monotonic() < until
            if goes_on:
                fetched = fetch_ahead(stream, client, reading)
            began = time.monotonic()
            if not _keep(reading.pk, stream, before, batch, goes_on=goes_on):
                return False
            _let_others_write(time.monotonic() - began)
            if time.monotonic() - told > TELL_SECONDS or not goes_on:
                tell(reading.store)
                told = time.monotonic()
            if not goes_on:
                return batch.has_more


def _let_others_write(took: float) -> None:
    """SQLite has one lock for all that write: it is left open as long as a batch has held it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(min(took, MOST_PAUSE))


@contextmanager
def _ahead() -> Iterator[Callable[[sync.Stream, Client, Reading], Callable[[], sync.Batch]]]:
    """Fetch a batch while the one before it is kept; one after the other inside a test's transaction."""
    if connection.in_atomic_block:
        yield lambda stream, client, reading: lambda: stream.fetch(client, reading.store, reading.cursor)
        return

    with ThreadPoolExecutor(max_workers=1) as thread:
        try:
            yield (
                lambda stream, client, reading: (
                    thread.submit(stream.fetch, client, reading.store, reading.cursor).result
                )
            )
        finally:
            thread.submit(lambda: connection.close())


@transaction.atomic
def _keep(reading_id: int, stream: sync.Stream, before: sync.Cursor, batch: sync.Batch, *, goes_on: bool) -> bool:
    """Keep a batch and note the cursor; False when the stream was stopped, or somebody else read on."""
    now = clock.now()
    reading = Reading.objects.select_for_update(of=("self",)).select_related("store__organisation").get(pk=reading_id)
    if reading.state != Reading.State.RUNNING or reading.cursor != before or not reading.store.is_connected:
        return False
    reading.changed += stream.keep(reading.store, batch.rows)
    reading.cursor, reading.done = batch.cursor, reading.done + len(batch.rows)
    reading.total = batch.total if batch.total is not None else reading.total
    reading.failures, reading.error = 0, ""
    if batch.has_more:
        reading.held_until = now + HELD if goes_on else None
    else:
        reading.state, reading.succeeded_at = Reading.State.DONE, now
        reading.held_until, reading.due_at = None, now + stream.every
        events.stream_read.send(sender=Reading, store=reading.store, stream=stream.code, changed=reading.changed)
    reading.save()
    return True


@transaction.atomic
def _fail(reading: Reading, error: Exception) -> None:
    """Note what went wrong and when it is tried again; what is kept stays kept."""
    now = clock.now()
    store = reading.store
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.state == Reading.State.STOPPED:
        return
    reading.failures = min(reading.failures + 1, 1000)
    reading.error, reading.held_until = type(error).__name__, None
    closed = isinstance(error, (errors.NoSubscription, errors.NoRole, errors.Obsolete))
    reading.state = Reading.State.CLOSED if closed else Reading.State.FAILED
    reading.due_at = now + (CLOSED_PAUSE if closed else _pause(error, reading.failures))
    reading.save()
    if isinstance(error, (errors.KeyTrouble, Undecipherable)):
        events.key_refused.send(sender=Store, store_id=store.pk)
    tell(store)


def _pause(error: Exception, failures: int) -> timedelta:
    if isinstance(error, errors.Limited):
        return timedelta(seconds=max(1.0, error.seconds))
    return min(timedelta(seconds=30) * 2 ** min(failures - 1, 10), LONGEST_PAUSE)


@transaction.atomic
def stop_reading(*, actor: User, reading: Reading) -> None:
    """Read this stream no further until somebody says so. What is kept stays."""
    permissions.check_can_keep_stores(actor)
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.state == Reading.State.STOPPED:
        return
    reading.state, reading.held_until = Reading.State.STOPPED, None
    reading.save()
    journal.record(actor, "store.stream-stopped", reading.store, stream=reading.stream)


@transaction.atomic
def read_now(*, actor: User, reading: Reading) -> Reading:
    """Have the stream read at once, from where it stands. Raises DomainError for a store without a key."""
    permissions.check_can_keep_stores(actor)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("store").get(pk=reading.pk)
    if not reading.store.is_connected:
        raise DomainError(_("The store is disconnected. Connect it anew."))
    if reading.state != Reading.State.RUNNING:
        reading.state = Reading.State.WAITING
    reading.due_at = clock.now()
    reading.save()
    journal.record(actor, "store.stream-asked", reading.store, stream=reading.stream)
    return reading


def ask_soon(store: Store, stream: str, *, at: datetime | None = None) -> int | None:
    """Something is known to have come: have the stream read as soon as a worker is free. Gives its row's key."""
    row = Reading.objects.filter(store=store, stream=stream).exclude(state=Reading.State.STOPPED).first()
    if row is None:
        return None
    Reading.objects.filter(pk=row.pk).update(due_at=at or clock.now())
    return row.pk


def tell(store: Store) -> None:
    """Have open pages of the store's keepers look again."""
    for person in administrators_of(store.organisation):
        live.announce(f"person:{person.pk}", "store-read", store=store.pk)
