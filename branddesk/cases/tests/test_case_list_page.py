"""The list of cases: its views, its filters in the address, its pages, and what stands where nothing is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.services.indexing import index_case
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice], name="Kettora", slug="kettora")


@pytest.fixture
def listed(client, alice):
    """The numbers on the page, in their order, for an address of the list."""
    client.force_login(alice)

    def numbers(**address):
        return [case.number for case in client.get(reverse("cases:list"), address).context["page"].cases]

    return numbers


def test_each_view_holds_its_cases(alice, brand, listed):
    waiting = make_case(created_by=alice, brand=brand, status=Status.WAITING)
    review = make_case(created_by=alice, brand=brand, status=Status.IN_REVIEW)
    granted = make_case(created_by=alice, brand=brand, status=Status.GRANTED)
    draft = make_case(created_by=alice, brand=brand)
    closed = make_case(created_by=alice, brand=brand, status=Status.CLOSED)

    assert set(listed()) == {waiting.number, review.number}
    assert listed(view="ours") == [waiting.number]
    assert listed(view="theirs") == [review.number]
    assert listed(view="decided") == [granted.number]
    assert listed(view="drafts") == [draft.number]
    assert listed(view="closed") == [closed.number]


def test_an_unknown_view_is_all_open_cases(alice, brand, listed):
    case = make_case(created_by=alice, brand=brand, status=Status.WAITING)

    assert listed(view="nonsense") == [case.number]


def test_filters_and_search_stand_in_the_address(alice, brand, listed):
    other = make_brand(members=[alice], slug="nordbay")
    market = make_marketplace(slug="verba")
    case = make_case(created_by=alice, brand=brand, marketplace=market, status=Status.WAITING, subject="Fake bottle")
    make_listing(case=case, sku="1690038851", seller="shop-78114")
    index_case(case)
    make_case(created_by=alice, brand=other, status=Status.WAITING, subject="Fake bag")

    assert listed(brand="kettora", marketplace="verba") == [case.number]
    assert listed(q="169003") == [case.number]
    assert listed(q="shop-78114 bottle") == [case.number]
    assert listed(brand="nordbay", q="bottle") == []


def test_pages_follow_one_another_without_loss(client, alice, brand):
    now = clock.now()
    for minutes in range(60):
        moment = now - timedelta(minutes=minutes)
        make_case(created_by=alice, brand=brand, status=Status.WAITING, last_event_at=moment)
    client.force_login(alice)

    first = client.get(reverse("cases:list")).context["page"]
    second = client.get(reverse("cases:list"), {"after": first.after}).context["page"]

    numbers = [case.number for case in [*first.cases, *second.cases]]
    assert (len(first.cases), len(second.cases), second.after) == (50, 10, "")
    assert len(set(numbers)) == 60


@pytest.mark.parametrize("view", ["open", "ours", "theirs", "decided", "drafts", "closed"])
def test_an_empty_view_says_what_belongs_there(client, alice, brand, view):
    client.force_login(alice)

    shown = client.get(reverse("cases:list"), {"view": view}).content.decode()

    assert 'class="empty-state"' in shown


def test_a_search_without_a_result_offers_the_way_back(client, alice, brand):
    client.force_login(alice)

    shown = client.get(reverse("cases:list"), {"q": "nothing like this"}).content.decode()

    assert "No case fits" in shown
    assert "Show all" in shown


def test_packets_that_wait_to_be_filed_do_not_read_as_a_draft(client, alice, brand):
    market = make_marketplace(route="cabinet", gateway="ozon")
    make_case(created_by=alice, brand=brand, marketplace=market, prepared_at=clock.now())
    client.force_login(alice)

    shown = client.get(reverse("cases:list"), {"view": "ours"}).content.decode()

    assert "To be filed" in shown


def test_the_list_asks_the_database_no_more_for_fifty_cases(client, alice, brand, django_assert_max_num_queries):
    for _n in range(50):
        make_listing(case=make_case(created_by=alice, brand=brand, status=Status.WAITING))
    client.force_login(alice)

    with django_assert_max_num_queries(8):
        client.get(reverse("cases:list"))


# What narrows the list


def test_a_filter_that_is_set_is_named_in_words_and_can_be_taken_away(client, alice, brand):
    client.force_login(alice)

    chips = client.get(reverse("cases:list"), {"brand": brand.slug, "assignee": "me", "q": "x"}).context["chips"]

    assert [(chip["label"], str(chip["value"])) for chip in chips] == [("Brand", "Kettora"), ("Assignee", "me")]
    assert chips[0]["without"] == "view=all&q=x&assignee=me"


def test_the_menu_offers_only_what_narrows(client, alice, brand):
    client.force_login(alice)

    def offered():
        return {each["name"] for each in client.get(reverse("cases:filters")).context["addable"]}

    assert offered().isdisjoint({"brand", "tag"})
    make_brand(members=[alice], slug="nordbay")
    assert "brand" in offered()


def test_the_menu_keeps_what_the_address_says(client, alice, brand):
    client.force_login(alice)

    menu = client.get(reverse("cases:filters"), {"view": "closed", "q": "fake", "kind": "quality"}).content.decode()

    assert '<input type="hidden" name="view" value="closed">' in menu
    assert '<input type="hidden" name="q" value="fake">' in menu
    assert '<option value="quality" selected>' in menu


def test_brands_of_others_are_not_offered(client, alice, brand, mallory):
    make_brand(members=[alice], slug="nordbay")
    make_brand(members=[mallory], name="Their brand")
    client.force_login(alice)

    assert "Their brand" not in client.get(reverse("cases:filters")).content.decode()


def test_chosen_cases_may_be_given_to_colleagues_only(client, alice, bob, mallory):
    client.force_login(alice)

    options = client.get(reverse("cases:bulk_people")).content.decode()

    assert bob.name in options
    assert mallory.name not in options
