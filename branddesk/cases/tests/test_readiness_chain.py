"""How the organisation that files comes to act for the holder."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.models import Authorisation
from branddesk.brands.tests.factories import make_authorisation
from branddesk.cases.models import Case
from branddesk.cases.tests.checking import attach, change_right, found, ready_case, rules_of
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.evidence.models import Exhibit

pytestmark = pytest.mark.django_db


def represented_case(*, by_ozon: bool = True, **letter: Any) -> tuple[Case, Authorisation]:
    """A case of an organisation that acts for "Holder AG" by one letter, which is attached."""
    actor = make_user()
    case = ready_case(actor, by_ozon=by_ozon)
    change_right(case, holder="Holder AG")
    letter.setdefault("grantee", actor.organisation.legal_name)
    authorisation = make_authorisation(brand=case.brand, **letter)
    attach(case, Exhibit.Kind.LETTER, authorisation=authorisation, language=Language.RUSSIAN)
    return case, authorisation


def test_holder_needs_no_letter():
    case = ready_case(make_user())

    assert found(case, "chain").level == "ok"
    assert "letter" not in rules_of(case, "blocker")


def test_letter_from_the_holder_to_us_makes_the_chain_whole():
    case, _letter = represented_case()

    assert rules_of(case, "blocker") == set()
    assert {"chain", "letter"} <= rules_of(case, "ok")


def test_missing_link_is_stopped_with_the_gap_in_words():
    case, _letter = represented_case(grantee="Somebody else")

    check = found(case, "chain")
    assert check.level == "blocker"
    assert "Somebody else" in check.why


def test_ended_letter_is_named_with_its_day_and_leads_to_it():
    case, letter = represented_case(valid_to=clock.today() - timedelta(days=1))

    check = found(case, "authorisation_expired")
    assert check.level == "blocker"
    assert f"/{letter.pk}/" in check.mend_url
    assert "chain" not in rules_of(case, "blocker")


def test_ended_letter_that_would_not_have_led_to_us_does_not_hide_the_gap():
    case, _letter = represented_case(grantee="Somebody else", valid_to=clock.today() - timedelta(days=1))

    assert found(case, "chain").level == "blocker"
    assert "authorisation_expired" not in rules_of(case, "blocker")


def test_open_ended_letter_is_stopped_for_ozon_and_only_warned_of_elsewhere():
    for_ozon, _letter = represented_case(valid_to=None)
    elsewhere, _letter = represented_case(by_ozon=False, valid_to=None)

    assert found(for_ozon, "authorisation_open_ended").level == "blocker"
    assert found(elsewhere, "authorisation_open_ended").level == "warning"


def test_letter_that_ends_within_thirty_days_is_warned_of():
    case, _letter = represented_case(valid_to=clock.today() + timedelta(days=30))

    assert found(case, "authorisation_ends_soon").level == "warning"


def test_letter_for_another_territory_is_stopped():
    case, letter = represented_case(territories=["CN"])

    check = found(case, "authorisation_territory")
    assert check.level == "blocker"
    assert f"/{letter.pk}/" in check.mend_url


def test_letter_that_only_allows_to_sell_is_stopped():
    case, _letter = represented_case(allows_enforcement=False)

    assert found(case, "authorisation_enforcement").level == "blocker"


def test_each_link_of_a_longer_chain_needs_its_paper():
    case, _letter = represented_case(grantee="Agent")
    second = make_authorisation(brand=case.brand, grantor="Agent", grantee=case.created_by.organisation.legal_name)

    check = found(case, "letter")
    assert check.level == "blocker"
    assert check.code == f"letter:{second.pk}"


def test_letter_that_is_tied_to_no_authorisation_stands_for_one_link_only():
    case, _letter = represented_case(grantee="Agent")
    Exhibit.objects.filter(kind=Exhibit.Kind.LETTER).update(authorisation=None)
    make_authorisation(brand=case.brand, grantor="Agent", grantee=case.created_by.organisation.legal_name)

    assert found(case, "letter").level == "blocker"

    attach(case, Exhibit.Kind.LETTER, language=Language.RUSSIAN)

    assert found(case, "letter").level == "ok"
