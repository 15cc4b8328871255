"""Connecting a store, trying its key, and its end."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import httpx2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from branddesk.core import clock
from branddesk.core.encryption import decrypt
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.marketplaces.ozon.client.probe import CAPABILITIES, NOBODYS_CHAT, State
from branddesk.notices.models import Notice
from branddesk.stores import selectors
from branddesk.stores.models import Store
from branddesk.stores.services import connecting
from branddesk.stores.tests.factories import make_store

pytestmark = pytest.mark.django_db
GATE = "i.service.X: rpc error: code = PermissionDenied desc = not available with existing subscription"


def connect(actor, place, **fields):
    fields = {"name": "", "client_id": "836273", "api_key": "the-key"} | fields
    return connecting.connect_store(actor=actor, marketplace=place, **fields)


def states_of(store: Store) -> dict[str, str]:
    return dict(store.capabilities.values_list("code", "state"))


def test_a_key_that_ozon_accepts_is_kept_encrypted(cast, small_ozon, place):
    store = connect(cast.administrator, place)

    store.refresh_from_db()
    assert "the-key" not in store.api_key
    assert decrypt(store.api_key) == "the-key"
    assert (store.name, store.subscription) == ("Kettora", "PREMIUM")
    assert store.key_ends_at is not None
    assert small_ozon.calls[0].headers["Client-Id"] == "836273"
    assert small_ozon.calls[0].headers["Api-Key"] == "the-key"


def test_the_key_is_never_logged(cast, small_ozon, place, caplog):
    small_ozon.refuse("/v1/seller/info", 500, "oops")
    caplog.set_level("DEBUG")

    with CaptureQueriesContext(connection) as asked, pytest.raises(DomainError):
        connect(cast.administrator, place)

    assert "the-key" not in caplog.text
    assert not any("the-key" in query["sql"] for query in asked.captured_queries)


def test_a_key_that_ozon_refuses_is_not_kept_and_the_reader_learns_why(cast, small_ozon, place):
    small_ozon.refuse("/v1/roles", 403, "Invalid Api-Key, please check the key and try again")

    with translation.override("ru"), pytest.raises(DomainError, match="Проверьте Client-Id"):
        connect(cast.administrator, place)

    assert not Store.objects.exists()


@pytest.mark.parametrize("who", ["alice", "brand_manager", "counsel", "viewer", "platform_administrator"])
def test_only_administrators_of_the_brands_side_connect(cast, small_ozon, place, who):
    with pytest.raises(NotAllowed):
        connect(getattr(cast, who), place)

    assert small_ozon.calls == []


def test_an_organisation_connects_many_stores_but_each_once(cast, small_ozon, place):
    connect(cast.administrator, place)
    connect(cast.administrator, place, client_id="836274")

    with pytest.raises(DomainError):
        connect(cast.administrator, place)

    assert Store.objects.count() == 2


def test_a_form_sent_twice_connects_once(cast, small_ozon, place):
    key = uuid4()

    first, second = (connect(cast.administrator, place, form_key=key) for _time in range(2))

    assert first == second


def test_a_missing_subscription_is_a_state_with_a_sentence(cast, small_ozon, place):
    store = connect(cast.administrator, place)
    small_ozon.refuse("/v2/review/list", 403, GATE)
    small_ozon.refuse("/v1/returns/list", 403, "Api-Key is missing a required role for a method")
    small_ozon.refuse("/v3/chat/list", 403, "Api-Key is restricted to specific IP addresses")
    small_ozon.refuse("/v1/rating/summary", 500, "oops")

    connecting.probe_store(store=store)

    states = states_of(store)
    assert states["reviews"] == State.NO_SUBSCRIPTION
    assert states["returns"] == State.NO_ROLE
    assert states["chats"] == State.IP_BOUND
    assert states["rating"] == State.TROUBLE
    assert states["products"] == State.AVAILABLE
    assert states["chat_writing"] == State.NO_SUBSCRIPTION
    assert states["answers"] == State.NOT_TRIED
    assert len(states) == len(CAPABILITIES)
    assert all(row.sentence and row.label for row in selectors.capabilities_of(store))


def test_a_role_that_the_key_lacks_is_known_without_trying(cast, small_ozon, place):
    small_ozon.answers["/v1/roles"]["roles"] = [{"name": "Reviews", "methods": ["/v1/review/comment/create"]}]
    store = connect(cast.administrator, place)

    connecting.probe_store(store=store)

    assert states_of(store)["review_comments"] == State.NOT_TRIED
    assert states_of(store)["answers"] == State.NO_ROLE


def test_trying_changes_nothing_at_ozon(cast, small_ozon, place):
    connecting.probe_store(store=connect(cast.administrator, place))

    writes = {"create", "send", "update", "set", "change-status", "delete", "start", "approve"}
    bold = [call for call in small_ozon.calls if writes & set(call.url.path.split("/"))]
    assert [json.loads(call.content)["chat_id"] for call in bold] == [NOBODYS_CHAT]


def test_a_key_revoked_since_is_shown_as_refused(cast, small_ozon, place):
    store = connect(cast.administrator, place)
    connecting.probe_store(store=store)
    small_ozon.refuse("/v1/roles", 403, "Api-key is deactivated, use another one")

    connecting.probe_store(store=store)

    store.refresh_from_db()
    assert store.probing == Store.Probing.REFUSED
    assert "ended" in selectors.refusal_of(store)
    assert states_of(store) == {}


def test_while_ozon_is_silent_what_was_found_stays(cast, small_ozon, place):
    store = connect(cast.administrator, place)
    connecting.probe_store(store=store)
    small_ozon.answers["/v1/roles"] = httpx2.ConnectError("down")

    connecting.probe_store(store=store)

    store.refresh_from_db()
    assert store.probing == Store.Probing.FAILED
    assert states_of(store)["reviews"] == State.AVAILABLE


def test_what_an_old_key_was_found_to_do_is_not_said_of_the_new_one(cast, small_ozon, place):
    store = connect(cast.administrator, place)
    old = Store.objects.get(pk=store.pk)
    connecting.replace_key(actor=cast.administrator, store=store, api_key="another-key")

    connecting.probe_store(store=old)

    store.refresh_from_db()
    assert store.probing == Store.Probing.WAITING
    assert decrypt(store.api_key) == "another-key"


def test_disconnected_the_key_is_forgotten_and_connected_anew_it_is_the_same_store(cast, small_ozon, place):
    store = connect(cast.administrator, place)
    connecting.disconnect_store(actor=cast.administrator, store=store)
    store.refresh_from_db()
    assert store.api_key == ""
    assert not store.is_connected

    again = connect(cast.administrator, place)

    assert again == store
    assert again.is_connected


def told() -> list[str]:
    return sorted(Notice.objects.values_list("key", flat=True))


def test_a_keys_end_is_announced_14_7_and_1_days_before_and_each_time_once(cast):
    ends = clock.now() + timedelta(days=20)
    make_store(organisation=cast.merchant, connected_by=cast.administrator, key_ends_at=ends)

    for hours in range(0, 21 * 24, 6):
        with clock.at(ends - timedelta(days=20) + timedelta(hours=hours)):
            connecting.warn_of_ending_keys()

    assert [key.rpartition(":")[2] for key in told()] == ["1", "14", "7"]
    assert set(Notice.objects.values_list("person", flat=True)) == {cast.administrator.pk}


def test_no_end_is_announced_of_a_store_that_is_disconnected(cast):
    make_store(key_ends_at=clock.now() + timedelta(days=3), disconnected_at=clock.now())

    assert connecting.warn_of_ending_keys() == 0
