"""Where an exhibit serves: in its custody, on its page, and as a filter of the vault."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.services import attach_exhibit, detach_exhibit
from branddesk.cases.tests.factories import make_case, make_case_exhibit
from branddesk.evidence.history import happenings
from branddesk.evidence.tests.factories import make_exhibit, make_share

pytestmark = pytest.mark.django_db


def test_custody_tells_who_put_it_into_which_case_and_took_it_out(alice, bob):
    case = make_case(assignee=alice)
    exhibit = make_exhibit(brand=case.brand, sealed_by=alice)

    attach_exhibit(actor=alice, case=case, exhibit=exhibit)
    attach_exhibit(actor=alice, case=case, exhibit=exhibit)
    detach_exhibit(actor=bob, case=case, exhibit=exhibit)

    assert [happening.text for happening in happenings(exhibit, alice)] == [
        f"Alice put it into {case.number}.",
        f"Bob took it out of {case.number}.",
    ]


def test_other_side_does_not_learn_of_cases_that_it_has_not(client, alice, moderator):
    case = make_case(assignee=alice)
    exhibit = make_exhibit(brand=case.brand, sealed_by=alice)
    attach_exhibit(actor=alice, case=case, exhibit=exhibit)
    make_share(exhibit, moderator.organisation, reason="BD-1")
    client.force_login(moderator)

    page = client.get(reverse("evidence:detail", args=[exhibit.key])).content.decode()

    assert exhibit.title in page
    assert case.number not in page


def test_page_of_an_exhibit_leads_to_its_cases(client, alice):
    case = make_case(assignee=alice)
    exhibit = make_case_exhibit(case=case).exhibit
    client.force_login(alice)

    page = client.get(reverse("evidence:detail", args=[exhibit.key])).content.decode()

    assert f'<a href="{reverse("cases:detail", args=[case.number])}">{case.number}</a>' in page


@pytest.mark.parametrize(
    ("used", "found"), [("yes", {"Used"}), ("no", {"Free"}), ("", {"Used", "Free"}), ("x", {"Used", "Free"})]
)
def test_vault_shows_those_used_in_a_case_or_the_others(client, alice, used, found):
    brand = make_brand(members=[alice])
    make_case_exhibit(case=make_case(brand=brand), exhibit=make_exhibit(brand=brand, title="Used"))
    make_exhibit(brand=brand, title="Free")
    client.force_login(alice)

    page = client.get(reverse("evidence:list"), {"used": used}).context["page"]

    assert {exhibit.title for exhibit in page.exhibits} == found
