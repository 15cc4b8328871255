from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.accounts.tests.roles import Cast
from branddesk.cases import queues
from branddesk.cases.models import Case
from branddesk.cases.selectors import colleagues_of
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core import clock
from branddesk.core.enums import Side, Status
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

    assert [numbers(queues.page_of(cast.moderator, view)) for view in queues.VIEWS] == [[], [], [], []]


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
        page = queues.page_of(cast.moderator, view, after=after)
        seen += numbers(page)
        after = page.after
        if not after:
            break

    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("after", ["rubbish", "2026-01-01T00:00:00+00:00~x", "~", "2026-01-01T00:00:00~5"])
def test_a_page_key_that_was_tampered_with_shows_the_first_page(cast, marketplace, after):
    case = submitted(marketplace, 1)

    assert numbers(queues.page_of(cast.moderator, "unassigned", after=after)) == [case.number]


def test_search_finds_number_subject_brand_sku_and_seller(cast, marketplace):
    case = submitted(marketplace, 1, subject="Fake bottles")
    make_listing(case=case, sku="1690038851", seller="ИП Гусев А. В.")
    submitted(marketplace, 1, subject="Something else")

    for query in (case.number, "bottles", "1690038851", "Гусев"):
        assert numbers(queues.page_of(cast.moderator, "unassigned", query=query)) == [case.number], query


def test_only_active_moderators_of_the_marketplace_may_be_given_a_case(cast, marketplace):
    case = submitted(marketplace, 1)
    make_user(organisation=cast.platform, is_active=False)

    assert list(colleagues_of(case, Side.PLATFORM)) == [cast.moderator]
