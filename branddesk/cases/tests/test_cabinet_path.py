"""The whole path by `cabinet`: prepared, filed by a person listing by listing, answered elsewhere, filed again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.cases import selectors
from branddesk.cases.models import Message
from branddesk.cases.services import (
    answer_request,
    attach_exhibit,
    change_draft,
    close_case,
    record_answer,
    record_filing,
    refile,
    send_message,
    submit_case,
    unprepare,
    withdraw_submission,
)
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core import clock
from branddesk.core.enums import Reason, Route, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.evidence.models import Exhibit, Share
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal.verify import verify_journal
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def ozon(db):
    return make_marketplace(name="Ozon", route=Route.CABINET, gateway="ozon", answer_days=5)


@pytest.fixture
def prepared(alice, ozon):
    case = make_ready_case(actor=alice, marketplace=ozon, listings=2)
    return submit_case(actor=alice, case=case, version=case.version)


@pytest.fixture
def filed(alice, prepared):
    for number, submission in enumerate(selectors.submissions_of(prepared)):
        record_filing(actor=alice, submission=submission, reference=f"48 213 90{number}")
    prepared.refresh_from_db()
    return prepared


def answer(actor, submission, outcome, **fields):
    fields.setdefault("text", "Здравствуйте!")
    fields.setdefault("answered_at", clock.now())
    return record_answer(actor=actor, submission=submission, outcome=outcome, **fields)


def test_a_fake_is_filed_by_hand_refused_filed_again_and_hidden(alice, prepared, bob):
    first, second = selectors.submissions_of(prepared)
    assert (prepared.status, prepared.turn, prepared.submitted_at) == (Status.DRAFT, Side.BRAND, None)

    record_filing(actor=alice, submission=first, reference="48 213 905")
    prepared.refresh_from_db()
    assert (prepared.status, prepared.turn) == (Status.SUBMITTED, Side.BRAND)
    record_filing(actor=alice, submission=second, reference="48 213 906")
    prepared.refresh_from_db()
    assert (prepared.status, prepared.turn) == (Status.SUBMITTED, Side.PLATFORM)

    answer(bob, first, "granted", reason=Reason.COUNTERFEIT)
    answer(bob, second, "waiting", text="Доказательств недостаточно.")
    prepared.refresh_from_db()
    assert (prepared.status, prepared.turn) == (Status.WAITING, Side.BRAND)
    assert Notice.objects.filter(person=alice, code="case.asked").exists()

    proof = make_exhibit(brand=prepared.brand, sealed_by=alice, kind=Exhibit.Kind.PURCHASE)
    attach_exhibit(actor=alice, case=prepared, exhibit=proof, listing=second.listing)
    second = refile(actor=alice, submission=second)
    assert (second.status, second.attempt) == (SubmissionStatus.PREPARED, 2)
    prepared.refresh_from_db()
    assert prepared.status == Status.WAITING

    record_filing(actor=alice, submission=second, reference="48 213 999")
    answer(alice, second, "granted", reason=Reason.COUNTERFEIT)
    prepared.refresh_from_db()
    assert prepared.status == Status.GRANTED
    assert close_case(actor=alice, case=prepared).status == Status.CLOSED
    assert verify_journal().ok


def test_nothing_is_shared_with_anyone_by_cabinet(filed):
    assert not Share.objects.exists()
    assert not filed.exhibit_links.filter(sent_at=None).exists()


def test_the_answer_is_quoted_word_for_word_with_its_date(alice, filed):
    submission = selectors.submissions_of(filed).first()
    answered_at = clock.now() - timedelta(minutes=5)
    words = "Товар скрыт.\nПродавец не подтвердил право."

    answer(alice, submission, "granted", text=words, answered_at=answered_at)

    message = filed.messages.get(is_quoted=True)
    assert (message.body, message.happened_at, message.side) == (words, answered_at, Side.PLATFORM)
    assert (message.kind, message.author, message.submission) == (Message.Kind.DECISION, alice, submission)


def test_a_request_for_proof_gives_the_marketplaces_usual_days(alice, filed):
    answered_at = clock.now()

    submission = answer(alice, selectors.submissions_of(filed).first(), "waiting", answered_at=answered_at)

    filed.refresh_from_db()
    assert filed.brand_due_at == answered_at + timedelta(days=5)
    assert submission.reason == Reason.PROOF_INSUFFICIENT


def test_an_answer_passed_to_an_operator_puts_it_in_review(alice, filed):
    submission = selectors.submissions_of(filed).first()

    submission = answer(alice, submission, "review", text="Передали оператору.")
    submission = answer(alice, submission, "review", text="Ещё проверяем.")

    filed.refresh_from_db()
    assert (submission.status, filed.status) == (SubmissionStatus.IN_REVIEW, Status.IN_REVIEW)
    assert filed.messages.filter(is_quoted=True).count() == 2


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("granted", Reason.NO_VIOLATION), ("refused", Reason.COUNTERFEIT), ("review", "no_violation")],
)
def test_a_reason_must_go_with_the_outcome(alice, filed, outcome, reason):
    with pytest.raises(DomainError, match="does not go"):
        answer(alice, selectors.submissions_of(filed).first(), outcome, reason=reason)


def test_an_unknown_outcome_is_refused(alice, filed):
    with pytest.raises(DomainError):
        answer(alice, selectors.submissions_of(filed).first(), "withdrawn")


def test_an_answer_from_the_future_or_from_before_the_filing_is_refused(alice, filed):
    submission = selectors.submissions_of(filed).first()

    for moment in (clock.now() + timedelta(hours=1), submission.submitted_at - timedelta(days=2)):
        with pytest.raises(DomainError):
            answer(alice, submission, "granted", answered_at=moment)


def test_the_same_reference_recorded_twice_is_recorded_once(alice, prepared):
    submission = selectors.submissions_of(prepared).first()

    record_filing(actor=alice, submission=submission, reference=" 48 213 905 ")
    record_filing(actor=alice, submission=submission, reference="48 213 905")

    filings = [item for item in selectors.timeline(prepared, alice) if item.code == "case.filed"]
    assert [item.text for item in filings] == [f"{submission.listing} filed in the cabinet under number 48 213 905"]


def test_a_filing_without_a_number_is_kept_too(alice, prepared):
    submission = record_filing(actor=alice, submission=selectors.submissions_of(prepared).first(), reference="")

    assert (submission.status, submission.reference) == (SubmissionStatus.SUBMITTED, "")


def test_a_prepared_case_goes_back_to_the_draft_while_nothing_is_filed(alice, prepared):
    case = unprepare(actor=alice, case=prepared)

    assert case.is_being_written
    assert not case.submissions.exists()
    assert change_draft(actor=alice, case=case, subject="Better").subject == "Better"


def test_a_filed_case_does_not_go_back_to_the_draft(alice, filed):
    with pytest.raises(WrongStatus):
        unprepare(actor=alice, case=filed)


def test_a_prepared_case_is_not_changed(alice, prepared):
    with pytest.raises(WrongStatus, match="packets are ready"):
        change_draft(actor=alice, case=prepared, subject="Other")


def test_after_an_answer_the_demand_may_be_mended_but_not_moved_elsewhere(alice, filed):
    answer(alice, selectors.submissions_of(filed).first(), "waiting", reason=Reason.OWN_SKU_UNKNOWN)

    case = change_draft(actor=alice, case=filed, own_sku="1571120471")

    assert case.own_sku == "1571120471"
    with pytest.raises(WrongStatus):
        change_draft(actor=alice, case=case, marketplace=make_marketplace())


def test_nobody_can_be_written_to_where_the_platform_does_not_read(alice, filed):
    answer(alice, selectors.submissions_of(filed).first(), "waiting")

    with pytest.raises(DomainError, match="cabinet"):
        send_message(actor=alice, case=filed, text="Здравствуйте!")
    with pytest.raises(DomainError, match="cabinet"):
        answer_request(actor=alice, case=filed, text="Вот чек.")


def test_a_case_of_which_everything_is_withdrawn_is_closed(alice, filed):
    for submission in selectors.submissions_of(filed):
        withdraw_submission(actor=alice, submission=submission, reason="The listing is gone.")

    filed.refresh_from_db()
    assert (filed.status, filed.turn) == (Status.CLOSED, Side.NONE)
    assert filed.closed_at is not None


def test_a_closed_case_opens_again_when_a_refused_packet_is_filed_again(alice, filed):
    first, second = selectors.submissions_of(filed)
    answer(alice, first, "granted")
    answer(alice, second, "refused", reason=Reason.NO_VIOLATION)
    case = close_case(actor=alice, case=filed)

    refile(actor=alice, submission=second)

    case.refresh_from_db()
    assert (case.status, case.turn, case.closed_at) == (Status.WAITING, Side.BRAND, None)


def test_a_double_click_records_an_answer_once(alice, filed):
    submission = selectors.submissions_of(filed).first()
    key = "2f1c1c52-5b0a-4d2b-9a63-5d2a6f0a4a11"

    answer(alice, submission, "granted", form_key=key)
    answer(alice, submission, "granted", form_key=key)

    assert filed.messages.filter(is_quoted=True).count() == 1
