"""The pages say who is there, offer the next way, and lose nothing that was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.contacts import ways
from branddesk.contacts.models import Contact, MenuOption
from branddesk.contacts.tests.factories import make_contact
from branddesk.core.enums import Route
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice], name="Kettora", slug="kettora")


@pytest.fixture
def ozon():
    return make_marketplace(route=Route.CABINET, slug="ozon", name="Ozon")


@pytest.fixture
def at_alices(client, alice):
    client.force_login(alice)
    return client


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_brand_without_a_manager_is_told_so_and_offered_the_next_way(at_alices, cast, brand):
    desk = make_marketplace(operator=cast.platform, name="Verba")
    line = make_contact(marketplace=desk, role=Contact.Role.SUPPORT, name="Support", serves_all=True, hours="24/7")
    MenuOption.objects.create(contact=line, place=1, keys="2 1", label="Complaints of brands")

    text = page(at_alices, "contacts:brand", "kettora")

    assert "Kettora has no account manager of its own at Verba." in text
    assert "Next way: Support, open now." in text
    assert "Complaints of brands" in text


def test_a_refused_card_keeps_what_was_typed(at_alices, brand, ozon):
    typed = {"name": "Anna", "role": "manager", "phone": "call me", "hours": "later", "brands": [brand.pk]}

    response = at_alices.post(reverse("contacts:add", args=["ozon"]), {**typed, "time_zone": "Europe/Moscow"})

    text = response.content.decode()
    assert response.status_code == 422
    assert "is no phone number" in text
    assert "is no working hours" in text
    assert 'value="call me"' in text


def test_a_card_is_added_from_the_brands_page(at_alices, brand, ozon):
    form = {"name": "Anna", "role": "deputy", "phone": "8 495 000-01-14", "brands": [brand.pk], "country": "RU"}

    response = at_alices.post(
        f"{reverse('contacts:add', args=['ozon'])}?brand=kettora", {**form, "time_zone": "Europe/Moscow"}
    )

    assert response.url == reverse("contacts:brand", args=["kettora"])
    assert Contact.objects.get().coverages.get().as_deputy
    assert "Anna" in page(at_alices, "contacts:brand", "kettora")


def test_ways_of_channels_stand_before_the_readers_own_programs(at_alices, brand, ozon, alice, monkeypatch):
    monkeypatch.setattr(ways, "_ways", {})
    make_contact(marketplace=ozon, brand=brand, changed_by=alice, name="Anna", email="a@market.example")
    url = f"{reverse('contacts:panel', args=['kettora'])}?marketplace=ozon&case=BD-10001"
    assert "mailto:a@market.example?subject=BD-10001" in at_alices.get(url).content.decode()

    ways.register("write", "Write", "mail", lambda contact, number: f"/mail/write/?case={number}&contact={contact.pk}")

    text = at_alices.get(url).content.decode()
    assert "/mail/write/?case=BD-10001&amp;contact=" in text
    assert "mailto:" not in text


def test_the_lists_cost_the_same_for_many_brands(at_alices, cast, alice, django_assert_max_num_queries):
    desk = make_marketplace(operator=cast.platform)
    for number in range(12):
        make_contact(marketplace=desk, brand=make_brand(members=[alice], name=f"B{number}", slug=f"b-{number}"))

    with django_assert_max_num_queries(12):
        assert at_alices.get(reverse("contacts:list")).status_code == 200
    at_alices.force_login(cast.platform_administrator)
    for name in ("contacts:list", "contacts:cards"):
        with django_assert_max_num_queries(12):
            assert at_alices.get(reverse(name)).status_code == 200


def test_one_brands_page_stays_in_its_budget(at_alices, brand, ozon, alice, django_assert_max_num_queries):
    for number in range(6):
        make_contact(marketplace=ozon, brand=brand, changed_by=alice, as_deputy=number > 0)

    with django_assert_max_num_queries(12):
        assert at_alices.get(reverse("contacts:brand", args=["kettora"])).status_code == 200
    with django_assert_max_num_queries(11):
        url = f"{reverse('contacts:panel', args=['kettora'])}?marketplace=ozon"
        assert at_alices.get(url).status_code == 200
