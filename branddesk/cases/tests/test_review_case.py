"""The moderator's moves: taking, asking, deciding, passing on; and what two of them do at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.services import ask_for_information, decide, pass_on, release_case, send_message, take_case
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import Reason, Route, Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, Stale, WrongStatus
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(cast):
    return make_user(name="Nina", organisation=cast.platform)


@pytest.fixture
def case(cast):
    market = make_marketplace(operator=cast.platform, answer_days=3)
    case = make_case(
        assignee=cast.alice, brand=make_brand(members=[cast.alice]), marketplace=market, status=Status.SUBMITTED
    )
    make_submission(case=case)
    make_submission(case=case)
    return case


def ask(actor, case, **fields):
    fields.setdefault("reason", Reason.PROOF_INSUFFICIENT)
    fields.setdefault("text", "Пришлите чек.")
    return ask_for_information(actor=actor, case=case, **fields)


def judge(actor, case, **fields):
    fields.setdefault("outcome", "granted")
    fields.setdefault("reason", Reason.COUNTERFEIT)
    fields.setdefault("text", "Карточка скрыта.")
    return decide(actor=actor, case=case, **fields)


def test_who_takes_a_case_reviews_it(cast, case):
    case = take_case(actor=cast.moderator, case=case)

    assert (case.moderator, case.status) == (cast.moderator, Status.IN_REVIEW)
    assert case.review_at is not None


def test_taking_ones_own_case_again_changes_nothing(cast, case):
    case = take_case(actor=cast.moderator, case=case)

    assert take_case(actor=cast.moderator, case=case).version == case.version


def test_a_case_that_a_colleague_took_first_stays_with_the_colleague(cast, case, colleague):
    take_case(actor=colleague, case=case)

    with pytest.raises(WrongStatus, match="Nina has already taken"):
        take_case(actor=cast.moderator, case=case)


def test_a_case_passed_on_is_told_to_its_new_moderator(cast, case, colleague):
    take_case(actor=cast.moderator, case=case)

    case = pass_on(actor=cast.moderator, case=case, moderator=colleague)

    assert case.moderator == colleague
    assert Notice.objects.get(person=colleague).code == "case.passed-on"


def test_a_case_is_passed_only_to_a_moderator_of_the_marketplace(cast, case):
    for other in (cast.platform_viewer, cast.alice, make_user(role="moderator")):
        with pytest.raises(DomainError):
            pass_on(actor=cast.moderator, case=case, moderator=other)


def test_a_released_case_is_anyones_again(cast, case, colleague):
    take_case(actor=cast.moderator, case=case)

    release_case(actor=cast.platform_administrator, case=case)

    case = take_case(actor=colleague, case=case)
    assert (case.moderator, case.status) == (colleague, Status.IN_REVIEW)


def test_asking_pauses_the_case_until_the_day_named(cast, case):
    due_at = clock.now() + timedelta(days=7)

    case = ask(cast.moderator, case, due_at=due_at)

    assert (case.status, case.brand_due_at, case.moderator) == (Status.WAITING, due_at, cast.moderator)
    assert {row.reason for row in case.submissions.all()} == {Reason.PROOF_INSUFFICIENT}


def test_without_a_day_the_marketplaces_usual_days_count(cast, case):
    case = ask(cast.moderator, case)

    assert timedelta(days=2, hours=23) < case.brand_due_at - clock.now() <= timedelta(days=3)


def test_a_day_that_has_passed_is_refused(cast, case):
    with pytest.raises(DomainError, match="has passed"):
        ask(cast.moderator, case, due_at=clock.now() - timedelta(hours=1))


@pytest.mark.parametrize("move", [ask, judge])
def test_an_answer_without_words_or_with_a_foreign_reason_is_refused(cast, case, move):
    with pytest.raises(DomainError):
        move(cast.moderator, case, text="  ")
    with pytest.raises(DomainError):
        move(cast.moderator, case, reason=Reason.NO_VIOLATION)
    with pytest.raises(DomainError):
        move(cast.moderator, case, reason="because")


@pytest.mark.parametrize("outcome", ["waiting", "withdrawn", "nonsense", ""])
def test_a_decision_grants_or_refuses(cast, case, outcome):
    with pytest.raises(DomainError):
        judge(cast.moderator, case, outcome=outcome)


def test_a_case_is_decided_once(cast, case, colleague):
    judge(cast.moderator, case)

    with pytest.raises(WrongStatus):
        judge(colleague, case, outcome="refused", reason=Reason.NO_VIOLATION)


def test_who_did_not_see_a_colleagues_question_decides_nothing(cast, case, colleague):
    first, _second = case.submissions.all()
    ask(colleague, case, submissions=[first])

    with pytest.raises(Stale, match="Nina: More information asked for"):
        judge(cast.moderator, case, version=case.version)


def test_who_did_not_see_the_brands_message_decides_nothing(cast, case):
    send_message(actor=cast.alice, case=case, text="Продавец сменил название.")

    with pytest.raises(Stale, match="Alice: Message sent"):
        judge(cast.moderator, case, version=case.version)


def test_a_double_click_decides_once(cast, case):
    key = uuid4()

    judge(cast.moderator, case, form_key=key, version=case.version)
    again = judge(cast.moderator, case, form_key=key, version=case.version)

    assert again.status == Status.GRANTED
    assert case.messages.filter(kind=Message.Kind.DECISION).count() == 1
    assert Notice.objects.filter(person=cast.alice).count() == 1


def test_a_form_is_no_key_to_another_case(cast, case):
    key = uuid4()
    judge(cast.moderator, case, form_key=key)
    other = make_case(marketplace=case.marketplace, status=Status.SUBMITTED)
    make_submission(case=other)

    with pytest.raises(DomainError, match="already sent"):
        judge(cast.moderator, other, form_key=key)


def test_a_broken_form_key_is_refused(cast, case):
    with pytest.raises(DomainError):
        judge(cast.moderator, case, form_key="not-a-key")


def test_submissions_of_another_case_are_refused(cast, case):
    with pytest.raises(DomainError):
        judge(cast.moderator, case, submissions=[make_submission()])


def test_what_waits_for_the_brand_is_not_decided(cast, case):
    ask(cast.moderator, case)

    with pytest.raises(WrongStatus):
        judge(cast.moderator, case)


def test_a_refusal_is_told_as_a_refusal(cast, case):
    case = judge(cast.moderator, case, outcome="refused", reason=Reason.WRONG_CLASS)

    assert case.status == Status.REFUSED
    assert Notice.objects.get(person=cast.alice).code == "case.refused"
    assert {row.status for row in case.submissions.all()} == {SubmissionStatus.REFUSED}


def test_only_moderators_of_the_marketplace_decide(cast, case):
    strangers = (
        cast.alice,
        cast.mallory,
        cast.platform_viewer,
        cast.platform_administrator,
        make_user(role="moderator"),
    )
    for other in strangers:
        for move in (ask, judge):
            with pytest.raises(NotAllowed):
                move(other, case)
        with pytest.raises(NotAllowed):
            take_case(actor=other, case=case)


def test_nobody_decides_on_the_desk_what_is_answered_in_a_cabinet(cast):
    case = make_case(status=Status.SUBMITTED, marketplace=make_marketplace(route=Route.CABINET, operator=cast.platform))
    make_submission(case=case)

    with pytest.raises(DomainError, match="cabinet"):
        judge(cast.moderator, case)


@pytest.mark.parametrize("status", [Status.GRANTED, Status.REFUSED, Status.CLOSED])
def test_an_ended_case_is_neither_taken_nor_passed_on(cast, case, status):
    ended = make_case(marketplace=case.marketplace, status=status)

    with pytest.raises(WrongStatus):
        take_case(actor=cast.moderator, case=ended)
    with pytest.raises(WrongStatus):
        pass_on(actor=cast.moderator, case=ended, moderator=cast.moderator)
    with pytest.raises(WrongStatus):
        release_case(actor=cast.moderator, case=ended)
