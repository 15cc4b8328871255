"""Push notifications: believed by their address and their network, stored and answered at once, understood later."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.services import inbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.stores import tasks
from branddesk.stores.models import Reading, Store
from branddesk.stores.services import pushing
from branddesk.stores.tests.factories import make_store

MESSAGE = {
    "message_type": "TYPE_NEW_MESSAGE",
    "chat_id": "c-1",
    "message_id": "3000000000817031942",
    "data": ["Где заказ?"],
    "seller_id": "7",
}


@pytest.fixture(autouse=True)
def no_worker(settings):
    settings.TASKS = DATABASE_QUEUE


@pytest.fixture
def store(db: None) -> Store:
    store = make_store()
    Reading.objects.create(store=store, stream="chats", state=Reading.State.DONE)
    return store


def push(store: Store, body: Any, *, network: str = "195.34.21.7") -> Any:
    path = pushing.address_of(store).split("localhost", 1)[-1].partition("/")[2]
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(enforce_csrf_checks=True).post(
        f"/{path}", content, content_type="application/json", REMOTE_ADDR=network
    )


def test_a_ping_is_answered_with_version_name_and_time(store):
    answer = push(store, {"message_type": "TYPE_PING", "time": "2026-11-24T10:00:00Z"})

    assert answer.status_code == 200
    assert set(answer.json()) == {"version", "name", "time"}
    assert not Inbound.objects.exists()


def test_a_message_is_stored_answered_and_its_stream_read_later(store, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(type(tasks.read_stream), "enqueue", lambda self, *args: asked.extend(args))

    answer = push(store, MESSAGE)
    assert (answer.status_code, answer.json()) == (200, {"result": True})
    inbox.handle(inbound_id=Inbound.objects.get().pk)

    assert asked[-1] == store.readings.get().pk
    store.refresh_from_db()
    assert store.pushed_at is not None


def test_the_same_push_twice_is_stored_once_in_whatever_order_its_fields_come(store):
    push(store, MESSAGE)
    answer = push(store, dict(reversed(MESSAGE.items())))

    assert answer.json() == {"result": True}
    assert Inbound.objects.count() == 1


def test_what_comes_from_elsewhere_is_refused_in_ozons_form(store):
    answer = push(store, MESSAGE, network="203.0.113.9")

    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "ERROR_UNKNOWN"
    assert not Inbound.objects.exists()


def test_behind_a_proxy_the_address_before_it_counts(store, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    path = pushing.address_of(store).split("localhost", 1)[-1].partition("/")[2]

    def send(seen: str) -> int:
        headers: dict[str, Any] = {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": seen}
        return Client().post(f"/{path}", json.dumps(MESSAGE), content_type="application/json", **headers).status_code

    assert send("195.34.21.7") == 200
    assert send("195.34.21.7, 203.0.113.9") == 403


@pytest.mark.parametrize("body", [b"{", b"[]", b"5", b'{"message_type": 3}', b'{"message_type": "X"}', b"[" * 100_000])
def test_what_is_no_push_is_refused_and_breaks_nothing(store, body):
    answer = push(store, body)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "ERROR_PARAMETER_VALUE_MISSED"


def test_a_guessed_address_leads_nowhere(store):
    answer = Client().post(
        f"/stores/push/{store.pk}-abc/", "{}", content_type="application/json", REMOTE_ADDR="195.34.21.7"
    )

    assert answer.status_code == 404


def test_a_disconnected_store_takes_no_push(store):
    Store.objects.update(disconnected_at=store.created_at)

    assert push(store, MESSAGE).status_code == 404


def test_a_type_that_nobody_reads_is_kept_and_left_alone(store):
    push(store, {"message_type": "TYPE_STOCKS_CHANGED", "seller_id": "7"})

    assert inbox.handle(inbound_id=Inbound.objects.get().pk)
    assert Inbound.objects.get().outcome == "nothing to read"


def test_ozon_is_asked_to_call_and_to_call_no_more(store, small_ozon):
    administrator = store.connected_by
    url = pushing.address_of(store)
    small_ozon.answers["/v1/notification/check"] = {"is_active": True, "errors": []}
    small_ozon.answers["/v1/notification/list"] = {"urls": [{"id": 5, "url": url}], "total_count": 1}

    pushing.subscribe(actor=administrator, store=store)
    store.refresh_from_db()
    assert store.push_id == "5"

    pushing.unsubscribe(actor=administrator, store=store)
    store.refresh_from_db()
    assert store.push_id == ""


def test_an_address_that_ozon_does_not_reach_is_said_so(store, small_ozon):
    small_ozon.answers["/v1/notification/check"] = {"is_active": False, "errors": []}

    with pytest.raises(DomainError, match="does not reach"):
        pushing.subscribe(actor=store.connected_by, store=store)


def test_only_keepers_of_stores_switch_pushes_on(store, alice):
    with pytest.raises(NotAllowed):
        pushing.subscribe(actor=alice, store=store)
