"""Exhibits of a case: attached, moved to a listing, taken out, and uploaded on its page."""

from __future__ import annotations

import pytest

from branddesk.cases.models import Case, CaseExhibit
from branddesk.cases.services import (
    attach_exhibit,
    attach_exhibits,
    detach_exhibit,
    overrule_warning,
    take_back_overrule,
)
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_listing
from branddesk.core import clock
from branddesk.core.enums import Route, Status
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.evidence.tests.factories import make_exhibit, make_upload
from branddesk.foundation.journal.selectors import entries_for
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(alice):
    return make_case(assignee=alice)


@pytest.fixture
def exhibit(alice, draft):
    return make_exhibit(brand=draft.brand, sealed_by=alice)


def test_an_exhibit_is_attached_once_and_may_move_to_a_listing(alice, draft, exhibit):
    listing = make_listing(case=draft)

    attach_exhibit(actor=alice, case=draft, exhibit=exhibit)
    link = attach_exhibit(actor=alice, case=draft, exhibit=exhibit, listing=listing)

    assert draft.exhibit_links.get() == link
    assert link.listing == listing


def test_several_exhibits_are_one_change_of_the_case_and_one_use_of_each(alice, draft, exhibit):
    listing = make_listing(case=draft)
    others = [make_exhibit(brand=draft.brand, sealed_by=alice) for _n in range(2)]
    attach_exhibit(actor=alice, case=draft, exhibit=exhibit)
    version = Case.objects.get(pk=draft.pk).version

    attach_exhibits(actor=alice, case=draft, exhibits=[*others, exhibit], listing=listing)

    links = list(draft.exhibit_links.all())
    assert [link.exhibit for link in links] == [exhibit, *others]
    assert {link.listing for link in links} == {listing}
    assert Case.objects.get(pk=draft.pk).version == version + 1
    assert entries_for(draft).last().facts["count"] == 3
    assert [entries_for(each).filter(action="exhibit.used").count() for each in (exhibit, *others)] == [1, 1, 1]


def test_nothing_is_attached_when_one_of_several_may_not_be(alice, draft, exhibit):
    with pytest.raises(DomainError, match="another brand"):
        attach_exhibits(actor=alice, case=draft, exhibits=[exhibit, make_exhibit(sealed_by=alice)])

    assert not draft.exhibit_links.exists()


def test_an_exhibit_of_another_brand_is_refused(alice, draft):
    with pytest.raises(DomainError, match="another brand"):
        attach_exhibit(actor=alice, case=draft, exhibit=make_exhibit(sealed_by=alice))


def test_a_withdrawn_exhibit_is_refused(alice, draft):
    exhibit = make_exhibit(brand=draft.brand, sealed_by=alice, withdrawn_at=clock.now())

    with pytest.raises(DomainError, match="withdrawn"):
        attach_exhibit(actor=alice, case=draft, exhibit=exhibit)


def test_a_listing_of_another_case_is_refused(alice, draft, exhibit):
    with pytest.raises(DomainError):
        attach_exhibit(actor=alice, case=draft, exhibit=exhibit, listing=make_listing())


def test_an_exhibit_is_taken_out_but_stays_in_the_vault(alice, draft, exhibit):
    attach_exhibit(actor=alice, case=draft, exhibit=exhibit)

    detach_exhibit(actor=alice, case=draft, exhibit=exhibit)

    assert not draft.exhibit_links.exists()
    assert Exhibit.objects.filter(pk=exhibit.pk).exists()


def test_what_the_platform_has_is_not_taken_out(alice):
    case = make_case(assignee=alice, status=Status.WAITING)
    link = make_case_exhibit(case=case, sent_at=clock.now())

    with pytest.raises(WrongStatus):
        detach_exhibit(actor=alice, case=case, exhibit=link.exhibit)


@pytest.mark.parametrize("status", [Status.WAITING, Status.REFUSED, Status.PARTLY])
def test_more_is_attached_when_the_platform_asked_or_said_no(alice, status):
    case = make_case(assignee=alice, status=status)

    link = attach_exhibit(actor=alice, case=case, exhibit=make_exhibit(brand=case.brand, sealed_by=alice))

    assert link.sent_at is None


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.IN_REVIEW, Status.GRANTED, Status.REOPENED, Status.CLOSED])
def test_nothing_is_slipped_in_while_the_platform_decides(alice, status):
    case = make_case(assignee=alice, status=status)

    with pytest.raises(WrongStatus):
        attach_exhibit(actor=alice, case=case, exhibit=make_exhibit(brand=case.brand, sealed_by=alice))


def upload(actor, brand, **context):
    return seal_exhibit(actor=actor, brand=brand, file=make_upload(), kind="screenshot", context=context)


def test_a_file_uploaded_on_a_cases_page_joins_the_case(alice, draft):
    listing = make_listing(case=draft)

    exhibit = upload(alice, draft.brand, case=draft.number, listing=str(listing.pk))

    link = draft.exhibit_links.get()
    assert (link.exhibit, link.listing) == (exhibit, listing)


def test_a_file_uploaded_elsewhere_joins_no_case(alice, draft):
    upload(alice, draft.brand)

    assert not CaseExhibit.objects.exists()


@pytest.mark.parametrize("listing", ["99999999", "x", "-1", "9" * 40])
def test_an_upload_for_a_listing_that_is_not_there_is_refused_and_not_kept(alice, draft, listing):
    with pytest.raises(DomainError):
        upload(alice, draft.brand, case=draft.number, listing=listing)

    assert not Exhibit.objects.exists()


def test_an_upload_into_anothers_case_is_refused_without_a_hint(alice, mallory):
    other = make_case(assignee=mallory)
    mine = make_case(assignee=alice)

    with pytest.raises(DomainError) as foreign:
        upload(alice, mine.brand, case=other.number)
    with pytest.raises(DomainError) as missing:
        upload(alice, mine.brand, case="BD-77")

    assert foreign.value.message == missing.value.message
    assert not Exhibit.objects.exists()


def test_a_warning_is_set_aside_with_its_reason_and_stands_again_when_taken_back(alice, draft):
    overrule_warning(actor=alice, case=draft, code="screenshot-old:1", reason="First try")
    overrule = overrule_warning(actor=alice, case=draft, code="screenshot-old:1", reason=" The seller is closed. ")
    assert draft.overrules.get() == overrule
    assert overrule.reason == "The seller is closed."

    take_back_overrule(actor=alice, case=draft, code="screenshot-old:1")
    assert not draft.overrules.exists()


def test_a_warning_is_not_set_aside_without_a_reason(alice, draft):
    with pytest.raises(DomainError):
        overrule_warning(actor=alice, case=draft, code="extract-old", reason="  ")


def test_only_those_who_write_the_case_set_warnings_aside(cast, draft):
    for other in (cast.viewer, cast.mallory, cast.moderator):
        with pytest.raises(NotAllowed):
            overrule_warning(actor=other, case=draft, code="extract-old", reason="So be it")


def test_warnings_are_set_aside_again_after_an_answer_from_a_cabinet(alice):
    case = make_case(assignee=alice, status=Status.REFUSED, marketplace=make_marketplace(route=Route.CABINET))

    overrule_warning(actor=alice, case=case, code="answer:1", reason="Another right covers it.")

    assert case.overrules.exists()
