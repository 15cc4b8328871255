"""The brand's part after submission: answering, recording what the platform said elsewhere, going on or ending it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions, workflow
from branddesk.cases.models import Case, Closing, Message, Submission
from branddesk.cases.reasons import check_reason
from branddesk.cases.services.changing import (
    attach,
    check_exhibit,
    check_past,
    check_version,
    chosen,
    did_before,
    hand_out,
    lock,
    lock_submission,
    move,
    required,
    said_before,
    say,
    settle,
)
from branddesk.cases.services.sending import effect, post
from branddesk.core import clock
from branddesk.core.enums import Reason, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.evidence.models import Exhibit

MOVE_TO = {
    SubmissionStatus.IN_REVIEW: "take",
    SubmissionStatus.WAITING: "ask",
    SubmissionStatus.GRANTED: "grant",
    SubmissionStatus.PARTLY: "grant_in_part",
    SubmissionStatus.REFUSED: "refuse",
}
"""Which move an outcome of the platform is."""

KIND_OF = {
    SubmissionStatus.IN_REVIEW: Message.Kind.MESSAGE,
    SubmissionStatus.WAITING: Message.Kind.QUESTION,
}


@transaction.atomic
def answer_request(
    *,
    actor: User,
    case: Case,
    text: str,
    exhibits: Iterable[Exhibit] = (),
    version: int | None = None,
    form_key: UUID | str | None = None,
) -> Case:
    """Send what the platform asked for; it has the case again. All exhibits not sent yet go with it."""
    case = lock(case)
    if said_before(actor, case, form_key):
        return case
    permissions.check_can(actor, "answer", case)
    check_version(actor, case, version)
    text = required(text, _("Write what you send, even if it is one sentence."))
    chosen(case, "answer", None)
    exhibits = list(exhibits)
    for exhibit in exhibits:
        check_exhibit(case, exhibit)

    post(
        case,
        actor=actor,
        action="answer",
        kind=Message.Kind.MESSAGE,
        text=text,
        form_key=form_key,
        exhibits=exhibits,
    )
    return case


@effect("answer")
def _answer(*, actor: User, case: Case, message: Message, exhibits: list[Exhibit]) -> None:
    waiting = chosen(case, "answer", None)
    move(waiting, "answer")
    attach(case, exhibits)
    message.exhibits.set(hand_out(case, actor=actor))

    settle(
        case,
        actor=actor,
        action="case.answered",
        private={"text": message.body},
        message=message.pk,
        submissions=[row.pk for row in waiting],
        exhibits=[exhibit.pk for exhibit in message.exhibits.all()],
    )
    events.case_answered.send(sender=Case, case=case, actor=actor, message=message)


@transaction.atomic
def record_answer(
    *,
    actor: User,
    submission: Submission,
    outcome: SubmissionStatus | str,
    text: str,
    answered_at: datetime,
    language: str = "ru",
    reason: str = "",
    due_at: datetime | None = None,
    form_key: UUID | str | None = None,
) -> Submission:
    """Keep the platform's answer from the cabinet word for word, with its date, and let the case follow.

    Outcome: in review (passed to an operator), waiting (more proof wanted), granted, partly or refused. When more
    proof is wanted, the brand has until `due_at`, else the marketplace's usual days from the answer.
    """
    case, submission = lock_submission(submission)
    if said_before(actor, case, form_key):
        return submission
    permissions.check_can(actor, "record_answer", case)
    if outcome not in MOVE_TO:
        raise DomainError(_("Choose what the platform answered."))
    outcome = SubmissionStatus(outcome)
    text = required(text, _("Copy the platform's answer here, word for word."))
    if outcome == SubmissionStatus.WAITING and not reason:
        reason = Reason.PROOF_INSUFFICIENT
    if reason:
        check_reason(case.marketplace, case.kind, outcome, reason)
    check_past(answered_at)
    if submission.submitted_at is not None and answered_at.date() < submission.submitted_at.date():
        raise DomainError(_("The answer is dated before the submission. Check the date."))

    if outcome != SubmissionStatus.IN_REVIEW or submission.status != outcome:
        move([submission], MOVE_TO[outcome], answered_at=answered_at, reason=reason)
    message = say(
        case,
        actor=actor,
        kind=KIND_OF.get(outcome, Message.Kind.DECISION),
        text=text,
        form_key=form_key,
        submission=submission,
        side=Side.PLATFORM,
        language=language,
        is_quoted=True,
        happened_at=answered_at,
    )
    case.review_at = case.review_at or answered_at
    if outcome == SubmissionStatus.WAITING:
        case.brand_due_at = due_at or answered_at + timedelta(days=case.marketplace.answer_days)

    settle(
        case,
        actor=actor,
        action="case.answer-recorded",
        at=answered_at,
        private={"text": text},
        message=message.pk,
        submission=submission.pk,
        outcome=outcome.value,
        reason=str(reason) or None,
        answered_at=answered_at,
    )
    signal = events.case_asked if outcome == SubmissionStatus.WAITING else events.case_decided
    if outcome != SubmissionStatus.IN_REVIEW:
        signal.send(sender=Case, case=case, actor=actor, message=message)
    return submission


@transaction.atomic
def refile(*, actor: User, submission: Submission) -> Submission:
    """Prepare the packet anew, to be filed in the cabinet with what was missing. A second time changes nothing."""
    case, submission = lock_submission(submission)
    if submission.status == SubmissionStatus.PREPARED and did_before(
        actor, case, "case.refiled", submission=submission.pk, attempt=submission.attempt
    ):
        return submission
    permissions.check_can(actor, "refile", case)

    move([submission], "refile", attempt=submission.attempt + 1)
    case.closed_at = None

    settle(case, actor=actor, action="case.refiled", submission=submission.pk, attempt=submission.attempt)
    return submission


@transaction.atomic
def reopen_case(
    *,
    actor: User,
    case: Case,
    reason: str,
    exhibits: Iterable[Exhibit] = (),
    version: int | None = None,
    form_key: UUID | str | None = None,
) -> Case:
    """Ask the platform to look again at what it refused, within the marketplace's days and with new exhibits."""
    case = lock(case)
    if said_before(actor, case, form_key):
        return case
    permissions.check_can(actor, "reopen", case)
    check_version(actor, case, version)
    reason = required(reason, _("Say what the platform should look at again."))
    chosen(case, "reopen", None)
    exhibits = list(exhibits)
    for exhibit in exhibits:
        check_exhibit(case, exhibit)

    post(
        case,
        actor=actor,
        action="reopen",
        kind=Message.Kind.MESSAGE,
        text=reason,
        form_key=form_key,
        exhibits=exhibits,
    )
    return case


@effect("reopen")
def _reopen(*, actor: User, case: Case, message: Message, exhibits: list[Exhibit]) -> None:
    refused = chosen(case, "reopen", None)
    move(refused, "reopen", reason="", answered_at=None)
    case.closed_at, case.reopened_at = None, clock.now()
    attach(case, exhibits)
    message.exhibits.set(hand_out(case, actor=actor))

    settle(
        case,
        actor=actor,
        action="case.reopened",
        private={"text": message.body},
        message=message.pk,
        submissions=[row.pk for row in refused],
    )
    events.case_reopened.send(sender=Case, case=case, actor=actor)


@transaction.atomic
def close_case(*, actor: User, case: Case, closing: Closing | str = Closing.SETTLED, reason: str = "") -> Case:
    """The brand expects nothing more of anyone, and says why; both sides read it.

    Closed twice by the same person, it is closed once.
    """
    case = lock(case)
    if case.status == Status.CLOSED and did_before(actor, case, "case.closed"):
        return case
    permissions.check_can(actor, "close", case)
    workflow.check_case("close", case.status)
    if closing not in Closing:
        raise DomainError(_("Choose why the case ends."))

    case.closed_at = clock.now()

    reason = reason.strip()[:500]
    settle(
        case,
        actor=actor,
        action="case.closed",
        private={"reason": reason} if reason else None,
        closing=str(closing),
    )
    events.case_closed.send(sender=Case, case=case, actor=actor)
    return case


@transaction.atomic
def take_back_closing(*, actor: User, case: Case, version: int) -> Case:
    """Let a case that was just closed stand as before, while nothing happened in it since `version`."""
    case = lock(case)
    permissions.check_can(actor, "unclose", case)
    workflow.check_case("unclose", case.status)
    if case.version != version:
        raise WrongStatus(_("Something happened in the case since. Reopen it instead."))
    case.closed_at = None

    return settle(case, actor=actor, action="case.unclosed")
