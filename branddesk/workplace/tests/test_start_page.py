from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case, make_message, make_submission
from branddesk.core import clock
from branddesk.core.enums import Side, Status, SubmissionStatus
from branddesk.stores.tests.factories import make_marketplace
from branddesk.workplace.selectors import fortnight_of, waiting_for


def start_page(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("workplace:start")).content.decode()


def test_every_role_gets_its_start_page(cast):
    platform = dict.fromkeys(("moderator", "platform_viewer", "platform_administrator"), 302)

    check_row(cast, "workplace:start", method="get", expected={"*": 200, "anonymous": SIGN_IN, **platform})
    assert names_of("workplace:") == {"workplace:start"}


def test_cases_stand_in_the_group_of_what_is_to_be_done(alice):
    brand = make_brand(members=[alice])
    now = clock.now()
    overdue = make_case(brand=brand, status=Status.WAITING, brand_due_at=now - timedelta(hours=5))
    soon = make_case(brand=brand, status=Status.WAITING, brand_due_at=now + timedelta(hours=5))
    asked = make_case(brand=brand, status=Status.WAITING, brand_due_at=now + timedelta(days=3))
    to_file = make_submission(case=make_case(brand=brand, prepared_at=now), status=SubmissionStatus.PREPARED).case
    decided = make_case(brand=brand, status=Status.REFUSED)
    draft = make_case(brand=brand)
    make_case(brand=brand, status=Status.IN_REVIEW)
    make_case(brand=brand, status=Status.CLOSED)

    waiting = waiting_for(alice)

    assert waiting.first == [overdue, soon]
    assert (waiting.asked, waiting.to_file, waiting.answered, waiting.drafts) == (
        [asked],
        [to_file],
        [decided],
        [draft],
    )
    assert waiting.turn == 5
    assert (waiting.overdue, waiting.due_soon) == ([overdue], [soon])


def test_what_belongs_to_others_waits_for_nobody_here(alice, mallory):
    make_case(brand=make_brand(members=[mallory]), status=Status.WAITING, brand_due_at=clock.now())

    assert waiting_for(alice).turn == 0


def test_a_row_shows_the_platforms_last_words(alice):
    case = make_case(brand=make_brand(members=[alice]), status=Status.WAITING, brand_due_at=clock.now())
    make_message(case=case, side=Side.PLATFORM, body="Please send the register extract.")

    assert "Please send the register extract." in start_page(alice)


def test_with_nothing_to_do_the_page_says_what_one_could_do(alice):
    page = start_page(alice)

    assert "Nothing waits for you" in page
    assert reverse("cases:new") in page


def test_a_viewer_is_not_offered_to_file_a_case(cast):
    assert reverse("cases:new") not in start_page(cast.viewer)


def test_the_fortnight_counts_what_was_submitted_and_decided(alice):
    brand, now = make_brand(members=[alice]), clock.now()
    make_case(brand=brand, status=Status.GRANTED, submitted_at=now - timedelta(days=3), decided_at=now)
    make_case(brand=brand, status=Status.SUBMITTED, submitted_at=now)
    make_case(
        brand=brand, status=Status.GRANTED, submitted_at=now - timedelta(days=40), decided_at=now - timedelta(days=30)
    )

    fortnight = fortnight_of(alice)

    assert (fortnight.submitted_total, fortnight.decided_total, fortnight.with_platform) == (2, 1, 1)
    assert len(fortnight.days) == len(fortnight.submitted) == 14


@pytest.mark.parametrize("count", [1, 12])
def test_the_start_page_asks_at_most_twenty_questions(alice, django_assert_max_num_queries, count):
    brand = make_brand(members=[alice])
    marketplace = make_marketplace()
    for _n in range(count):
        make_case(brand=brand, marketplace=marketplace, status=Status.WAITING, brand_due_at=clock.now())
    client = Client()
    client.force_login(alice)

    with django_assert_max_num_queries(20):
        client.get(reverse("workplace:start"))
