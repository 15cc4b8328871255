"""The offending listings, their sellers, and our own SKU."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.cases.models import Case, OffendingListing
from branddesk.cases.tests.checking import found, readiness_of, ready_case, rules_of
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core import clock
from branddesk.core.enums import Status

pytestmark = pytest.mark.django_db


def test_case_without_listings_is_stopped():
    case = ready_case(make_user(), listings=0)

    check = found(case, "listings")
    assert check.level == "blocker"
    assert check.mend_url.endswith("#listings")


def test_missing_own_sku_is_stopped_for_ozon_and_only_warned_of_elsewhere():
    assert found(ready_case(make_user(), own_sku=""), "own_sku").level == "blocker"
    assert found(ready_case(make_user(), by_ozon=False, own_sku=""), "own_sku").level == "warning"


def test_own_sku_that_is_no_sku_of_ozon_is_stopped():
    assert found(ready_case(make_user(), own_sku="KET-350"), "own_sku").level == "blocker"


def test_listing_known_by_a_short_link_only_needs_its_sku_for_ozon():
    case = ready_case(make_user())
    OffendingListing.objects.filter(case=case).update(sku="", url="https://ozon.ru/t/AbC12")

    assert found(case, "listing_sku").level == "blocker"


def test_our_own_listing_among_the_offending_is_stopped():
    case = ready_case(make_user())
    Case.objects.filter(pk=case.pk).update(own_sku=case.listings.get().sku)

    check = found(case, "own_listing")
    assert check.level == "blocker"
    assert check.listing == case.listings.get()


def test_listing_in_another_open_case_is_warned_of_with_its_number():
    case = ready_case(make_user())
    other = make_case(brand=case.brand, marketplace=case.marketplace, status=Status.SUBMITTED)
    make_listing(case=other, sku=case.listings.get().sku)

    check = found(case, "elsewhere")
    assert check.level == "warning"
    assert other.number in check.text


@pytest.mark.parametrize("status", [Status.GRANTED, Status.REFUSED, Status.CLOSED])
def test_listing_in_a_settled_case_is_not_warned_of(status):
    case = ready_case(make_user())
    other = make_case(brand=case.brand, marketplace=case.marketplace, status=status)
    make_listing(case=other, sku=case.listings.get().sku)

    assert "elsewhere" not in rules_of(case, "warning")


def test_mere_draft_with_the_same_listing_is_not_told_until_it_is_ready_to_go_out():
    case = ready_case(make_user())
    draft = make_case(brand=case.brand, marketplace=case.marketplace)
    make_listing(case=draft, sku=case.listings.get().sku)
    assert "elsewhere" not in rules_of(case, "warning")

    Case.objects.filter(pk=draft.pk).update(prepared_at=clock.now())

    assert draft.number in found(case, "elsewhere").text


def test_listing_in_a_case_of_another_brand_is_never_told():
    case = ready_case(make_user())
    other = make_case(marketplace=case.marketplace, status=Status.SUBMITTED)
    make_listing(case=other, sku=case.listings.get().sku)

    assert all(other.number not in check.text for check in readiness_of(case).checks)


def test_listing_without_a_seller_is_warned_of():
    case = ready_case(make_user())
    OffendingListing.objects.filter(case=case).update(seller=" ")

    assert found(case, "seller").level == "warning"


@pytest.mark.parametrize(("inn", "words"), [("77341299", "10 or 12"), ("7707083894", "check digits")])
def test_inn_that_cannot_be_right_is_stopped_with_the_reason(inn, words):
    case = ready_case(make_user())
    OffendingListing.objects.filter(case=case).update(seller_inn=inn)

    check = found(case, "inn")
    assert check.level == "blocker"
    assert words in check.why


@pytest.mark.parametrize("inn", ["", "7707083893", "500100732259"])
def test_right_inn_or_none_passes(inn):
    case = ready_case(make_user())
    OffendingListing.objects.filter(case=case).update(seller_inn=inn)

    assert rules_of(case, "blocker") == set()
