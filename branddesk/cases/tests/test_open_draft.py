"""Opening a draft and its number."""

from __future__ import annotations

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case
from branddesk.cases.services import open_draft
from branddesk.core.enums import Side, Status
from branddesk.core.errors import NotAllowed
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


def test_a_draft_belongs_to_the_one_who_opened_it(alice):
    case = open_draft(actor=alice, brand=make_brand(members=[alice]), marketplace=make_marketplace())

    assert (case.status, case.turn, case.assignee, case.created_by) == (Status.DRAFT, Side.BRAND, alice, alice)


def test_numbers_rise_and_are_never_given_twice(alice):
    brand, market = make_brand(members=[alice]), make_marketplace()
    opened = [open_draft(actor=alice, brand=brand, marketplace=market) for _n in range(3)]
    opened[1].delete()

    opened.append(open_draft(actor=alice, brand=brand, marketplace=market))

    numbers = [int(case.number.removeprefix("BD-")) for case in opened]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 10_000


def test_a_pasted_text_becomes_the_drafts_listings(alice):
    text = "https://shop.example.com/item/1690038851\nhttps://shop.example.com/item/1690038860"

    case = open_draft(actor=alice, brand=make_brand(members=[alice]), marketplace=make_marketplace(), text=text)

    assert [listing.url for listing in case.listings.all()] == text.split("\n")


def test_only_representatives_of_the_brands_own_organisations_open_its_cases(cast):
    brand, market = make_brand(members=[cast.alice]), make_marketplace(operator=cast.platform)

    for stranger in (cast.mallory, cast.viewer, cast.administrator, cast.moderator):
        with pytest.raises(NotAllowed):
            open_draft(actor=stranger, brand=brand, marketplace=market)
    assert not Case.objects.exists()


def test_an_agency_opens_cases_of_the_brands_granted_to_it(alice):
    agent = make_user(role=Role.REPRESENTATIVE)

    case = open_draft(actor=agent, brand=make_brand(members=[alice, agent]), marketplace=make_marketplace())

    assert Case.objects.visible_to(alice).get() == case
