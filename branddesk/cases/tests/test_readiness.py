"""The readiness check as a whole: what stops a case, what may be set aside, and that every finding can be mended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import resolve
from django.utils import translation

from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.brands.models import Right
from branddesk.brands.tests.factories import make_authorisation
from branddesk.cases.models import Case, CaseExhibit, OffendingListing, Overrule
from branddesk.cases.readiness import check_case
from branddesk.cases.tests.checking import (
    attach,
    change_right,
    exhibits,
    found,
    ozon,
    readiness_of,
    ready_case,
    rules_of,
)
from branddesk.cases.tests.factories import make_case, make_listing, make_submission
from branddesk.core import clock
from branddesk.core.enums import Reason, SubmissionStatus
from branddesk.evidence.models import Exhibit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by_ozon", [True, False])
def test_complete_case_may_be_submitted(by_ozon):
    readiness = readiness_of(ready_case(make_user(), by_ozon=by_ozon))

    assert readiness.blockers == []
    assert readiness.warnings == []
    assert readiness.may_submit
    assert len(readiness.passed) > 8


def test_empty_draft_is_told_all_it_needs():
    case = make_case(marketplace=ozon())

    assert rules_of(case, "blocker") == {"listings", "own_sku", "right_chosen", "certificate", "violation"}
    assert not readiness_of(case).may_submit


def test_warning_that_was_set_aside_no_longer_stands_but_is_shown():
    case = ready_case(make_user(), statement="")
    overrule = Overrule.objects.create(
        case=case, code="statement", reason="The pictures speak.", overruled_by=case.created_by
    )

    readiness = readiness_of(case)

    assert readiness.warnings == []
    assert [check.overruled for check in readiness.overruled] == [overrule]


def test_warning_about_one_listing_is_set_aside_for_that_listing_only():
    case = ready_case(make_user(), listings=2)
    case.listings.update(seller="")
    first, second = case.listings.all()
    Overrule.objects.create(case=case, code=f"seller:{first.pk}", reason="Hidden.", overruled_by=case.created_by)

    assert [check.code for check in readiness_of(case).warnings] == [f"seller:{second.pk}"]


def test_blocker_cannot_be_set_aside():
    case = ready_case(make_user(), violation="")
    Overrule.objects.create(case=case, code="violation", reason="Because.", overruled_by=case.created_by)

    assert [check.code for check in readiness_of(case).blockers] == ["violation"]
    assert found(case, "violation").overruled is None


def everything_wrong() -> list[Case]:
    """Cases that together break every rule there is."""
    actor = make_user()
    today = clock.today()
    ours = actor.organisation.legal_name
    bare = make_case(created_by=actor, marketplace=ozon())
    lapsed = ready_case(actor, by_ozon=False, listings=2, own_sku="", nice_class=35, statement="假货", violation="")
    change_right(lapsed, number="", valid_to=today - timedelta(days=1), territories=["CN"])
    OffendingListing.objects.filter(case=lapsed).update(seller="", seller_inn="12345")
    exhibits(lapsed, Exhibit.Kind.SCREENSHOT).update(source_url="", captured_at=None)
    exhibits(lapsed, Exhibit.Kind.CERTIFICATE).update(language="zh-hans")
    exhibits(lapsed, Exhibit.Kind.EXTRACT).update(captured_at=clock.now() - timedelta(days=90), language="")

    marketplace = bare.marketplace
    chained = ready_case(
        actor, marketplace=marketplace, brand=bare.brand, own_sku="x", nice_class=35, statement="а" * 2000
    )
    change_right(chained, valid_to=None, holder="Holder AG")
    make_authorisation(brand=bare.brand, grantee="Agent", valid_to=None)
    make_authorisation(
        brand=bare.brand, grantor="Agent", grantee=ours, valid_to=today + timedelta(days=5), allows_enforcement=False
    )
    exhibits(chained, Exhibit.Kind.SCREENSHOT).update(
        source_url="https://ozon.ru/t/AbC", captured_at=clock.now() - timedelta(days=40), withdrawn_at=None
    )
    attach(chained, Exhibit.Kind.OTHER, withdrawn_at=clock.now())
    other = make_case(created_by=actor, marketplace=marketplace, brand=bare.brand, prepared_at=clock.now())
    listing = chained.listings.get()
    make_listing(case=other, sku=listing.sku)
    make_listing(case=chained, sku="", url="https://ozon.ru/t/Xyz")
    for _n in range(12):
        attach(chained, Exhibit.Kind.PHOTO)

    broken = ready_case(actor, marketplace=marketplace, statement="Fake goods", prepared_at=clock.now())
    change_right(broken, holder="Nobody", kind=Right.Kind.DESIGN, valid_to=today + timedelta(days=9))
    listing = broken.listings.get()
    Case.objects.filter(pk=broken.pk).update(own_sku=listing.sku)
    make_submission(
        listing=listing,
        status=SubmissionStatus.WAITING,
        reason=Reason.PROOF_INSUFFICIENT,
        answered_at=clock.now() + timedelta(minutes=1),
    )
    return [bare, lapsed, chained, broken]


def test_every_finding_has_its_sentence_its_reason_and_a_mend_that_leads_to_a_page():
    checks = [check for case in everything_wrong() for check in readiness_of(case).checks if check.level != "ok"]

    assert len({check.code.partition(":")[0] for check in checks}) > 25
    for check in checks:
        assert check.text, check.code
        assert check.why, check.code
        assert check.mend, check.code
        assert resolve(check.mend_url.partition("#")[0].partition("?")[0]), check.code
        assert "%(" not in check.text + check.why + check.mend, check.code
        assert check.step in {"listings", "right", "evidence", "preview"}, check.code


@pytest.mark.parametrize("language", ["ru", "zh-hans", "en"])
def test_every_finding_can_be_said_in_the_readers_language(language):
    cases = everything_wrong()

    with translation.override(language):
        texts = [check.text for case in cases for check in readiness_of(case).checks]

    assert all(texts)


def test_every_mend_of_the_brands_papers_leads_back_to_the_case():
    checks = [check for case in everything_wrong() for check in readiness_of(case).checks]
    addresses = [check.mend_url for check in checks if "/brands/" in check.mend_url]

    assert addresses
    assert all("next=%2Fcases%2F" in address for address in addresses)


@pytest.mark.parametrize("listings", [1, 40])
def test_queries_do_not_grow_with_listings_and_exhibits(listings, django_assert_max_num_queries):
    actor = make_user()
    case = ready_case(actor, listings=listings)
    change_right(case, holder="Holder AG")
    make_authorisation(
        brand=case.brand, valid_to=clock.today() - timedelta(days=1), grantee=actor.organisation.legal_name
    )
    fresh = Case.objects.get(pk=case.pk)
    organisation = actor.organisation

    with django_assert_max_num_queries(8):
        readiness = check_case(fresh, today=clock.today(), organisation=organisation)

    assert not readiness.may_submit


def test_right_is_judged_for_the_organisation_that_files_not_for_the_holder():
    case = ready_case(make_user())
    agency = make_organisation(legal_name="Agency LLC")

    readiness = check_case(Case.objects.get(pk=case.pk), today=clock.today(), organisation=agency)

    assert "chain" in {check.code for check in readiness.blockers}


def test_right_counts_on_its_last_day_and_not_on_the_next():
    case = ready_case(make_user())
    last = clock.today() + timedelta(days=400)
    change_right(case, valid_to=last)
    fresh, organisation = Case.objects.get(pk=case.pk), case.created_by.organisation

    on_it = check_case(fresh, today=last, organisation=organisation)
    after = check_case(fresh, today=last + timedelta(days=1), organisation=organisation)

    assert "right_in_force" not in {check.code for check in on_it.blockers}
    assert "right_in_force" in {check.code for check in after.blockers}


def test_platform_reads_nothing_of_exhibits_that_were_not_sent_to_it():
    case = ready_case(make_user(), by_ozon=False)
    exhibits(case, Exhibit.Kind.CERTIFICATE).update(title="Secret paper", language="")
    CaseExhibit.objects.filter(case=case, exhibit__kind=Exhibit.Kind.SCREENSHOT).update(sent_at=clock.now())

    readiness = check_case(
        Case.objects.get(pk=case.pk),
        today=clock.today(),
        organisation=case.created_by.organisation,
        as_received=True,
    )

    assert all("Secret paper" not in check.text for check in readiness.checks)
    assert "screenshots" in {check.code for check in readiness.passed}
