from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.models import Organisation
from branddesk.accounts.tests.factories import make_organisation
from branddesk.brands.models import Right
from branddesk.brands.selectors import chain_on
from branddesk.brands.tests.factories import make_authorisation, make_right
from branddesk.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def us() -> Organisation:
    return make_organisation(legal_name="ООО «Ромашка»")


@pytest.fixture
def right() -> Right:
    return make_right(holder="Holder AG", territories=["RU", "KZ"])


def test_holder_needs_no_papers(us):
    own = make_right(holder='ооо  "ромашка"')

    chain = chain_on(own, us, clock.today())

    assert chain.is_whole
    assert chain.links == []
    assert chain.ends_on is None
    assert chain.allows_enforcement


def test_chain_leads_over_several_papers_and_ends_with_the_first_to_end(us, right):
    today = clock.today()
    first = make_authorisation(brand=right.brand, grantor="HOLDER  ag", grantee="Asia Ltd")
    second = make_authorisation(
        brand=right.brand, grantor="«Asia Ltd»", grantee='ООО "Ромашка"', valid_to=today + timedelta(days=20)
    )

    chain = chain_on(right, us, today)

    assert chain.links == [first, second]
    assert chain.ends_on == today + timedelta(days=20)
    assert chain.parties == ["HOLDER  ag", "Asia Ltd", 'ООО "Ромашка"']


def test_missing_paper_is_named_by_the_company_the_papers_still_reach(us, right):
    make_authorisation(brand=right.brand, grantor="Holder AG", grantee="Asia Ltd")

    chain = chain_on(right, us, clock.today())

    assert chain.gap == "No paper leads from Asia Ltd to ООО «Ромашка»."
    assert chain.ends_on is None


def test_expired_paper_that_would_complete_the_chain_is_named_with_its_end(us, right):
    today = clock.today()
    make_authorisation(brand=right.brand, grantor="Holder AG", grantee="Asia Ltd")
    make_authorisation(brand=right.brand, grantor="Asia Ltd", grantee=us.legal_name, valid_to=today - timedelta(days=1))

    chain = chain_on(right, us, today)

    assert not chain.is_whole
    assert chain.gap is not None
    assert chain.gap.startswith("The paper from Asia Ltd to ООО «Ромашка» ended on ")


def test_paper_is_in_force_on_its_first_and_last_day(us, right):
    paper = make_authorisation(brand=right.brand, grantee=us.legal_name)

    assert chain_on(right, us, paper.valid_from).is_whole
    assert chain_on(right, us, paper.valid_to).is_whole
    assert not chain_on(right, us, paper.valid_from - timedelta(days=1)).is_whole
    assert not chain_on(right, us, paper.valid_to + timedelta(days=1)).is_whole


def test_paper_that_has_not_started_is_named_with_its_start(us, right):
    today = clock.today()
    make_authorisation(brand=right.brand, grantee=us.legal_name, valid_from=today + timedelta(days=3))

    chain = chain_on(right, us, today)

    assert chain.gap is not None
    assert "only starts on" in chain.gap


def test_every_paper_must_cover_the_asked_territory(us, right):
    make_authorisation(brand=right.brand, grantee=us.legal_name, territories=["KZ"])

    assert chain_on(right, us, clock.today()).is_whole
    chain = chain_on(right, us, clock.today(), territory="RU")
    assert chain.gap == "The paper from Holder AG to ООО «Ромашка» does not cover Russia."


def test_papers_without_a_common_territory_make_no_chain(us, right):
    make_authorisation(brand=right.brand, grantor="Holder AG", grantee="Asia Ltd", territories=["RU"])
    make_authorisation(brand=right.brand, grantor="Asia Ltd", grantee=us.legal_name, territories=["KZ"])

    chain = chain_on(right, us, clock.today())

    assert chain.gap == "The paper from Asia Ltd to ООО «Ромашка» does not cover Russia."


def test_chain_that_covers_complaints_is_preferred_to_a_shorter_one(us, right):
    make_authorisation(brand=right.brand, grantee=us.legal_name, allows_enforcement=False)
    first = make_authorisation(brand=right.brand, grantee="Asia Ltd")
    second = make_authorisation(brand=right.brand, grantor="Asia Ltd", grantee=us.legal_name)

    chain = chain_on(right, us, clock.today())

    assert chain.links == [first, second]
    assert chain.allows_enforcement


def test_chain_without_leave_to_complain_is_whole_but_says_so(us, right):
    make_authorisation(brand=right.brand, grantee=us.legal_name, allows_enforcement=False)

    chain = chain_on(right, us, clock.today())

    assert chain.is_whole
    assert not chain.allows_enforcement


def test_paper_with_an_end_is_preferred_to_an_open_ended_one(us, right):
    make_authorisation(brand=right.brand, grantee=us.legal_name, valid_to=None)
    dated = make_authorisation(brand=right.brand, grantee=us.legal_name)

    chain = chain_on(right, us, clock.today())

    assert chain.links == [dated]
    assert not chain.is_open_ended


def test_later_ending_paper_is_preferred_to_an_earlier_one(us, right):
    today = clock.today()
    make_authorisation(brand=right.brand, grantee=us.legal_name, valid_to=today + timedelta(days=5))
    later = make_authorisation(brand=right.brand, grantee=us.legal_name, valid_to=today + timedelta(days=500))

    assert chain_on(right, us, today).links == [later]


def test_papers_that_go_in_circles_end_in_a_gap(us, right):
    make_authorisation(brand=right.brand, grantor="Holder AG", grantee="Asia Ltd")
    make_authorisation(brand=right.brand, grantor="Asia Ltd", grantee="Holder AG")

    assert not chain_on(right, us, clock.today()).is_whole


def test_papers_of_another_brand_do_not_count(us, right):
    make_authorisation(grantee=us.legal_name)

    assert not chain_on(right, us, clock.today()).is_whole


def test_chain_costs_one_query(us, right, django_assert_num_queries):
    for number in range(5):
        make_authorisation(brand=right.brand, grantee=f"Company {number}")

    with django_assert_num_queries(1):
        chain_on(right, us, clock.today())
