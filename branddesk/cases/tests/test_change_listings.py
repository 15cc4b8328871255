"""Adding, correcting and removing the listings of a draft."""

from __future__ import annotations

import pytest

from branddesk.cases.services import add_listings, change_listing, drafts, remove_listing
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_listing
from branddesk.core.enums import Status
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus

pytestmark = pytest.mark.django_db

LINK = "https://shop.example.com/item/"


@pytest.fixture
def draft(alice):
    return make_case(assignee=alice)


def test_listings_are_added_in_the_order_of_the_text(alice, draft):
    add_listings(actor=alice, case=draft, text=f"{LINK}2")
    add_listings(actor=alice, case=draft, text=f"{LINK}1\n{LINK}3")

    assert [listing.url for listing in draft.listings.all()] == [f"{LINK}2", f"{LINK}1", f"{LINK}3"]


def test_a_listing_already_in_the_case_is_reported_and_not_added_again(alice, draft):
    add_listings(actor=alice, case=draft, text=f"{LINK}1")

    reading = add_listings(actor=alice, case=draft, text=f"{LINK}1\n{LINK}2")

    assert [ref.url for ref in reading.listings] == [f"{LINK}2"]
    assert len(reading.repeated) == 1
    assert draft.listings.count() == 2


def test_a_line_that_names_no_listing_comes_back(alice, draft):
    reading = add_listings(actor=alice, case=draft, text=f"{LINK}1\nhello there")

    assert [line.text for line in reading.unreadable] == ["hello there"]


def test_a_case_holds_only_so_many_listings(alice, draft, monkeypatch):
    monkeypatch.setattr(drafts, "MAX_LISTINGS", 2)

    with pytest.raises(DomainError, match="up to 2 listings"):
        add_listings(actor=alice, case=draft, text="\n".join(f"{LINK}{number}" for number in range(1, 4)))

    assert not draft.listings.exists()


def test_a_listings_details_are_corrected(alice, draft):
    listing = make_listing(case=draft)

    listing = change_listing(actor=alice, listing=listing, seller="ООО «Вектор-М»", price="2890.00")

    listing.refresh_from_db()
    assert (listing.seller, str(listing.price)) == ("ООО «Вектор-М»", "2890.00")


def test_two_listings_of_a_case_do_not_share_a_sku(alice, draft):
    make_listing(case=draft, sku="1690038851")
    listing = make_listing(case=draft)

    with pytest.raises(DomainError, match="already in the case"):
        change_listing(actor=alice, listing=listing, sku="1690038851")


def test_a_listing_keeps_a_sku_or_a_link(alice, draft):
    with pytest.raises(DomainError, match="needs its SKU or its link"):
        change_listing(actor=alice, listing=make_listing(case=draft), sku="", url="")


@pytest.mark.parametrize(("field", "value"), [("url", "javascript:alert(1)"), ("price", "much"), ("currency", "XYZ")])
def test_a_detail_that_cannot_be_is_refused(alice, draft, field, value):
    with pytest.raises(DomainError):
        change_listing(actor=alice, listing=make_listing(case=draft), **{field: value})


def test_a_removed_listing_leaves_its_exhibits_with_the_case(alice, draft):
    listing = make_listing(case=draft)
    link = make_case_exhibit(case=draft, listing=listing)

    remove_listing(actor=alice, listing=listing)

    link.refresh_from_db()
    assert link.listing is None
    assert not draft.listings.exists()


def test_a_listing_removed_twice_says_so(alice, draft):
    listing = make_listing(case=draft)
    remove_listing(actor=alice, listing=make_listing(case=draft))
    key, listing_pk = listing, listing.pk
    remove_listing(actor=alice, listing=listing)
    key.pk = listing_pk

    with pytest.raises(DomainError, match="no longer"):
        remove_listing(actor=alice, listing=key)


def test_the_listings_of_a_submitted_case_stay(alice):
    listing = make_listing(case=make_case(assignee=alice, status=Status.SUBMITTED))

    with pytest.raises(WrongStatus):
        add_listings(actor=alice, case=listing.case, text=f"{LINK}9")
    with pytest.raises(WrongStatus):
        change_listing(actor=alice, listing=listing, seller="Other")
    with pytest.raises(WrongStatus):
        remove_listing(actor=alice, listing=listing)


def test_strangers_touch_no_listing(cast, draft):
    listing = make_listing(case=draft)

    for other in (cast.mallory, cast.viewer, cast.moderator):
        with pytest.raises(NotAllowed):
            change_listing(actor=other, listing=listing, seller="Mine")
        with pytest.raises(NotAllowed):
            add_listings(actor=other, case=draft, text=f"{LINK}9")
