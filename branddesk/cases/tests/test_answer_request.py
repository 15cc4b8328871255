"""Answering the platform's question on the desk, and ending or reopening what it decided."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.services import (
    answer_request,
    attach_exhibit,
    close_case,
    decide,
    record_answer,
    record_filing,
    refile,
    reopen_case,
    send_message,
    take_case,
    withdraw_submission,
)
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import Reason, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, Stale, WrongStatus
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal.selectors import entries_for
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_one(cast):
    """Makes a case of Alice at Mila's marketplace, with one submission in the state that goes with its status."""
    brand, market = make_brand(members=[cast.alice]), make_marketplace(operator=cast.platform, reopen_days=14)

    def make(status, submission):
        fields = {"assignee": cast.alice, "brand": brand, "marketplace": market, "moderator": cast.moderator}
        case = make_case(status=status, **fields)
        make_submission(case=case, status=submission)
        return case

    return make


@pytest.fixture
def waiting(make_one):
    return make_one(Status.WAITING, SubmissionStatus.WAITING)


@pytest.fixture
def refused(make_one):
    return make_one(Status.REFUSED, SubmissionStatus.REFUSED)


def test_an_answer_gives_the_case_back_to_the_platform_with_all_that_was_attached(cast, waiting):
    named, attached = (make_exhibit(brand=waiting.brand, sealed_by=cast.alice) for _n in range(2))
    attach_exhibit(actor=cast.alice, case=waiting, exhibit=attached)

    case = answer_request(actor=cast.alice, case=waiting, text="Вот чек.", exhibits=[named])

    assert (case.status, case.turn) == (Status.IN_REVIEW, Side.PLATFORM)
    assert set(case.messages.get().exhibits.all()) == {named, attached}
    assert set(Exhibit.objects.visible_to(cast.moderator)) == {named, attached}
    assert Notice.objects.get(person=cast.moderator).code == "case.answered"


def test_an_answer_is_sent_once_however_often_the_button_is_pressed(cast, waiting):
    key = uuid4()

    answer_request(actor=cast.alice, case=waiting, text="Вот чек.", form_key=key)
    answer_request(actor=cast.alice, case=waiting, text="Вот чек.", form_key=key)

    assert waiting.messages.count() == 1


def test_who_did_not_read_the_latest_message_does_not_answer(cast, waiting):
    send_message(actor=cast.moderator, case=waiting, text="Достаточно одного чека.")

    with pytest.raises(Stale, match="Mila"):
        answer_request(actor=cast.alice, case=waiting, text="Вот чек.", version=waiting.version)


def test_an_exhibit_of_another_brand_is_never_sent(cast, waiting):
    foreign = make_exhibit()

    with pytest.raises(DomainError):
        answer_request(actor=cast.alice, case=waiting, text="Вот чек.", exhibits=[foreign])

    assert not Exhibit.objects.visible_to(cast.moderator).exists()
    waiting.refresh_from_db()
    assert waiting.status == Status.WAITING


def test_an_empty_answer_is_refused(cast, waiting):
    with pytest.raises(DomainError):
        answer_request(actor=cast.alice, case=waiting, text=" \n ")


def test_only_the_brands_representatives_answer(cast, waiting):
    for other in (cast.viewer, cast.administrator, cast.mallory, cast.moderator):
        with pytest.raises(NotAllowed):
            answer_request(actor=other, case=waiting, text="Вот чек.")


def test_without_a_question_there_is_nothing_to_answer(cast, refused):
    with pytest.raises(WrongStatus):
        answer_request(actor=cast.alice, case=refused, text="Но почему?")


def test_a_refusal_is_reopened_within_the_marketplaces_days(cast, refused):
    case = reopen_case(actor=cast.alice, case=refused, reason="Дистрибьютор не наш.")

    assert (case.status, case.turn, case.decided_at) == (Status.REOPENED, Side.PLATFORM, None)
    assert case.reopened_at is not None
    assert case.messages.get().body == "Дистрибьютор не наш."
    assert Notice.objects.get(person=cast.moderator).code == "case.reopened"


def test_a_reopened_case_is_reviewed_and_decided_anew(cast, refused):
    case = reopen_case(actor=cast.alice, case=refused, reason="Дистрибьютор не наш.")

    case = take_case(actor=cast.moderator, case=case)
    assert case.status == Status.IN_REVIEW
    case = decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")
    assert case.status == Status.GRANTED


def test_after_the_days_have_passed_a_case_stays_decided(cast, refused):
    with clock.at(clock.now() + timedelta(days=15)), pytest.raises(WrongStatus, match="days"):
        reopen_case(actor=cast.alice, case=refused, reason="Дистрибьютор не наш.")


def test_what_was_granted_is_not_reopened(cast, make_one):
    granted = make_one(Status.GRANTED, SubmissionStatus.GRANTED)

    with pytest.raises(WrongStatus):
        reopen_case(actor=cast.alice, case=granted, reason="Ещё раз.")
    with pytest.raises(WrongStatus):
        reopen_case(actor=cast.alice, case=close_case(actor=cast.alice, case=granted), reason="Ещё раз.")


def test_a_closed_refusal_is_reopened_too(cast, refused):
    close_case(actor=cast.alice, case=refused)

    case = reopen_case(actor=cast.alice, case=refused, reason="Дистрибьютор не наш.")

    assert (case.status, case.closed_at) == (Status.REOPENED, None)


def test_a_reopening_needs_its_reason(cast, refused):
    with pytest.raises(DomainError):
        reopen_case(actor=cast.alice, case=refused, reason="")


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.IN_REVIEW, Status.WAITING, Status.REOPENED, Status.CLOSED])
def test_only_what_is_decided_is_closed(cast, make_one, status):
    with pytest.raises(WrongStatus):
        close_case(actor=cast.alice, case=make_one(status, SubmissionStatus.IN_REVIEW))


def test_a_withdrawn_listing_is_told_to_the_moderator_with_its_reason(cast, waiting):
    submission = withdraw_submission(
        actor=cast.alice, submission=waiting.submissions.get(), reason="The listing is gone."
    )

    assert submission.status == SubmissionStatus.WITHDRAWN
    assert Notice.objects.get(person=cast.moderator).code == "case.withdrawn"
    waiting.refresh_from_db()
    assert waiting.status == Status.CLOSED


def test_nothing_is_withdrawn_without_a_reason_and_by_two_people_only_once(cast, make_one):
    case = make_one(Status.SUBMITTED, SubmissionStatus.SUBMITTED)
    make_submission(case=case)
    submission = case.submissions.first()

    with pytest.raises(DomainError):
        withdraw_submission(actor=cast.alice, submission=submission, reason="")
    withdraw_submission(actor=cast.alice, submission=submission, reason="Gone.")
    with pytest.raises(WrongStatus):
        withdraw_submission(actor=cast.bob, submission=submission, reason="Gone.")


def test_a_listing_withdrawn_again_by_the_same_person_stays_withdrawn_and_is_recorded_once(cast, make_one):
    case = make_one(Status.SUBMITTED, SubmissionStatus.SUBMITTED)
    submission = case.submissions.get()

    for _time in range(2):
        submission = withdraw_submission(actor=cast.alice, submission=submission, reason="Gone.")

    assert submission.status == SubmissionStatus.WITHDRAWN
    assert [entry.action for entry in entries_for(case)].count("case.withdrawn") == 1


def test_nothing_is_recorded_by_hand_where_the_platform_answers_here(cast, waiting):
    submission = waiting.submissions.get()

    with pytest.raises(DomainError, match="answers on this desk"):
        record_answer(actor=cast.alice, submission=submission, outcome="granted", text="Да", answered_at=clock.now())
    with pytest.raises(DomainError, match="answers on this desk"):
        record_filing(actor=cast.alice, submission=submission, reference="1")
    with pytest.raises(DomainError, match="answers on this desk"):
        refile(actor=cast.alice, submission=submission)
