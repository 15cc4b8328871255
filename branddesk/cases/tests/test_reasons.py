"""Reasons of decisions: the shipped ones, and those that a marketplace keeps itself."""

from __future__ import annotations

import pytest
from django.utils import translation

from branddesk.cases import reasons
from branddesk.cases.models import ReasonCode
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core.enums import CaseKind, Reason, SubmissionStatus
from branddesk.core.errors import DomainError
from branddesk.stores.models import Marketplace
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

S = SubmissionStatus


def keep(marketplace: Marketplace, code: str, **fields) -> ReasonCode:
    fields.setdefault("outcomes", [S.REFUSED])
    names = {"name_en": "Sold out", "name_ru": "Распродано", "name_zh": "已售罄"}
    return ReasonCode.objects.create(marketplace=marketplace, code=code, **{**names, **fields})


def test_every_shipped_reason_goes_with_some_outcome():
    assert set(Reason) == set(reasons.SHIPPED)
    assert all(outcomes for outcomes, _kinds in reasons.SHIPPED.values())


@pytest.mark.parametrize("kind", CaseKind)
@pytest.mark.parametrize("outcome", reasons.OUTCOMES)
def test_every_kind_has_a_reason_for_every_outcome(kind, outcome):
    assert reasons.choices_for(make_marketplace(), kind, outcome)


@pytest.mark.parametrize("outcome", reasons.OUTCOMES)
def test_only_reasons_of_the_outcome_are_taken(outcome):
    market = make_marketplace()
    offered = dict(reasons.choices_for(market, CaseKind.INFRINGEMENT, outcome))

    for reason in Reason:
        if reason in offered:
            reasons.check_reason(market, CaseKind.INFRINGEMENT, outcome, reason)
        else:
            with pytest.raises(DomainError):
                reasons.check_reason(market, CaseKind.INFRINGEMENT, outcome, reason)


def test_reason_of_another_kind_is_refused():
    market = make_marketplace()

    with pytest.raises(DomainError):
        reasons.check_reason(market, CaseKind.QUALITY, S.GRANTED, Reason.COUNTERFEIT)


def test_marketplace_may_keep_a_reason_of_its_own():
    market = make_marketplace()
    keep(market, "sold_out", kinds=[CaseKind.QUALITY])

    reasons.check_reason(market, CaseKind.QUALITY, S.REFUSED, "sold_out")
    with pytest.raises(DomainError):
        reasons.check_reason(market, CaseKind.INFRINGEMENT, S.REFUSED, "sold_out")
    with pytest.raises(DomainError):
        reasons.check_reason(make_marketplace(), CaseKind.QUALITY, S.REFUSED, "sold_out")


def test_retired_reason_is_offered_no_more_but_still_read():
    case = make_case()
    submission = make_submission(case=case, reason=Reason.COUNTERFEIT, status=S.GRANTED)
    keep(case.marketplace, Reason.COUNTERFEIT, name_en="Fake", outcomes=[S.GRANTED], is_active=False)

    offered = dict(reasons.choices_for(case.marketplace, case.kind, S.GRANTED))

    assert Reason.COUNTERFEIT not in offered
    assert reasons.label(submission) == "Fake"


@pytest.mark.parametrize(("language", "name"), [("en", "Sold out"), ("ru", "Распродано"), ("zh-hans", "已售罄")])
def test_reason_speaks_the_language_of_its_reader(language, name):
    case = make_case()
    keep(case.marketplace, "sold_out")
    submission = make_submission(case=case, reason="sold_out", status=S.REFUSED)

    with translation.override(language):
        assert reasons.label(submission) == name


def test_reasons_of_many_rows_cost_one_query(django_assert_num_queries):
    case = make_case()
    rows = [make_submission(case=case, reason=Reason.NO_VIOLATION, status=S.REFUSED) for _ in range(3)]

    with django_assert_num_queries(1):
        assert {reasons.label(row) for row in rows} == {"No violation found"}
