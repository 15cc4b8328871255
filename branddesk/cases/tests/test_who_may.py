"""The table of permissions: every action, for every role, in every status."""

from __future__ import annotations

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import permissions
from branddesk.cases.permissions import RULES
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core.enums import Route, Status
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

PEOPLE = (
    "alice",
    "bob",
    "viewer",
    "administrator",
    "moderator",
    "platform_viewer",
    "platform_administrator",
    "mallory",
)
BRAND = {"alice", "bob"}
MODERATOR = {"moderator"}
MAY = {
    "edit": BRAND,
    "attach": BRAND,
    "submit": BRAND,
    "discard": BRAND,
    "unprepare": BRAND,
    "file": BRAND,
    "record_answer": BRAND,
    "refile": BRAND,
    "answer": BRAND,
    "reopen": BRAND,
    "withdraw": BRAND,
    "close": BRAND,
    "unclose": BRAND,
    "prioritise": BRAND | MODERATOR,
    "escalate": BRAND | MODERATOR,
    "lower": BRAND | MODERATOR,
    "merge": BRAND | MODERATOR,
    "unmerge": BRAND | MODERATOR,
    "link": BRAND | MODERATOR,
    "tag": BRAND | MODERATOR,
    "watch": set(PEOPLE) - {"mallory"},
    "add_watcher": BRAND | MODERATOR | {"administrator", "platform_administrator"},
    "rate": BRAND,
    "follow_up": BRAND,
    "drop_follow_up": BRAND,
    "package": BRAND | {"administrator"},
    "hand_over": BRAND | {"administrator"},
    "message": BRAND | MODERATOR,
    "note": BRAND | MODERATOR,
    "take": MODERATOR,
    "ask": MODERATOR,
    "decide": MODERATOR,
    "pass_on": MODERATOR | {"platform_administrator"},
    "release": MODERATOR | {"platform_administrator"},
}


@pytest.fixture
def cases(cast):
    """One case in every status by either route, all of them submitted once but for the drafts."""
    brand = make_brand(members=[cast.alice])
    found = []
    for route in Route:
        market = make_marketplace(operator=cast.platform, route=route)
        for status in Status:
            case = make_case(assignee=cast.alice, brand=brand, marketplace=market, status=status)
            make_submission(case=case, status="refused" if status == Status.CLOSED else "review")
            found.append(case)
        found.append(make_case(assignee=cast.alice, brand=brand, marketplace=market, prepared_at=case.created_at))
        found.append(
            make_case(
                assignee=cast.alice, brand=brand, marketplace=market, status=Status.IN_REVIEW, moderator=cast.moderator
            )
        )
        shared = {"assignee": cast.alice, "brand": brand, "marketplace": market}
        found.append(make_case(status=Status.IN_REVIEW, level=3, escalated_by=cast.alice, **shared))
        found.append(make_case(status=Status.CLOSED, merged_into=found[0], **shared))
    return found


def test_the_table_names_every_action():
    assert MAY.keys() == RULES.keys()


@pytest.mark.parametrize("action", RULES)
def test_an_action_is_for_the_roles_named_here_and_for_nobody_else(cast, cases, action):
    able = {name for name in PEOPLE if any(permissions.can(getattr(cast, name), action, case) for case in cases)}

    assert able == MAY[action]


@pytest.mark.parametrize("action", RULES)
def test_what_a_page_offers_the_service_allows_and_nothing_else(cast, cases, action):
    for name in PEOPLE:
        person = getattr(cast, name)
        for case in cases:
            try:
                permissions.check_can(person, action, case)
                allowed = True
            except DomainError:
                allowed = False
            assert permissions.can(person, action, case) == allowed, (name, case.marketplace.route, case.status)
            assert permissions.may(person, case)[action] == allowed


@pytest.mark.parametrize("action", RULES)
def test_a_refusal_for_the_person_is_a_403_and_not_a_matter_of_the_moment(cast, cases, action):
    for name in set(PEOPLE) - MAY[action]:
        for case in cases:
            with pytest.raises(NotAllowed):
                permissions.check_can(getattr(cast, name), action, case)


def test_a_whole_pages_answers_cost_few_queries(cast, cases, django_assert_max_num_queries):
    for case in cases:
        with django_assert_max_num_queries(2):
            permissions.may(cast.alice, case)


def test_only_representatives_open_cases(cast):
    assert {name for name in PEOPLE if permissions.may_open_case(getattr(cast, name))} == BRAND | {"mallory"}
