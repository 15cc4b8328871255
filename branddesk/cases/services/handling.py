"""How urgent a case is, who looks at it, and what the brand thought of it in the end."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions, workflow
from branddesk.cases.models import Case, Satisfaction
from branddesk.cases.services.changing import clean, did_before, lock, required, settle
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Priority
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.journal import services as journal

RATING_CHANGES_FOR = timedelta(days=7)
"""So long may the brand think better of its answer."""


@transaction.atomic
def set_priority(*, actor: User, case: Case, priority: Priority | int, reason: str = "") -> Case:
    """Say how urgent the case is. The brand proposes it while it writes, the platform weighs it afterwards.

    Urgent needs a reason, which both sides read.
    """
    case = lock(case)
    permissions.check_can(actor, "prioritise", case)
    workflow.check_case("prioritise", case.status)
    if priority not in Priority:
        raise DomainError(_("Choose a priority."))
    before, case.priority = Priority(case.priority), Priority(priority)
    if case.priority == before:
        return case
    reason = reason.strip()[:500]
    if case.priority == Priority.URGENT:
        reason = required(reason, _("Say why it is urgent. Both sides read the reason."))

    settle(
        case,
        actor=actor,
        action="case.prioritised",
        private={"reason": reason} if reason else None,
        priority_from=int(before),
        priority_to=int(case.priority),
    )
    events.case_prioritised.send(sender=Case, case=case, actor=actor, before=before)
    return case


@transaction.atomic
def escalate_case(*, actor: User, case: Case, level: EscalationLevel | int, reason: str) -> Case:
    """Put the case a level up, so that others look at it; the first answer is owed anew. Twice changes nothing."""
    case = lock(case)
    if case.level == level and did_before(actor, case, "case.escalated", level_to=int(level)):
        return case
    permissions.check_can(actor, "escalate", case)
    before, case.level = EscalationLevel(case.level), _level_after(case, level, up=True)
    reason = required(reason, _("Say why the case goes to the next level. Both sides read the reason."))[:500]
    case.escalated_by, case.escalated_at = actor, clock.now()

    settle(
        case,
        actor=actor,
        action="case.escalated",
        private={"reason": reason},
        level_from=int(before),
        level_to=int(case.level),
    )
    events.case_escalated.send(sender=Case, case=case, actor=actor, before=before)
    return case


@transaction.atomic
def lower_case(*, actor: User, case: Case, level: EscalationLevel | int, reason: str = "") -> Case:
    """Take an escalation back: the platform may, and whoever asked for it. Twice changes nothing."""
    case = lock(case)
    if case.level == level and did_before(actor, case, "case.lowered", level_to=int(level)):
        return case
    permissions.check_can(actor, "lower", case)
    before, case.level = EscalationLevel(case.level), _level_after(case, level, up=False)
    if case.level == EscalationLevel.SUPPORT:
        case.escalated_by = case.escalated_at = None

    settle(
        case,
        actor=actor,
        action="case.lowered",
        private={"reason": reason.strip()[:500]} if reason.strip() else None,
        level_from=int(before),
        level_to=int(case.level),
    )
    events.case_lowered.send(sender=Case, case=case, actor=actor, before=before)
    return case


@transaction.atomic
def rate_case(*, actor: User, case: Case, score: int, comment: str = "") -> Satisfaction:
    """Say how a closed case was handled: once for the brand, and changed for seven days."""
    case = lock(case)
    permissions.check_can(actor, "rate", case)
    if score not in Satisfaction.Score:
        raise DomainError(_("Choose one of the five answers."))
    given = Satisfaction.objects.filter(case=case).first()
    if given is not None and given.created_at + RATING_CHANGES_FOR < clock.now():
        raise WrongStatus(_("The answer could be changed for seven days. It stays as it is."))

    rating = given or Satisfaction(case=case)
    before = rating.score, rating.comment, rating.given_by_id
    rating.score, rating.comment, rating.given_by = score, comment.strip(), actor
    if given and before == (score, rating.comment, actor.pk):
        return rating
    clean(rating, ["comment"])
    rating.save()

    journal.record(
        actor,
        "case.rated",
        case,
        private={"reason": rating.comment} if rating.comment else None,
        score=int(score),
    )
    events.case_changed.send(sender=Case, case=case, actor=actor, action="case.rated")
    events.case_rated.send(sender=Case, case=case, actor=actor)
    return rating


def _level_after(case: Case, level: int, *, up: bool) -> EscalationLevel:
    if level not in EscalationLevel or (level < case.level if up else level > case.level):
        raise DomainError(_("Choose the level that the case is to have."))
    return workflow.check_case(workflow.level_move(case.level, level), case.status, case.level)
