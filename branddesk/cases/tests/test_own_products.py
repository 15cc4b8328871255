"""The catalogue helps where a case asks for our own SKUs, and says what they are."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.panels import facts
from branddesk.cases.tests.factories import make_case
from branddesk.catalogue.tests.factories import make_product
from branddesk.core.enums import Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(cast):
    return make_brand(slug="kettora", members=[cast.alice])


def page(client, person, case, name="cases:detail"):
    client.force_login(person)
    return client.get(reverse(name, args=[case.number])).content.decode()


@pytest.mark.parametrize(("kind", "field"), [("infringement", "own_sku"), ("complaint", "q_skus"), ("other", "q_skus")])
def test_where_own_skus_are_asked_the_brands_products_are_offered(client, cast, brand, kind, field):
    case = make_case(created_by=cast.alice, brand=brand, kind=kind)

    shown = page(client, cast.alice, case, "cases:draft")

    control = next(tag for tag in shown.split("<") if f'name="{field}"' in tag)
    assert 'data-suggest="/products/suggest/?brand=kettora"' in control.replace(reverse("catalogue:list"), "/products/")


def test_what_is_offered_is_found_by_the_name_too(client, cast, brand):
    make_product(brand=brand, changed_by=cast.alice, sku="1571120446", name="Термос 750 мл")
    client.force_login(cast.alice)

    found = client.get(reverse("catalogue:suggest"), {"brand": "kettora", "q": "термос"}).json()

    assert found == {"products": [{"sku": "1571120446", "name": "Термос 750 мл"}]}


@pytest.mark.parametrize(
    "fields", [{"own_sku": "1571120446"}, {"kind": "complaint", "details": {"skus": ["1571120446", "9"]}}]
)
def test_the_facts_name_the_product_and_its_price_to_the_brand_only(client, cast, brand, fields):
    market = make_marketplace(operator=cast.platform)
    case = make_case(created_by=cast.alice, brand=brand, marketplace=market, status=Status.IN_REVIEW, **fields)
    make_product(brand=brand, changed_by=cast.alice, sku="1571120446", name="Термос <b>750", price="2890.00")

    ours, theirs = page(client, cast.alice, case), page(client, cast.moderator, case)

    assert "Термос &lt;b&gt;750" in ours
    assert "2,890" in ours.replace("\u00a0", " ")
    assert "Термос" not in theirs


def test_another_brands_product_of_the_same_number_is_not_named(cast, brand):
    make_product(brand=make_brand(members=[cast.alice]), changed_by=cast.alice, sku="1571120446")
    case = make_case(created_by=cast.alice, brand=brand, own_sku="1571120446", status=Status.IN_REVIEW)

    assert [fact.goods for fact in facts.context_of(case, cast.alice, {})["facts"]] == [()]


def test_without_own_skus_nothing_is_asked(cast, brand, django_assert_num_queries):
    case = make_case(created_by=cast.alice, brand=brand)

    with django_assert_num_queries(0):
        facts.context_of(case, cast.alice, {})
