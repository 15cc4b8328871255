"""One search finds cases, brands, exhibits, products and articles, and of each only what the reader may see."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.services.indexing import index_case
from branddesk.cases.tests.factories import make_case, make_listing, make_message
from branddesk.catalogue.tests.factories import make_product
from branddesk.core.enums import Status
from branddesk.evidence.tests.factories import make_exhibit, make_share
from branddesk.helpcenter.tests.factories import make_article
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast):
    brand = make_brand(name="Kettora Термо", slug="kettora", members=[cast.alice])
    market = make_marketplace(operator=cast.platform)
    case = make_case(
        created_by=cast.alice, brand=brand, marketplace=market, status=Status.SUBMITTED, subject="Fake kettora flask"
    )
    make_message(case=case, body="Kettora said so")
    make_product(brand=brand, changed_by=cast.alice, sku="1571120446", offer_id="KT-750", name="Термос Kettora 750 мл")
    make_exhibit(brand=brand, sealed_by=cast.alice, title="Снимок карточки", file_name="kettora-listing.png")
    make_article(title_en="How Kettora filed", body_en="A kettora flask.", is_published=True)
    make_article(title_en="Kettora draft", is_published=False)
    return brand


def groups(client, person, query, name="web:search"):
    client.force_login(person)
    response = client.get(reverse(name), {"q": query})
    return {each.group.key: each.findings for each in response.context["groups"]}


@pytest.mark.parametrize("name", ["web:search", "web:palette"])
def test_every_kind_of_thing_is_found_by_its_words(client, cast, world, name):
    found = groups(client, cast.alice, "kettora", name)

    assert list(found) == ["cases", "brands", "exhibits", "products", "articles"]
    assert {key: findings.count for key, findings in found.items()} == dict.fromkeys(found, 1)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("15711204", "products"),
        ("kt-750", "products"),
        ("термос мл", "products"),
        ("kettora-list", "exhibits"),
        ("снимок", "exhibits"),
        ("термо", "brands"),
    ],
)
def test_things_are_found_by_numbers_beginnings_and_in_any_case(client, cast, world, query, kind):
    assert kind in groups(client, cast.alice, query)


def test_strangers_find_articles_only(client, cast, world):
    assert list(groups(client, cast.mallory, "kettora")) == ["articles"]


def test_the_platform_finds_what_was_shared_with_it_and_nothing_else(client, cast, world):
    assert "exhibits" not in groups(client, cast.moderator, "kettora")

    make_share(world.exhibits.get(), cast.platform)

    assert list(groups(client, cast.moderator, "kettora")) == ["cases", "exhibits", "articles"]


def test_drafts_of_articles_are_found_by_their_editors(client, cast, world):
    assert groups(client, cast.trainer, "kettora")["articles"].count == 2


def test_whoever_may_not_change_a_product_is_led_to_where_it_stands(client, cast, world):
    found = groups(client, cast.viewer, "1571120446")["products"].found[0]

    assert client.get(found.url).status_code == 200
    assert "Термос Kettora" in client.get(found.url).content.decode()


def test_a_retired_product_is_found_and_said_to_be_so(client, cast, world):
    world.products.update(retired_at="2026-11-01T00:00Z")

    assert "retired" in groups(client, cast.viewer, "kettora")["products"].found[0].about


def test_of_many_the_first_are_shown_and_all_are_counted(client, cast, world):
    for _number in range(25):
        make_product(brand=world, changed_by=cast.alice, name="Kettora again")

    found = groups(client, cast.alice, "kettora")["products"]

    assert (len(found.found), found.count) == (20, 26)


@pytest.mark.parametrize("query", ["kettora", "kettora flask", "kettora said 16900", "kettora flask nothing"])
@pytest.mark.parametrize("who", ["alice", "administrator", "moderator", "trainer"])
def test_a_search_over_everything_asks_at_most_fourteen_questions(
    client, cast, world, django_assert_max_num_queries, who, query
):
    case = Case.objects.get()
    for number in range(3):
        make_listing(case=case, sku=f"16900388{number}", title="Kettora flask")
    index_case(case)
    client.force_login(getattr(cast, who))

    with django_assert_max_num_queries(14):
        client.get(reverse("web:search"), {"q": query})
