"""Apps above fill the places of the frame."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from branddesk.web import slots
from branddesk.web.context import Frame


@pytest.fixture
def navigation(monkeypatch: pytest.MonkeyPatch) -> slots.Slot[slots.NavItem]:
    """A navigation of the test's own; what the apps registered is untouched."""
    navigation: slots.Slot[slots.NavItem] = slots.Slot()
    monkeypatch.setattr(slots, "navigation", navigation)
    return navigation


def frame_at(path: str) -> Frame:
    return Frame(RequestFactory().get(path))


def test_items_stand_in_their_groups_and_in_their_order(navigation):
    navigation.add(slots.NavItem("people", "People", "users", "web:healthz", group="organisation", order=1))
    navigation.add(slots.NavItem("late", "Late", "home", "web:readyz", group="work", order=20))
    navigation.add(slots.NavItem("early", "Early", "home", "web:components", group="work", order=10))

    groups = [[line.item.key for line in group.lines] for group in frame_at("/").groups]

    assert groups == [["early", "late"], ["people"]]


def test_an_item_is_shown_only_to_those_it_is_for(navigation):
    navigation.add(slots.NavItem("mine", "Mine", "home", "web:healthz", visible=lambda request: "mine" in request.GET))

    assert frame_at("/").lines == []
    assert [line.item.key for line in frame_at("/?mine").lines] == ["mine"]


def test_the_item_around_the_page_is_the_current_one(navigation):
    navigation.add(slots.NavItem("components", "Components", "star", "web:components"))
    navigation.add(slots.NavItem("health", "Health", "star", "web:healthz"))

    lines = frame_at("/components/buttons/").lines

    assert [line.item.key for line in lines if line.is_current] == ["components"]


def test_a_phone_shows_the_first_four_as_tabs(navigation):
    for order in range(6):
        navigation.add(slots.NavItem(f"item-{order}", "Item", "home", "web:healthz", order=order))

    assert [line.item.key for line in frame_at("/").tabs] == ["item-0", "item-1", "item-2", "item-3"]


def test_two_items_cannot_share_a_key(navigation):
    navigation.add(slots.NavItem("cases", "Cases", "home", "web:healthz"))

    with pytest.raises(ValueError, match="cases"):
        navigation.add(slots.NavItem("cases", "Other", "star", "web:readyz"))


def test_a_place_for_one_is_filled_once():
    place: slots.Place[str] = slots.Place()
    place.fill("one")

    with pytest.raises(ValueError, match="taken"):
        place.fill("another")


@pytest.mark.django_db
def test_all_numbers_of_the_frame_are_counted_in_one_query(navigation, monkeypatch, alice, django_assert_num_queries):
    people = type(alice).objects.all()
    facts: slots.Slot[slots.Fact] = slots.Slot()
    facts.add(slots.Fact("people", lambda request: people, lambda number: f"{number} people"))
    facts.add(slots.Fact("silent", lambda request: None, lambda number: "never"))
    monkeypatch.setattr(slots, "organisation_facts", facts)
    navigation.add(slots.NavItem("all", "All", "home", "web:healthz", count=lambda request: people))
    navigation.add(slots.NavItem("bobs", "Bobs", "home", "web:readyz", count=lambda request: people.filter(name="Bob")))
    request = RequestFactory().get("/")
    request.user = alice
    frame = Frame(request)

    with django_assert_num_queries(1):
        numbers = [line.count for line in frame.lines]
        sentences = frame.organisation_facts

    assert numbers == [people.count(), 1]
    assert sentences == [f"{people.count()} people"]
