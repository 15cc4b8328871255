"""The platform's part: taking a case, asking for more, deciding, passing it on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions, queues, workflow
from branddesk.cases.models import Case, Message, Submission
from branddesk.cases.reasons import check_reason
from branddesk.cases.services.answers import MOVE_TO
from branddesk.cases.services.changing import (
    check_version,
    chosen,
    did_before,
    lock,
    lock_submissions,
    move,
    required,
    said_before,
    settle,
)
from branddesk.cases.services.sending import effect, post
from branddesk.core import clock
from branddesk.core.enums import SubmissionStatus
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import hold
from branddesk.evidence.models import Exhibit
from branddesk.foundation.journal import selectors as journal_entries


@transaction.atomic
def take_case(*, actor: User, case: Case, form_key: UUID | None = None) -> Case:
    """Become the moderator of a case that nobody has, and begin its review."""
    case = lock(case)
    if case.moderator_id == actor.pk and not permissions.can(actor, "take", case):
        return case
    permissions.check_can(actor, "take", case)

    waiting = [row for row in lock_submissions(case) if row.status in workflow.MOVES["take"].start]
    move(waiting, "take")
    _begin_review(actor, case)

    return settle(case, actor=actor, action="case.taken", submissions=[row.pk for row in waiting], form=form_key)


@transaction.atomic
def take_next(*, actor: User, form_key: UUID | None = None) -> Case | None:
    """Take the case that has waited longest; None when nobody waits. The same form sent twice takes one."""
    hold(actor)
    taken = journal_entries.latest_of(actor, "case.taken") if form_key else []
    before = next((entry for entry in taken if entry.facts.get("form") == str(form_key)), None)
    if before is not None:
        return Case.objects.get(pk=before.chain.target_id)
    case = queues.next_in_queue(actor)
    return case and take_case(actor=actor, case=case, form_key=form_key)


@transaction.atomic
def ask_for_information(
    *,
    actor: User,
    case: Case,
    reason: str,
    text: str,
    due_at: datetime | None = None,
    submissions: Iterable[Submission] | None = None,
    version: int | None = None,
    form_key: UUID | str | None = None,
) -> Case:
    """Ask the brand for more on these submissions, or on all undecided ones; the platform's clock pauses.

    The brand has until `due_at`, else the marketplace's usual days.
    """
    case = lock(case)
    if said_before(actor, case, form_key):
        return case
    permissions.check_can(actor, "ask", case)
    check_version(actor, case, version)
    check_reason(case.marketplace, case.kind, SubmissionStatus.WAITING, reason)
    text = required(text, _("Write what the brand should send."))
    if due_at is not None and due_at <= clock.now():
        raise DomainError(_("This moment has passed. Choose a day that leaves the brand time."))

    rows = _movable(case, "ask", submissions)
    post(
        case,
        actor=actor,
        action="ask",
        kind=Message.Kind.QUESTION,
        text=text,
        form_key=form_key,
        submission=_only(rows),
        submissions=[row.pk for row in rows],
        reason=str(reason),
        due_at=due_at.isoformat() if due_at else None,
    )
    return case


@effect("ask")
def _ask(
    *,
    actor: User,
    case: Case,
    message: Message,
    exhibits: list[Exhibit],
    submissions: list[int],
    reason: str,
    due_at: str | None,
) -> None:
    rows = chosen(case, "ask", [Submission(pk=pk) for pk in submissions])
    move(rows, "ask", reason=reason, answered_at=clock.now())
    _begin_review(actor, case)
    usual = clock.now() + timedelta(days=case.marketplace.answer_days)
    case.brand_due_at = datetime.fromisoformat(due_at) if due_at else usual

    settle(
        case,
        actor=actor,
        action="case.asked",
        private={"text": message.body},
        message=message.pk,
        submissions=[row.pk for row in rows],
        reason=reason,
        due_at=case.brand_due_at,
    )
    events.case_asked.send(sender=Case, case=case, actor=actor, message=message)


@transaction.atomic
def decide(
    *,
    actor: User,
    case: Case,
    outcome: SubmissionStatus | str,
    reason: str,
    text: str,
    submissions: Iterable[Submission] | None = None,
    version: int | None = None,
    form_key: UUID | str | None = None,
) -> Case:
    """Grant, grant in part or refuse these submissions, or all undecided ones, with a reason and an answer."""
    case = lock(case)
    if said_before(actor, case, form_key):
        return case
    permissions.check_can_decide(actor, case)
    check_version(actor, case, version)
    if outcome not in workflow.DECIDED:
        raise DomainError(_("Choose whether the case is granted, granted in part or refused."))
    outcome = SubmissionStatus(outcome)
    check_reason(case.marketplace, case.kind, outcome, reason)
    text = required(text, _("Write the answer: the brand reads it word for word."))

    rows = _movable(case, MOVE_TO[outcome], submissions)
    post(
        case,
        actor=actor,
        action="decide",
        kind=Message.Kind.DECISION,
        text=text,
        form_key=form_key,
        submission=_only(rows),
        submissions=[row.pk for row in rows],
        outcome=outcome.value,
        reason=str(reason),
    )
    return case


@effect("decide")
def _decide(
    *,
    actor: User,
    case: Case,
    message: Message,
    exhibits: list[Exhibit],
    submissions: list[int],
    outcome: str,
    reason: str,
) -> None:
    name = MOVE_TO[SubmissionStatus(outcome)]
    rows = chosen(case, name, [Submission(pk=pk) for pk in submissions])
    move(rows, name, reason=reason, answered_at=clock.now())
    _begin_review(actor, case)

    settle(
        case,
        actor=actor,
        action="case.decided",
        private={"text": message.body},
        message=message.pk,
        submissions=[row.pk for row in rows],
        outcome=outcome,
        reason=reason,
    )
    events.case_decided.send(sender=Case, case=case, actor=actor, message=message)


@transaction.atomic
def pass_on(*, actor: User, case: Case, moderator: User) -> Case:
    """Let another moderator have the case; to oneself, this takes it over."""
    case = lock(case)
    permissions.check_can(actor, "pass_on", case)
    permissions.check_can_moderate(moderator, case)
    if case.moderator_id == moderator.pk:
        return case

    case.moderator = moderator

    settle(case, actor=actor, action="case.passed-on", person=moderator.pk)
    events.case_passed_on.send(sender=Case, case=case, actor=actor)
    return case


@transaction.atomic
def release_case(*, actor: User, case: Case) -> Case:
    """Put the case back into the queue for anyone. A second time changes nothing."""
    case = lock(case)
    if case.moderator_id is None and did_before(actor, case, "case.released"):
        return case
    permissions.check_can(actor, "release", case)

    case.moderator = None

    return settle(case, actor=actor, action="case.released")


def _movable(case: Case, name: str, submissions: Iterable[Submission] | None) -> list[Submission]:
    """The submissions that the move is for, if each of them may make it now."""
    rows = chosen(case, name, submissions)
    for row in rows:
        workflow.check(name, row.status)
    return rows


def _begin_review(actor: User, case: Case) -> None:
    if case.moderator_id is None:
        case.moderator = actor
    case.review_at = case.review_at or clock.now()


def _only(rows: list[Submission]) -> Submission | None:
    """The submission that a message is about, when it is about one."""
    return rows[0] if len(rows) == 1 else None
