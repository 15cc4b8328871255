"""The pages of the stores."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.stores.models import Store
from branddesk.stores.services import connecting
from branddesk.stores.tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.administrator)
    return client


def test_connected_on_the_page_the_store_is_tried_and_its_table_shown(keeper, small_ozon, place):
    small_ozon.refuse("/v2/review/list", 403, "desc = not available with existing subscription")
    form = {"marketplace": place.pk, "client_id": "836273", "api_key": "the-key", "name": "Kettora RU"}

    page = keeper.post(reverse("stores:connect"), form, follow=True)

    text = page.content.decode()
    assert "Kettora RU" in text
    assert "Not with this subscription" in text
    assert "the-key" not in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"client_id": "abc"}, "A Client-Id is a number"),
        ({"api_key": ""}, "Paste the key."),
        ({"api_key": "ключ"}, "A key has only letters, digits and hyphens."),
    ],
)
def test_bad_input_gets_a_sentence_and_what_else_was_typed_stays(keeper, small_ozon, place, typed, said):
    form = {"marketplace": place.pk, "client_id": "836273", "api_key": "the-key", "name": "Kettora RU"} | typed

    page = keeper.post(reverse("stores:connect"), form)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Kettora RU" in page.content.decode()
    assert "the-key" not in page.content.decode()
    assert not Store.objects.exists()


def test_a_refused_key_is_said_beside_its_field(keeper, small_ozon, place):
    small_ozon.refuse("/v1/roles", 403, "Api-Key is restricted to specific IP addresses")
    form = {"marketplace": place.pk, "client_id": "836273", "api_key": "the-key"}

    page = keeper.post(reverse("stores:connect"), form)

    assert page.status_code == 422
    assert "Add the address of this server in the cabinet." in page.content.decode()


def test_without_a_marketplace_the_page_says_so(keeper):
    assert "No marketplace with an API" in keeper.get(reverse("stores:connect")).content.decode()


def test_the_list_costs_the_same_for_many_stores(keeper, cast, small_ozon, django_assert_max_num_queries):
    for _number in range(12):
        make_store(organisation=cast.merchant, connected_by=cast.administrator)

    with django_assert_max_num_queries(12):
        page = keeper.get(reverse("stores:list"))

    assert page.content.decode().count("data-row") == 12


def test_a_disconnected_store_offers_to_be_connected_anew(keeper, cast):
    store = make_store(organisation=cast.merchant, connected_by=cast.administrator)
    connecting.disconnect_store(actor=cast.administrator, store=store)

    assert "Connect anew" in keeper.get(reverse("stores:detail", args=[store.pk])).content.decode()
