from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.accounts.tests.roles import Cast
from branddesk.cases import queues
from branddesk.cases.models import Case
from branddesk.cases.selectors import CaseFilters, colleagues_of
from branddesk.cases.services.indexing import index_case
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core import clock
from branddesk.core.enums import CaseKind, EscalationLevel, Priority, Side, Status
from branddesk.stores.models import Marketplace
from branddesk.stores.tests.factories import make_marketplace


@pytest.fixture
def marketplace(cast: Cast) -> Marketplace:
    return make_marketplace(operator=cast.platform)


def submitted(marketplace: Marketplace, days_ago: int, **fields: object) -> Case:
    fields.setdefault("status", Status.SUBMITTED)
    return make_case(marketplace=marketplace, submitted_at=clock.now() - timedelta(days=days_ago), **fields)


def numbers(page: queues.Page) -> list[str]:
    return [case.number for case in page.rows]


def test_the_case_that_has_waited_longest_is_taken_next(cast, marketplace):
    newer, older = submitted(marketplace, 1), submitted(marketplace, 6)

    assert queues.next_in_queue(cast.moderator) == older
    assert numbers(queues.page_of(cast.moderator, "unassigned")) == [older.number, newer.number]


def test_a_taken_case_leaves_the_queue_and_is_mine(cast, marketplace):
    mine = submitted(marketplace, 2, status=Status.IN_REVIEW, moderator=cast.moderator)

    assert numbers(queues.page_of(cast.moderator, "unassigned")) == []
    assert numbers(queues.page_of(cast.moderator, "mine")) == [mine.number]


def test_cases_of_another_marketplace_and_drafts_are_in_no_view(cast, marketplace):
    submitted(make_marketplace(), 3)
    make_case(marketplace=marketplace)

    assert [numbers(queues.page_of(cast.moderator, view)) for view in queues.VIEWS] == [[]] * len(queues.VIEWS)


def test_the_decided_are_shown_newest_first_and_not_counted(cast, marketplace):
    old = submitted(marketplace, 9, status=Status.REFUSED, last_event_at=clock.now() - timedelta(days=5))
    new = submitted(marketplace, 9, status=Status.GRANTED)

    tab = {tab.key: tab for tab in queues.tabs(cast.moderator)}["decided"]

    assert numbers(queues.page_of(cast.moderator, "decided")) == [new.number, old.number]
    assert tab.count is None


@pytest.mark.parametrize("view", ["unassigned", "decided"])
def test_pages_follow_one_another_without_a_gap_or_a_repetition(cast, marketplace, view, monkeypatch):
    status = Status.SUBMITTED if view == "unassigned" else Status.GRANTED
    moment = clock.now() - timedelta(days=3)
    for index in range(7):
        at = moment + timedelta(hours=index // 2)
        make_case(marketplace=marketplace, status=status, submitted_at=at, last_event_at=at)
    monkeypatch.setattr(queues, "PAGE_SIZE", 3)

    seen, after = [], ""
    while True:
        page = queues.page_of(cast.moderator, view, CaseFilters(after=after))
        seen += numbers(page)
        after = page.after
        if not after:
            break

    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("after", ["rubbish", "2026-01-01T00:00:00+00:00~x", "~", "2026-01-01T00:00:00~5"])
def test_a_page_key_that_was_tampered_with_shows_the_first_page(cast, marketplace, after):
    case = submitted(marketplace, 1)

    assert numbers(queues.page_of(cast.moderator, "unassigned", CaseFilters(after=after))) == [case.number]


def test_search_finds_number_subject_brand_sku_and_seller(cast, marketplace):
    case = submitted(marketplace, 1, subject="Fake bottles")
    make_listing(case=case, sku="1690038851", seller="ИП Гусев А. В.")
    index_case(case)
    submitted(marketplace, 1, subject="Something else")

    for query in (case.number, "bottles", case.brand.name, "1690038851", "Гусев"):
        assert numbers(queues.page_of(cast.moderator, "unassigned", CaseFilters(q=query))) == [case.number], query


def test_only_active_moderators_of_the_marketplace_may_be_given_a_case(cast, marketplace):
    case = submitted(marketplace, 1)
    make_user(organisation=cast.platform, is_active=False)

    assert list(colleagues_of(case, Side.PLATFORM)) == [cast.moderator]


def test_near_breach_stands_what_is_due_next_first(cast, marketplace):
    now = clock.now()
    later = submitted(marketplace, 1, due_at=now + timedelta(hours=3), warns_at=now)
    sooner = submitted(marketplace, 1, due_at=now + timedelta(hours=1), warns_at=now - timedelta(hours=1))
    submitted(marketplace, 1, due_at=now + timedelta(days=3), warns_at=now + timedelta(days=2))

    assert numbers(queues.page_of(cast.moderator, "near")) == [sooner.number, later.number]


def test_escalated_stands_what_was_put_a_level_up(cast, marketplace):
    case = submitted(marketplace, 1, level=EscalationLevel.ACCOUNT_MANAGER)
    submitted(marketplace, 1)

    assert numbers(queues.page_of(cast.moderator, "escalated")) == [case.number]


def test_another_desks_kinds_are_not_in_the_queue(cast, marketplace):
    submitted(marketplace, 1, kind=CaseKind.QUALITY)
    mine = submitted(marketplace, 1)

    assert numbers(queues.page_of(cast.moderator, "unassigned")) == [mine.number]


def test_the_queue_is_narrowed_as_the_address_says(cast, marketplace):
    urgent = submitted(marketplace, 1, priority=Priority.URGENT)
    submitted(marketplace, 1)

    assert numbers(queues.page_of(cast.moderator, "unassigned", CaseFilters(priority="4"))) == [urgent.number]


def test_each_page_costs_two_queries(cast, marketplace, django_assert_num_queries):
    for days in range(3):
        submitted(marketplace, days)

    with django_assert_num_queries(2):
        page = queues.page_of(cast.moderator, "unassigned")
        [(row.brand.name, row.marketplace.name) for row in page.rows]
