"""Warnings are set aside with a recorded reason, one by one or several at once, before a case may be submitted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.cases.models import Case
from branddesk.cases.services import overrule_warnings, submit_case, take_back_overrule
from branddesk.cases.tests.checking import readiness_of, ready_case
from branddesk.core.enums import Status
from branddesk.core.errors import DomainError
from branddesk.foundation.journal.selectors import entries_for
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

REASON = "Checked with the rights holder by phone."


@pytest.fixture
def warned(cast):
    """A case for the desk with two warnings and no blocker."""
    case = ready_case(cast.alice, by_ozon=False, own_sku="", marketplace=make_marketplace(operator=cast.platform))
    case.listings.update(seller="")
    assert not readiness_of(case).blockers
    return case


def codes_of(case: Case) -> list[str]:
    return [check.code for check in readiness_of(case).warnings]


def test_a_standing_warning_stops_the_submission(cast, warned):
    with pytest.raises(DomainError) as refusal:
        submit_case(actor=cast.alice, case=warned)

    assert "own SKU is not given" in refusal.value.message


def test_one_reason_may_stand_for_several_warnings(cast, warned):
    codes = codes_of(warned)
    assert len(codes) == 2

    overrule_warnings(actor=cast.alice, case=warned, codes=codes, reason=REASON)

    assert codes_of(warned) == []
    assert {check.overruled.reason for check in readiness_of(warned).overruled if check.overruled} == {REASON}
    assert submit_case(actor=cast.alice, case=warned).status == Status.SUBMITTED
    entries = [entry for entry in entries_for(warned) if entry.action == "case.warning-overruled"]
    assert [entry.text("reason") for entry in entries] == [REASON]


def test_a_warning_that_stands_again_stops_again(cast, warned):
    codes = codes_of(warned)
    overrule_warnings(actor=cast.alice, case=warned, codes=codes, reason=REASON)

    take_back_overrule(actor=cast.alice, case=warned, code=codes[0])

    assert codes_of(warned) == codes[:1]
    with pytest.raises(DomainError):
        submit_case(actor=cast.alice, case=warned)


@pytest.mark.parametrize("codes", [[], ["Own SKU"], ["own_sku\x00"], ["x" * 81], ["own_sku", ""]])
def test_only_warnings_of_the_check_can_be_set_aside(cast, warned, codes):
    with pytest.raises(DomainError):
        overrule_warnings(actor=cast.alice, case=warned, codes=codes, reason=REASON)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_a_sentence(cast, warned, reason):
    with pytest.raises(DomainError):
        overrule_warnings(actor=cast.alice, case=warned, codes=["own_sku"], reason=reason)


def test_the_composer_sets_the_ticked_ones_aside(client, cast, warned):
    client.force_login(cast.alice)
    address = reverse("cases:overrule", args=[warned.number])

    shown = client.post(address, {"code": codes_of(warned), "reason": REASON}, headers={"HX-Request": "true"})

    assert codes_of(warned) == []
    assert shown.content.decode().count(REASON) == 2


def test_the_platform_reads_why_a_warning_was_set_aside(client, cast, warned):
    overrule_warnings(actor=cast.alice, case=warned, codes=codes_of(warned), reason=REASON)
    submit_case(actor=cast.alice, case=warned)
    client.force_login(cast.moderator)

    shown = client.get(reverse("cases:detail", args=[warned.number])).content.decode()

    assert f"Set aside: {REASON}" in shown
