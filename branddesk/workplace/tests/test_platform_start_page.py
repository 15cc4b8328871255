"""The start page of the platform's people: the queue, what is near its breach, theirs, escalated, and the numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import User
from branddesk.cases.models import Breach
from branddesk.cases.tests.factories import make_case
from branddesk.core import clock
from branddesk.core.enums import CaseKind, EscalationLevel, Status
from branddesk.stores.tests.factories import make_marketplace
from branddesk.workplace.selectors import desk_of, missed_lately, today_of

HOUR = timedelta(hours=1)


def start_page(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("workplace:start")).content.decode()


@pytest.fixture
def market(cast):
    return make_marketplace(operator=cast.platform)


def near(**fields):
    now = clock.now()
    return make_case(due_at=now + HOUR, warns_at=now - HOUR, status=Status.SUBMITTED, **fields)


def test_cases_stand_in_the_group_of_what_is_to_be_done(cast, market):
    waiting = make_case(marketplace=market, status=Status.SUBMITTED)
    pressing = near(marketplace=market)
    raised = make_case(marketplace=market, status=Status.IN_REVIEW, level=EscalationLevel.LEGAL)
    mine = make_case(marketplace=market, status=Status.IN_REVIEW, moderator=cast.moderator)
    asked = make_case(marketplace=market, status=Status.WAITING, moderator=cast.moderator)
    make_case(marketplace=market, status=Status.GRANTED, moderator=cast.moderator)
    make_case(status=Status.SUBMITTED)

    desk = desk_of(cast.moderator)

    assert (desk.near, desk.escalated, desk.mine, desk.with_brand) == ([pressing], [raised], [mine], [asked])
    assert (desk.queued, desk.mine_count, desk.near_count, desk.next) == (3, 1, 1, waiting)


def test_a_case_stands_once_where_it_presses_most(cast, market):
    case = near(marketplace=market, moderator=cast.moderator, level=EscalationLevel.LEGAL)

    desk = desk_of(cast.moderator)

    assert (desk.near, desk.escalated, desk.mine) == ([case], [], [])
    assert desk.mine_count == 1


def test_what_a_colleague_has_taken_does_not_press_me(cast, market):
    colleague = User.objects.create_user(
        "zoya@example.org", organisation=cast.platform, role=cast.moderator.role, name="Zoya"
    )
    near(marketplace=market, moderator=colleague)

    assert desk_of(cast.moderator).near == []


def test_the_queue_holds_the_kinds_of_ones_own_desk(cast, market):
    make_case(marketplace=market, status=Status.SUBMITTED, kind=CaseKind.PROMOTION)

    assert desk_of(cast.moderator).queued == 0
    assert desk_of(cast.activity_manager).queued == 1


def test_a_broken_promise_is_the_first_thing_said(cast, market):
    case = near(marketplace=market)
    type(case).objects.update(due_at=clock.now() - HOUR)

    page = start_page(cast.moderator)

    assert "1 promise is overdue." in page
    assert page.index('id="near"') < page.index('aria-label="Overview"')


def test_whoever_decides_takes_the_next_case_from_here(cast, market):
    make_case(marketplace=market, status=Status.SUBMITTED)

    assert reverse("cases:take_next") in start_page(cast.moderator)
    assert reverse("cases:take_next") not in start_page(cast.platform_viewer)


def test_the_day_is_told_in_numbers(cast, market):
    now = clock.now()
    make_case(marketplace=market, status=Status.SUBMITTED)
    decided = make_case(
        marketplace=market,
        status=Status.GRANTED,
        moderator=cast.moderator,
        submitted_at=now - timedelta(days=3),
        decided_at=now,
    )
    Breach.objects.create(case=decided, what=Breach.What.RESPONSE, due_at=now - timedelta(seconds=1))
    make_case(marketplace=market, status=Status.DRAFT)
    make_case(status=Status.SUBMITTED)

    today = today_of(cast.moderator)

    assert (today.submitted, today.decided, today.decided_by_me, today.missed) == (1, 1, 1, 1)


def test_an_administrator_sees_which_promises_were_missed(cast, market):
    case = make_case(marketplace=market, status=Status.IN_REVIEW, moderator=cast.moderator)
    missed = Breach.objects.create(
        case=case, what=Breach.What.RESPONSE, due_at=clock.now() - HOUR, moderator=cast.moderator
    )
    Breach.objects.create(case=case, what=Breach.What.RESOLUTION, due_at=clock.now() - timedelta(days=40))

    assert missed_lately(cast.platform_administrator) == [missed]
    assert "Promises missed in 30 days" in start_page(cast.platform_administrator)
    assert "Promises missed in 30 days" not in start_page(cast.moderator)


def test_with_nothing_to_do_the_page_says_so(cast):
    assert "Nothing is pressing" in start_page(cast.moderator)
    assert "The articles of the help centre" in start_page(cast.trainer)


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(
    "role",
    ["moderator", "support_agent", "account_manager", "activity_manager", "trainer", "platform_administrator"],
)
def test_the_start_page_asks_at_most_twenty_questions(cast, market, django_assert_max_num_queries, count, role):
    for _n in range(count):
        near(marketplace=market)
        make_case(marketplace=market, status=Status.IN_REVIEW, moderator=cast.moderator)
    client = Client()
    client.force_login(getattr(cast, role))

    with django_assert_max_num_queries(20):
        client.get(reverse("workplace:start"))
