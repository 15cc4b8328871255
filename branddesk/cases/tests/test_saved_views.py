"""Lists as people like to see them: kept under a name, shared, put in order, opened first."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.core.errors import DomainError
from branddesk.foundation.lists.models import SavedView
from branddesk.foundation.lists.selectors import views_of
from branddesk.foundation.lists.services.views import change_view, delete_view, move_view, save_view

pytestmark = pytest.mark.django_db


def keep(person, name="Mine", query="view=ours", **more):
    return save_view(actor=person, list_name="cases", name=name, query=query, **more)


def test_a_view_is_kept_with_its_filters(client, alice):
    client.force_login(alice)

    shown = client.post(
        reverse("cases:save_view"), {"name": "  Urgent   ones ", "query": "priority=4&view=open&x=1"}, follow=True
    )

    view = SavedView.objects.get()
    assert (view.name, view.query, view.owner) == ("Urgent ones", "view=open&priority=4", alice)
    assert shown.redirect_chain[-1][0] == f"{reverse('cases:list')}?view=open&priority=4"


def test_a_view_of_the_same_name_becomes_the_new_one(alice):
    keep(alice, query="view=ours")
    keep(alice, query="view=closed")

    assert [view.query for view in views_of(alice, "cases")] == ["view=closed"]


def test_a_view_is_seen_by_colleagues_only_when_it_is_shared(cast):
    keep(cast.alice, "Shared", is_shared=True)
    keep(cast.alice, "Own")
    keep(cast.bob, "Bob's")

    assert [view.name for view in views_of(cast.bob, "cases")] == ["Bob's", "Shared"]
    assert views_of(cast.mallory, "cases") == []


def test_only_its_owner_changes_or_deletes_a_view(cast):
    view = keep(cast.alice, is_shared=True)

    with pytest.raises(DomainError):
        change_view(actor=cast.bob, view=view, name="x", is_shared=False, is_default=False)
    with pytest.raises(DomainError):
        delete_view(actor=cast.bob, view=view)


def test_views_stand_in_the_order_that_their_owner_gives(alice):
    first, second, third = keep(alice, "a"), keep(alice, "b"), keep(alice, "c")

    move_view(actor=alice, view=third, up=True)
    move_view(actor=alice, view=first, up=True)

    assert [view.name for view in views_of(alice, "cases")] == ["a", "c", "b"]
    assert second.name == "b"


def test_one_view_opens_first(client, alice):
    for name in ("a", "b"):
        change_view(
            actor=alice, view=keep(alice, name, f"view=closed&q={name}"), name=name, is_shared=False, is_default=True
        )
    client.force_login(alice)

    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == ["b"]
    assert client.get(reverse("cases:list")).url == f"{reverse('cases:list')}?view=closed&q=b"
    assert client.get(reverse("cases:list"), {"view": "open"}).status_code == 200


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_needs_a_short_name(alice, name):
    with pytest.raises(DomainError):
        keep(alice, name)


def test_a_name_is_given_once(alice):
    keep(alice, "a")

    with pytest.raises(DomainError):
        change_view(actor=alice, view=keep(alice, "b"), name="a", is_shared=False, is_default=False)


def test_views_are_looked_after_on_their_page(client, alice):
    view = keep(alice)
    client.force_login(alice)
    address = reverse("cases:change_view", args=[view.pk])

    client.post(address, {"act": "save", "name": "New", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("New", True)
    assert "New" in client.get(reverse("cases:views")).content.decode()

    client.post(address, {"act": "delete"})
    assert not SavedView.objects.exists()
