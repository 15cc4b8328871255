"""Reading a stream: in batches, once, going on after a kill, stopped by a person, and refused by Ozon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from branddesk.core import clock
from branddesk.core.errors import NotAllowed
from branddesk.marketplaces.ozon.client import errors
from branddesk.stores import sync, tasks
from branddesk.stores.models import Reading, Store
from branddesk.stores.services import syncing
from branddesk.stores.sync import Batch, Stream
from branddesk.stores.tests.factories import make_store


class Numbers:
    """A stream of the numbers 1 to 10, three at a time, that keeps them on a list."""

    def __init__(self) -> None:
        self.kept: list[int] = []
        self.last = 10
        self.trouble: dict[int, Exception] = {}
        self.on_keep: Any = None

    def fetch(self, client: Any, store: Store, cursor: sync.Cursor) -> Batch:
        start = cursor.get("next", 1)
        if start in self.trouble:
            raise self.trouble.pop(start)
        rows = list(range(start, min(start + 3, self.last + 1)))
        return Batch(rows, {"next": start + len(rows)}, start + 3 <= self.last, total=self.last)

    def keep(self, store: Store, rows: Any) -> int:
        if self.on_keep:
            self.on_keep(rows)
        self.kept += rows
        return len(rows)


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> Numbers:
    there = Numbers()
    stream = Stream("numbers", "Numbers", timedelta(minutes=10), there.fetch, there.keep)
    monkeypatch.setattr(sync, "_streams", {"numbers": stream})
    return there


MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime], None]]:
    with ExitStack() as stack:

        def go_to(moment: datetime) -> None:
            stack.enter_context(clock.at(moment))

        go_to(MORNING)
        yield go_to


@pytest.fixture
def reading(db: None, numbers: Numbers) -> Reading:
    store = make_store()
    syncing.prepare(store)
    return store.readings.get()


def test_a_stream_is_read_to_its_end_and_is_due_again_after_its_pause(clock_at, reading, numbers):
    more = syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert not more
    assert numbers.kept == list(range(1, 11))
    assert (reading.state, reading.done, reading.changed, reading.percent) == (Reading.State.DONE, 10, 10, 100)
    assert reading.due_at == clock.now() + timedelta(minutes=10)
    assert reading.succeeded_at == clock.now()
    assert syncing.due() == []


def test_the_next_run_reads_only_what_is_new(reading, numbers):
    syncing.read_stream(reading_id=reading.pk)
    numbers.last = 12

    syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert numbers.kept == list(range(1, 13))
    assert reading.done == 2


def test_after_its_time_a_run_makes_room_and_goes_on_later(reading, numbers):
    assert syncing.read_stream(reading_id=reading.pk, seconds=0)
    assert numbers.kept == [1, 2, 3]

    assert not syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert numbers.kept == list(range(1, 11))
    assert reading.done == 10


def test_a_stream_whose_worker_died_is_taken_up_where_it_stood(clock_at, reading, numbers):
    syncing.read_stream(reading_id=reading.pk, seconds=0)
    Reading.objects.update(held_until=clock.now() + syncing.HELD)
    assert not syncing.read_stream(reading_id=reading.pk)
    assert numbers.kept == [1, 2, 3]

    clock_at(clock.now() + syncing.HELD + timedelta(seconds=1))

    assert syncing.due() == [reading.pk]
    syncing.read_stream(reading_id=reading.pk)
    assert numbers.kept == list(range(1, 11))


def test_a_batch_that_another_worker_kept_meanwhile_is_not_kept_again(reading, numbers):
    original = numbers.fetch

    def fetch(client: Any, store: Store, cursor: sync.Cursor) -> Batch:
        if cursor.get("next") == 4:
            Reading.objects.update(cursor={"next": 7})
        return original(client, store, cursor)

    sync.register(Stream("numbers", "Numbers", timedelta(minutes=10), fetch, numbers.keep))

    assert not syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert numbers.kept == [1, 2, 3]
    assert reading.cursor == {"next": 7}


def test_a_person_stops_a_stream_and_has_it_go_on(reading, numbers):
    administrator = reading.store.connected_by
    original = numbers.fetch

    def fetch(client: Any, store: Store, cursor: sync.Cursor) -> Batch:
        if cursor.get("next") == 4:
            syncing.stop_reading(actor=administrator, reading=reading)
        return original(client, store, cursor)

    sync.register(Stream("numbers", "Numbers", timedelta(minutes=10), fetch, numbers.keep))
    syncing.read_stream(reading_id=reading.pk)
    assert numbers.kept == [1, 2, 3]
    assert syncing.due() == []
    assert not syncing.read_stream(reading_id=reading.pk)

    syncing.read_now(actor=administrator, reading=reading)
    assert syncing.due() == [reading.pk]
    sync.register(Stream("numbers", "Numbers", timedelta(minutes=10), original, numbers.keep))
    syncing.read_stream(reading_id=reading.pk)

    assert numbers.kept == list(range(1, 11))


def test_only_keepers_of_stores_stop_a_stream(reading, numbers, alice):
    with pytest.raises(NotAllowed):
        syncing.stop_reading(actor=alice, reading=reading)


def test_what_a_subscription_does_not_hold_is_a_state_and_asked_again_in_half_a_day(clock_at, reading, numbers):
    numbers.trouble[1] = errors.NoSubscription("/v2/review/list", "not available")

    syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert (reading.state, reading.error) == (Reading.State.CLOSED, "NoSubscription")
    assert reading.due_at == clock.now() + timedelta(hours=12)


def test_after_trouble_at_ozon_the_pauses_grow_and_what_is_kept_stays(clock_at, reading, numbers):
    for pause in (30, 60, 120):
        numbers.trouble[4] = errors.ServerTrouble("/v2/review/list", status=500)
        Reading.objects.update(due_at=clock.now())

        syncing.read_stream(reading_id=reading.pk)

        reading.refresh_from_db()
        assert reading.state == Reading.State.FAILED
        assert reading.due_at == clock.now() + timedelta(seconds=pause)
        Reading.objects.update(cursor={"next": 4})
    assert numbers.kept == [1, 2, 3]


def test_a_key_refused_in_the_midst_has_the_key_tried_again(reading, numbers, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(type(tasks.probe_store), "enqueue", lambda self, *args: asked.extend(args))
    numbers.trouble[4] = errors.KeyExpired("/v2/review/list", "Api-key is deactivated")

    syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert asked == [reading.store_id]
    assert numbers.kept == [1, 2, 3]
    assert reading.cursor == {"next": 4}


def test_an_own_fault_is_noted_and_tried_again(reading, numbers):
    numbers.on_keep = lambda rows: 1 / 0

    syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert (reading.state, reading.error) == (Reading.State.FAILED, "ZeroDivisionError")
    assert reading.cursor == {}


def test_nothing_is_asked_for_a_store_without_a_key(reading, numbers):
    Store.objects.update(disconnected_at=clock.now())

    assert syncing.due() == []
    assert not syncing.read_stream(reading_id=reading.pk)
    assert numbers.kept == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_the_next_batch_is_fetched_while_one_is_kept(numbers):
    store = make_store()
    syncing.prepare(store)

    syncing.read_stream(reading_id=store.readings.get().pk)

    assert numbers.kept == list(range(1, 11))


def test_the_page_shows_how_far_a_stream_is(reading, numbers, client):
    Reading.objects.update(state=Reading.State.RUNNING, done=3, total=10)
    client.force_login(reading.store.connected_by)

    page = client.get(f"/stores/{reading.store_id}/").content.decode()

    assert "3 of 10" in page
    assert f"/stores/{reading.store_id}/streams/numbers/stop/" in page
