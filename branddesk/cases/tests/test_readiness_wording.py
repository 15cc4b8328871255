"""The violation and the statement, and what the platform answered before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.cases.models import Case, CaseExhibit, Submission
from branddesk.cases.readiness.answers import WANTS
from branddesk.cases.tests.checking import attach, found, ready_case, rules_of
from branddesk.cases.tests.factories import make_submission
from branddesk.core import clock
from branddesk.core.enums import Language, Reason, SubmissionStatus
from branddesk.evidence.models import Exhibit
from branddesk.stores.models import Marketplace

pytestmark = pytest.mark.django_db


def test_violation_must_be_chosen():
    assert found(ready_case(make_user(), violation=""), "violation").level == "blocker"


def test_empty_statement_is_warned_of():
    assert found(ready_case(make_user(), statement="  "), "statement").level == "warning"


def test_chinese_statement_for_a_russian_platform_is_stopped():
    case = ready_case(make_user(), statement="Подделка, 假货.")

    assert found(case, "statement_language").level == "blocker"


def test_english_statement_for_a_russian_platform_is_warned_of():
    case = ready_case(make_user(), statement="The logo has a mistake.")

    assert found(case, "statement_language").level == "warning"


def test_chinese_statement_for_a_chinese_platform_passes():
    case = ready_case(make_user(), by_ozon=False, statement="商标拼写错误。")
    Marketplace.objects.filter(pk=case.marketplace_id).update(language=Language.CHINESE)

    assert found(case, "statement_language").level == "ok"


def test_text_longer_than_the_form_takes_is_stopped_with_how_much_to_shorten():
    fitting = ready_case(make_user(), statement="а")
    length = int(found(fitting, "text_length").text.split(":")[1].split()[0])
    room = 1000 - length
    Case.objects.filter(pk=fitting.pk).update(statement="а" * (room + 1))
    assert found(fitting, "text_length").level == "ok"

    Case.objects.filter(pk=fitting.pk).update(statement="а" * (room + 8))

    check = found(fitting, "text_length")
    assert check.level == "blocker"
    assert "7" in check.mend


ASKING_REASONS = [reason for reason, want in WANTS.items() if want.level == "blocker"]
REFUSING_REASONS = [*(reason for reason in WANTS if reason not in ASKING_REASONS), Reason.WITHIN_RULES, "our_own"]


def answered_case(reason: Reason, status: SubmissionStatus = SubmissionStatus.WAITING) -> Case:
    """A case whose only submission was answered an hour after everything was attached."""
    case = ready_case(make_user(), prepared_at=clock.now(), submitted_at=clock.now())
    CaseExhibit.objects.filter(case=case).update(created_at=clock.now() - timedelta(hours=2))
    make_submission(
        listing=case.listings.get(), status=status, reason=reason, answered_at=clock.now() - timedelta(hours=1)
    )
    return case


@pytest.mark.parametrize("reason", ASKING_REASONS)
def test_what_the_platform_asked_for_stops_the_case_until_something_new_is_attached(reason):
    case = answered_case(reason)
    assert found(case, "answer").level == "blocker"

    kinds = WANTS[reason].kinds or (Exhibit.Kind.PHOTO,)
    attach(case, kinds[0], language=Language.RUSSIAN)

    assert "answer" not in rules_of(case, "blocker")


def test_new_paper_does_not_answer_the_wish_for_a_clearer_screenshot():
    case = answered_case(Reason.SCREENSHOT_UNCLEAR)

    attach(case, Exhibit.Kind.LETTER, language=Language.RUSSIAN)

    assert found(case, "answer").level == "blocker"


@pytest.mark.parametrize("reason", REFUSING_REASONS)
def test_reason_of_a_refusal_is_warned_of_when_the_case_goes_out_again(reason):
    case = answered_case(reason, SubmissionStatus.PREPARED)

    assert found(case, "answer").level == "warning"


def test_what_was_granted_or_lies_with_the_platform_is_not_spoken_of():
    case = answered_case(Reason.PROOF_INSUFFICIENT)

    for status in (SubmissionStatus.IN_REVIEW, SubmissionStatus.GRANTED, SubmissionStatus.WITHDRAWN):
        Submission.objects.filter(case=case).update(status=status)
        assert "answer" not in rules_of(case, "blocker") | rules_of(case, "warning")


def test_a_reason_that_granted_is_no_warning():
    case = answered_case(Reason.COUNTERFEIT, SubmissionStatus.PARTLY)

    assert "answer" not in rules_of(case, "blocker") | rules_of(case, "warning")
