"""Ending a case with a reason, saying how it went, and opening it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Closing, Satisfaction
from branddesk.cases.selectors import handling_of, timeline
from branddesk.cases.services import close_case, rate_case, reopen_case
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(cast):
    case = make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform, reopen_days=14),
        status=Status.REFUSED,
        moderator=cast.moderator,
    )
    make_submission(case=case, status=SubmissionStatus.REFUSED)
    return case


@pytest.fixture
def closed(cast, refused):
    return close_case(actor=cast.alice, case=refused)


def last(case, reader):
    return timeline(case, reader)[-1].text


def test_a_case_is_closed_with_why_it_ends(cast, refused):
    case = close_case(actor=cast.alice, case=refused, closing=Closing.ELSEWHERE, reason="Идём в суд.")

    assert case.status == Status.CLOSED
    for reader in (cast.alice, cast.moderator):
        assert last(case, reader) == "Closed: We go on outside the desk. Идём в суд."


def test_a_case_is_not_closed_for_a_reason_that_there_is_not(cast, refused):
    with pytest.raises(DomainError, match="why the case ends"):
        close_case(actor=cast.alice, case=refused, closing="because")


def test_a_case_closed_again_is_closed_once_and_refused_only_to_somebody_else(cast, closed):
    again = close_case(actor=cast.alice, case=closed, reason="Once more.")

    assert (again.status, again.version) == (Status.CLOSED, closed.version)
    with pytest.raises(WrongStatus):
        close_case(actor=cast.bob, case=closed)


def test_the_brand_says_once_how_a_closed_case_was_handled(cast, closed):
    rate_case(actor=cast.alice, case=closed, score=2, comment="Nine days of silence")

    rating = handling_of(closed, cast.moderator).rating
    assert (rating.label, rating.comment, rating.given_by) == ("Bad", "Nine days of silence", "Alice")
    assert last(closed, cast.moderator) == "Said how it was handled: Bad. Nine days of silence"


def test_the_answer_may_change_for_seven_days(cast, closed):
    rate_case(actor=cast.alice, case=closed, score=2)
    start = clock.now()

    with clock.at(start + timedelta(days=6)):
        rate_case(actor=cast.bob, case=closed, score=4)
    with clock.at(start + timedelta(days=8)), pytest.raises(WrongStatus, match="seven days"):
        rate_case(actor=cast.alice, case=closed, score=1)

    assert Satisfaction.objects.get().score == 4


@pytest.mark.parametrize("score", [0, 6, -1])
def test_only_the_five_answers_count(cast, closed, score):
    with pytest.raises(DomainError, match="five answers"):
        rate_case(actor=cast.alice, case=closed, score=score)


def test_a_comment_is_short(cast, closed):
    with pytest.raises(DomainError, match="too many"):
        rate_case(actor=cast.alice, case=closed, score=3, comment="x" * 1001)


def test_the_platform_does_not_rate_itself_and_nobody_an_open_case(cast, refused):
    with pytest.raises(WrongStatus):
        rate_case(actor=cast.alice, case=refused, score=5)
    closed = close_case(actor=cast.alice, case=refused)
    for person in (cast.moderator, cast.viewer):
        with pytest.raises(NotAllowed):
            rate_case(actor=person, case=closed, score=5)


def test_a_closed_case_is_opened_again_within_the_days_after_its_decision(cast, closed):
    with clock.at(closed.decided_at + timedelta(days=13)):
        case = reopen_case(actor=cast.alice, case=closed, reason="New screenshots")

    assert (case.status, case.closed_at) == (Status.REOPENED, None)


def test_a_closed_case_stays_closed_when_the_days_have_passed(cast, closed):
    with clock.at(closed.decided_at + timedelta(days=15)), pytest.raises(WrongStatus, match="have passed"):
        reopen_case(actor=cast.alice, case=closed, reason="New screenshots")
