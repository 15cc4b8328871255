from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from branddesk.core import clock
from branddesk.foundation.delivery import inbox as handlers
from branddesk.foundation.delivery import selectors, services
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.delivery.services import inbox
from branddesk.foundation.delivery.tasks import take_up_again
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, drain

State = Inbound.State


@pytest.fixture
def queue(db, settings, tmp_path):
    settings.TASKS = DATABASE_QUEUE
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def reader(queue, monkeypatch):
    """Whoever understands what comes in by pigeon; raises the errors put into its list first."""
    read: list[bytes] = []
    failures: list[Exception] = []

    def handle(inbound, content):
        services.owe(channel="mail", to="a@example.org", key=f"answer to {inbound.key}", language="en")
        if failures:
            raise failures.pop(0)
        read.append(content)
        return "read"

    monkeypatch.setitem(handlers._handlers, "pigeon", handle)
    return read, failures


def take_in(key="1", content=b"coo"):
    return services.take_in(channel="pigeon", key=key, content=content, meta={"loft": 4})


def test_what_comes_in_is_stored_first_and_then_understood(reader):
    inbound = take_in()
    assert inbound.state == State.RECEIVED
    assert inbox.content_of(inbound) == b"coo"

    drain()

    inbound.refresh_from_db()
    assert (inbound.state, inbound.outcome, inbound.meta) == (State.HANDLED, "read", {"loft": 4})
    assert reader[0] == [b"coo"]


def test_the_same_thing_twice_is_handled_once(reader):
    take_in()
    drain()
    take_in()
    take_in(content=b"the same key with other words")
    drain()

    assert reader[0] == [b"coo"]
    assert Inbound.objects.count() == 1


def test_what_could_not_be_understood_leaves_nothing_behind_and_is_tried_again(reader):
    reader[1].append(ValueError("half a word"))
    inbound = take_in()
    drain()
    inbound.refresh_from_db()
    assert (inbound.state, inbound.attempts) == (State.RECEIVED, 1)
    assert "half a word" in inbound.last_error
    assert not Outbound.objects.exists()

    with clock.at(clock.now() + timedelta(minutes=1)):
        take_up_again.enqueue()
        drain()

    inbound.refresh_from_db()
    assert (inbound.state, inbound.last_error) == (State.HANDLED, "")
    assert Outbound.objects.filter(key="answer to 1").count() == 1


def test_what_is_never_understood_is_given_up_visibly_and_can_be_tried_again(reader):
    reader[1].extend(ValueError("half a word") for _ in range(inbox.MAX_ATTEMPTS))
    inbound = take_in()
    for hours in range(inbox.MAX_ATTEMPTS + 1):
        with clock.at(clock.now() + timedelta(hours=hours)):
            inbox.handle(inbound_id=inbound.pk)
    assert list(selectors.dead_inbound()) == [inbound]

    inbox.try_again(inbound=inbound)
    drain()

    assert not selectors.dead_inbound().exists()
    assert reader[0] == [b"coo"]


def test_bytes_that_a_killed_process_left_half_written_are_written_anew(reader, tmp_path):
    inbound = take_in()
    Path(tmp_path / inbound.file).write_bytes(b"c")

    again = take_in(key="2")

    assert inbox.content_of(again) == b"coo"


def test_a_key_of_any_length_is_taken(reader):
    assert take_in(key="x" * 5_000) == take_in(key="x" * 5_000)
