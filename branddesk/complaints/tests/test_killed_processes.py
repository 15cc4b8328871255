"""Killed in the midst of a reading, or between Ozon's yes and the note of it: nothing is lost, nothing is doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.models import Complaint
from branddesk.complaints.services import answering
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core import clock
from branddesk.core.encryption import encrypt
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, environment
from branddesk.marketplaces.ozon.sandbox import life
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running, running
from branddesk.stores.models import Reading, Store
from branddesk.stores.services import syncing
from branddesk.stores.tests.factories import make_store

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

CLIENT_ID, KEY = KEYS[0]
SETTINGS = """
import os
from django.conf import settings
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
settings.OZON_URL = os.environ["TEST_OZON_URL"]
import django; django.setup()
"""
READER = (
    SETTINGS
    + """
from branddesk.stores.services import syncing
syncing.read_stream(reading_id=int(os.environ["TEST_READING"]), seconds=300)
"""
)
SENDER = (
    SETTINGS
    + """
import signal
from branddesk.complaints.services import answering
from branddesk.foundation.delivery.services import outbox
answering.note_sent = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
outbox.deliver(outbound_id=int(os.environ["TEST_OUTBOUND"]))
"""
)


@pytest.fixture
def sandbox(settings) -> Iterator[Running]:
    settings.TASKS = DATABASE_QUEUE
    with running() as there:
        settings.OZON_URL = there.url
        yield there


@pytest.fixture
def store(alice, sandbox) -> Store:
    brand = make_brand(members=[alice])
    store = make_store(organisation=alice.organisation, brand=brand, client_id=CLIENT_ID, api_key=encrypt(KEY))
    syncing.prepare(store)
    return store


def start(code: str, sandbox: Running, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], env=environment(TEST_OZON_URL=sandbox.url, **more))


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def has_kept(count: int) -> bool:
    return Complaint.objects.count() >= count


def test_a_reading_that_is_killed_again_and_again_brings_everything_once(store, sandbox):
    shop = sandbox.world.shops[CLIENT_ID]
    life.fill_reviews(shop, 4000)
    sandbox.world.modes.slow_ms = 40
    reading = store.readings.get(stream="reviews")
    kills = 0

    for at_least in (100, 1200, 2200, 3200):
        reader = start(READER, sandbox, TEST_READING=str(reading.pk))
        wait_for(partial(has_kept, at_least))
        reader.send_signal(signal.SIGKILL)
        kills += reader.wait(20) == -signal.SIGKILL
        Reading.objects.update(held_until=clock.now() - timedelta(seconds=1))
    sandbox.world.modes.slow_ms = 0
    last = start(READER, sandbox, TEST_READING=str(reading.pk))
    assert last.wait(60) == 0

    reading.refresh_from_db()
    assert kills >= 3
    assert reading.state == Reading.State.DONE
    assert reading.done == len(shop.reviews)
    assert sorted(Complaint.objects.values_list("outside_id", flat=True)) == sorted(row["id"] for row in shop.reviews)


def test_an_answer_that_ozon_took_before_the_worker_died_is_not_given_twice(alice, store, sandbox):
    shop = sandbox.world.shops[CLIENT_ID]
    review = next(row for row in shop.reviews if row["status"] == "NEW")
    complaint = make_complaint(brand=store.brand, store=store, outside_id=review["id"])
    answer = answering.answer(actor=alice, complaint=complaint, text="Спасибо за отзыв, разберёмся")
    outbound = Outbound.objects.get()

    sender = start(SENDER, sandbox, TEST_OUTBOUND=str(outbound.pk))
    assert sender.wait(60) == -signal.SIGKILL
    assert len(shop.comments[review["id"]]) == 1
    with clock.at(clock.now() + timedelta(minutes=5)):
        outbox.deliver(outbound_id=outbound.pk)

    answer.refresh_from_db()
    assert answer.state == "moderation"
    assert [row["id"] for row in shop.comments[review["id"]]] == [answer.outside_id]
