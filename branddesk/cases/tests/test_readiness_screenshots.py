"""A screenshot for each listing, with address and time; and files that the form takes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.cases.models import CaseExhibit, OffendingListing
from branddesk.cases.proofs import Match, match_of
from branddesk.cases.tests.checking import attach, exhibits, found, readiness_of, ready_case, rules_of
from branddesk.core import clock
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files.models import Blob
from branddesk.marketplaces.registry import gateway

pytestmark = pytest.mark.django_db
K = Exhibit.Kind


def test_each_listing_without_a_screenshot_is_named():
    case = ready_case(make_user(), listings=3)
    first, _second, third = case.listings.all()
    CaseExhibit.objects.filter(listing__in=[first, third]).delete()

    missing = [check for check in readiness_of(case).blockers if check.code.startswith("screenshot:")]

    assert [check.listing for check in missing] == [first, third]
    assert first.sku in missing[0].text
    assert missing[0].mend_url.endswith("#evidence")


def test_screenshot_put_to_no_listing_counts_for_the_only_one():
    case = ready_case(make_user())
    CaseExhibit.objects.filter(listing__isnull=False).update(listing=None)

    assert rules_of(case, "blocker") == set()


def test_screenshot_put_to_no_listing_counts_for_the_one_whose_address_it_shows():
    case = ready_case(make_user(), listings=2)
    CaseExhibit.objects.filter(listing__isnull=False).update(listing=None)

    assert rules_of(case, "blocker") == set()


def test_screenshot_without_an_address_is_stopped_and_leads_to_its_description():
    case = ready_case(make_user())
    exhibits(case, K.SCREENSHOT).update(source_url="")

    check = found(case, "screenshot_address")
    assert check.level == "blocker"
    assert str(exhibits(case, K.SCREENSHOT).get().key) in check.mend_url


def test_screenshot_without_a_time_is_stopped():
    case = ready_case(make_user())
    exhibits(case, K.SCREENSHOT).update(captured_at=None)

    assert found(case, "screenshot_time").level == "blocker"


@pytest.mark.parametrize(("days", "warned"), [(14, False), (15, True)])
def test_screenshot_older_than_fourteen_days_is_warned_of(days, warned):
    case = ready_case(make_user())
    exhibits(case, K.SCREENSHOT).update(captured_at=clock.now() - timedelta(days=days))

    assert ("screenshot_age" in rules_of(case, "warning")) is warned


@pytest.mark.parametrize("by_ozon", [True, False])
def test_screenshot_of_another_listing_is_stopped(by_ozon):
    case = ready_case(make_user(), by_ozon=by_ozon)
    exhibits(case, K.SCREENSHOT).update(source_url="https://www.ozon.ru/product/other-999888777/")

    assert found(case, "screenshot_match").level == "blocker"


def test_screenshot_of_another_site_is_stopped_for_ozon():
    case = ready_case(make_user())
    exhibits(case, K.SCREENSHOT).update(source_url="https://example.org/")

    assert found(case, "screenshot_match").level == "blocker"


def test_screenshot_of_the_same_listing_by_another_form_of_its_link_passes():
    case = ready_case(make_user())
    sku = case.listings.get().sku
    exhibits(case, K.SCREENSHOT).update(source_url=f"https://ozon.ru/context/detail/id/{sku}/?from=share")

    assert rules_of(case, "blocker") == set()


def test_short_link_as_source_address_is_warned_of_because_nobody_can_compare_it():
    case = ready_case(make_user())
    exhibits(case, K.SCREENSHOT).update(source_url="https://ozon.ru/t/AbC12")

    assert found(case, "screenshot_match").level == "warning"


def test_short_link_that_the_listing_itself_was_named_by_passes():
    case = ready_case(make_user())
    OffendingListing.objects.filter(case=case).update(url="https://ozon.ru/t/AbC12")
    exhibits(case, K.SCREENSHOT).update(source_url="https://ozon.ru/t/AbC12")

    assert "screenshot_match" not in rules_of(case, "warning") | rules_of(case, "blocker")


@pytest.mark.parametrize(
    ("listing_url", "source_url", "match"),
    [
        ("https://market.example/item/mug", "http://www.market.example/item/mug/?ref=1", Match.SAME),
        ("https://market.example/item/mug", "https://market.example/item/jug", Match.OTHER),
        ("https://market.example/view?id=mug", "https://market.example/view?id=mug", Match.SAME),
        ("https://market.example/view?id=mug", "https://market.example/view?id=mug&ref=1", Match.UNKNOWN),
        ("", "https://market.example/item/mug", Match.UNKNOWN),
        ("", "not an address", Match.OTHER),
    ],
)
def test_addresses_without_a_sku_are_compared_as_pages(listing_url, source_url, match):
    listing = OffendingListing(sku="" if listing_url else "MX-100", url=listing_url)

    assert match_of(source_url, listing, gateway("plain")) is match


def test_one_good_screenshot_is_enough_beside_a_poor_one():
    case = ready_case(make_user())
    attach(case, K.SCREENSHOT, listing=case.listings.get(), source_url="", captured_at=None)

    assert readiness_of(case).may_submit


def test_withdrawn_exhibit_is_stopped_and_no_longer_counts():
    case = ready_case(make_user())
    exhibits(case, K.SCREENSHOT).update(withdrawn_at=clock.now())

    assert rules_of(case, "blocker") == {"withdrawn", "screenshot"}


def test_file_of_a_type_that_the_form_does_not_take_is_stopped_for_ozon_only():
    levels = []
    for by_ozon in (True, False):
        case = ready_case(make_user(), by_ozon=by_ozon)
        Blob.objects.filter(pk=exhibits(case, K.CERTIFICATE).get().blob_id).update(content_type="image/heic")
        levels.append("file_type" in rules_of(case, "blocker"))

    assert levels == [True, False]


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png", "application/pdf"])
def test_picture_or_pdf_passes(content_type):
    case = ready_case(make_user())
    Blob.objects.update(content_type=content_type)

    assert rules_of(case, "blocker") == set()


def test_big_file_is_warned_of():
    case = ready_case(make_user())
    Blob.objects.filter(pk=exhibits(case, K.CERTIFICATE).get().blob_id).update(size=20 * 1024 * 1024 + 1)

    assert found(case, "file_size").level == "warning"


def test_more_files_than_the_form_may_take_are_warned_of():
    case = ready_case(make_user())
    for _n in range(8):
        attach(case, K.PHOTO)

    assert found(case, "file_count").level == "warning"
