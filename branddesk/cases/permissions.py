"""Who may do what to a case, and when: one table.

A **representative** or **brand manager** writes, submits, answers and closes the cases of the brands that they act
for. **Counsel** reads, writes notes and takes the package for the lawyers. On the platform's side a case is decided by
the desk of its kind (`DESK_OF_KIND`): **moderators**, **support agents** or **activity managers** take it, ask and
decide; an **account manager** does so with cases of any kind from the second level of escalation on. An
**administrator** manages people, so on a case only passes it from one person to another. A **viewer** and a
**trainer** read. Whoever may not see a case never comes here: pages find it through `Case.objects.visible_to`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.brands.models import Brand
from branddesk.brands.permissions import acts_for
from branddesk.cases.models import Case, ReplyTemplate
from branddesk.cases.prefetched import submissions_of
from branddesk.core import clock
from branddesk.core.enums import CaseKind, EscalationLevel, Route, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.stores.models import Marketplace

OPEN = frozenset({Status.SUBMITTED, Status.IN_REVIEW, Status.WAITING, Status.REOPENED})
FILED = OPEN | {Status.GRANTED, Status.PARTLY, Status.REFUSED}
UNMERGE_WITHIN = timedelta(minutes=10)
UNDECIDED = frozenset({SubmissionStatus.SUBMITTED, SubmissionStatus.IN_REVIEW, SubmissionStatus.REOPENED})


@dataclass(frozen=True)
class Rule:
    """Which roles of which side may do it, by which route, and when."""

    side: Side | None
    """None: either side, each in its own way."""
    roles: frozenset[Role]
    when: Callable[[Case, User], bool]
    route: Route | None = None
    """None: by any route."""
    any_desk: bool = False
    """On the platform's side not only the desk that decides the case."""


WRITER = frozenset({Role.REPRESENTATIVE, Role.BRAND_MANAGER})
JUDGE = frozenset({Role.MODERATOR, Role.SUPPORT_AGENT, Role.ACCOUNT_MANAGER, Role.ACTIVITY_MANAGER})
HANDS = WRITER | JUDGE
NOTERS = HANDS | {Role.COUNSEL}
"""Who may leave a note in a case, and so tell there of a call or a mail."""

DESK_OF_KIND: dict[CaseKind, Role] = {
    CaseKind.INFRINGEMENT: Role.MODERATOR,
    CaseKind.CONTENT: Role.MODERATOR,
    CaseKind.QUALITY: Role.SUPPORT_AGENT,
    CaseKind.COMPLAINT: Role.SUPPORT_AGENT,
    CaseKind.ACCOUNT: Role.SUPPORT_AGENT,
    CaseKind.OTHER: Role.SUPPORT_AGENT,
    CaseKind.PROMOTION: Role.ACTIVITY_MANAGER,
}
"""Who decides on what, on the platform's side."""


def _is_open(case: Case, actor: User) -> bool:
    return case.status in OPEN


def _may_edit(case: Case, actor: User) -> bool:
    return case.is_being_written or (case.by_cabinet and case.awaits_mending)


def _may_take(case: Case, actor: User) -> bool:
    if case.moderator_id is None:
        return case.status in OPEN
    return case.moderator_id == actor.pk and case.status in {Status.SUBMITTED, Status.REOPENED}


def _has_submission(case: Case, statuses: Collection[str]) -> bool:
    return any(row.status in statuses for row in submissions_of(case))


def _may_decide(case: Case, actor: User) -> bool:
    if case.status == Status.WAITING:
        return _has_submission(case, UNDECIDED)
    return case.status in OPEN


def _may_prioritise(case: Case, actor: User) -> bool:
    """The brand proposes while it writes; where the platform answers here, it then weighs what is urgent."""
    if case.status == Status.CLOSED:
        return False
    return actor.is_platform or case.by_cabinet or case.submitted_at is None


def _may_lower(case: Case, actor: User) -> bool:
    """The platform, or whoever raised it; in a case of the cabinet any of the brand's hands."""
    is_theirs = actor.is_platform or case.by_cabinet or case.escalated_by_id == actor.pk
    return is_theirs and case.level > EscalationLevel.SUPPORT and case.status in FILED


def _may_unmerge(case: Case, actor: User) -> bool:
    return (
        case.merged_into_id is not None and case.closed_at is not None and case.closed_at + UNMERGE_WITHIN > clock.now()
    )


def _may_reopen(case: Case, actor: User) -> bool:
    if case.merged_into_id is not None:
        return False
    if case.reopens_until is None or case.reopens_until < clock.now():
        return False
    if case.status == Status.CLOSED:
        return _has_submission(case, {SubmissionStatus.REFUSED, SubmissionStatus.PARTLY})
    return case.status in {Status.REFUSED, Status.PARTLY}


RULES: dict[str, Rule] = {
    "edit": Rule(Side.BRAND, WRITER, _may_edit),
    "attach": Rule(Side.BRAND, WRITER, lambda case, _a: case.is_being_written or case.awaits_mending),
    "submit": Rule(Side.BRAND, WRITER, lambda case, _a: case.is_being_written),
    "discard": Rule(Side.BRAND, WRITER, lambda case, _a: case.is_being_written),
    "unprepare": Rule(Side.BRAND, WRITER, lambda case, _a: case.is_prepared, Route.CABINET),
    "file": Rule(Side.BRAND, WRITER, lambda case, _a: case.is_prepared or case.status in OPEN, Route.CABINET),
    "record_answer": Rule(Side.BRAND, WRITER, _is_open, Route.CABINET),
    "refile": Rule(
        Side.BRAND,
        WRITER,
        lambda case, _a: case.status in OPEN | {Status.REFUSED, Status.PARTLY, Status.CLOSED},
        Route.CABINET,
    ),
    "answer": Rule(Side.BRAND, WRITER, lambda case, _a: case.status == Status.WAITING, Route.DESK),
    "reopen": Rule(Side.BRAND, WRITER, _may_reopen, Route.DESK),
    "withdraw": Rule(Side.BRAND, WRITER, lambda case, _a: case.is_prepared or case.status in OPEN),
    "close": Rule(Side.BRAND, WRITER, lambda case, _a: case.status in {Status.GRANTED, Status.PARTLY, Status.REFUSED}),
    "unclose": Rule(Side.BRAND, WRITER, lambda case, _a: case.status == Status.CLOSED and case.merged_into_id is None),
    "prioritise": Rule(None, HANDS, _may_prioritise),
    "escalate": Rule(None, HANDS, lambda case, _a: case.level < EscalationLevel.LEGAL and case.status in FILED),
    "lower": Rule(None, HANDS, _may_lower),
    "merge": Rule(None, HANDS, lambda case, _a: case.status != Status.CLOSED),
    "unmerge": Rule(None, HANDS, _may_unmerge),
    "link": Rule(None, HANDS, lambda _c, _a: True, any_desk=True),
    "tag": Rule(None, HANDS, lambda _c, _a: True, any_desk=True),
    "watch": Rule(None, frozenset(Role), lambda _c, _a: True, any_desk=True),
    "add_watcher": Rule(None, HANDS | {Role.ADMINISTRATOR}, lambda _c, _a: True, any_desk=True),
    "rate": Rule(
        Side.BRAND,
        WRITER,
        lambda case, _a: case.status == Status.CLOSED and case.submitted_at is not None and case.merged_into_id is None,
    ),
    "package": Rule(Side.BRAND, WRITER | {Role.COUNSEL, Role.ADMINISTRATOR}, lambda _c, _a: True),
    "hand_over": Rule(Side.BRAND, WRITER | {Role.ADMINISTRATOR}, lambda case, _a: case.status != Status.CLOSED),
    "follow_up": Rule(Side.BRAND, WRITER, _is_open),
    "drop_follow_up": Rule(Side.BRAND, WRITER, lambda _c, _a: True),
    "message": Rule(
        None,
        HANDS,
        lambda case, _a: case.submitted_at is not None and case.status != Status.CLOSED,
        Route.DESK,
    ),
    "note": Rule(None, NOTERS, lambda _c, _a: True, any_desk=True),
    "take": Rule(Side.PLATFORM, JUDGE, _may_take, Route.DESK),
    "ask": Rule(Side.PLATFORM, JUDGE, _may_decide, Route.DESK),
    "decide": Rule(Side.PLATFORM, JUDGE, _may_decide, Route.DESK),
    "pass_on": Rule(Side.PLATFORM, JUDGE | {Role.ADMINISTRATOR}, _is_open, Route.DESK),
    "release": Rule(
        Side.PLATFORM,
        JUDGE | {Role.ADMINISTRATOR},
        lambda case, _a: case.moderator_id is not None and case.status in OPEN,
        Route.DESK,
    ),
}


def kinds_of(actor: User) -> frozenset[CaseKind]:
    """The kinds of case that the person's desk decides at any level; an account manager's are decided by level."""
    return frozenset(kind for kind, role in DESK_OF_KIND.items() if role == actor.role)


def in_queue_of(actor: User) -> Q:
    """The cases that somebody of the platform finds in the queue: those of the own desk and those already held.

    Whoever decides nothing reads the whole queue.
    """
    if actor.role not in JUDGE:
        return Q()
    if actor.role == Role.ACCOUNT_MANAGER:
        return Q(level__gte=EscalationLevel.ACCOUNT_MANAGER) | Q(moderator=actor)
    return Q(kind__in=kinds_of(actor)) | Q(moderator=actor)


def is_desk_of(person: User, case: Case) -> bool:
    """Whether cases of this kind, at this level, are the person's to decide."""
    if person.role == Role.ACCOUNT_MANAGER:
        return case.level >= EscalationLevel.ACCOUNT_MANAGER
    return DESK_OF_KIND[CaseKind(case.kind)] == person.role


def roles_of_desk(case: Case) -> frozenset[Role]:
    """The roles that may decide the case as it stands."""
    desk = DESK_OF_KIND[CaseKind(case.kind)]
    return frozenset({desk, Role.ACCOUNT_MANAGER} if case.level >= EscalationLevel.ACCOUNT_MANAGER else {desk})


def side_of(actor: User, case: Case) -> Side:
    """The side on which the person stands in this case; nobody's when it is not theirs to see."""
    if actor.is_platform:
        mine = case.marketplace.operator_id == actor.organisation_id and case.submitted_at is not None
        return Side.PLATFORM if mine else Side.NONE
    return Side.BRAND if acts_for(actor, case.brand) else Side.NONE


def can(actor: User, action: str, case: Case) -> bool:
    """Whether the person may do it now; for pages, which then show the way to it."""
    return _fits(actor, RULES[action], case) and side_of(actor, case) != Side.NONE


def may(actor: User, case: Case, *, is_visible: bool = False) -> dict[str, bool]:
    """Every action, and whether the person may do it now: a whole page's answers for the price of one.

    `is_visible`: the case was just found among those visible to the person, so that it need not be asked again.
    """
    is_mine = is_visible or side_of(actor, case) != Side.NONE
    return {action: is_mine and _fits(actor, rule, case) for action, rule in RULES.items()}


def may_open_case(actor: User) -> bool:
    """Whether the person writes cases at all; for which brand, `check_can_open` says."""
    return actor.is_merchant and actor.role in WRITER


def check_can(actor: User, action: str, case: Case) -> None:
    """Refuse with a sentence: `NotAllowed` when it is not for this person, `WrongStatus` when it is not the moment."""
    rule, side = RULES[action], side_of(actor, case)
    if side == Side.NONE:
        raise NotAllowed(_("This case belongs to others."))
    if rule.side not in (None, side):
        raise NotAllowed(
            _("Only the brand's people can do this.")
            if rule.side == Side.BRAND
            else _("Only the platform's people can do this.")
        )
    if actor.role not in rule.roles:
        raise NotAllowed(
            _("You can read this case but not change it. Ask a brand representative of your organisation.")
            if side == Side.BRAND
            else _("You can read this case but not decide on it. Ask a moderator.")
        )
    if _is_foreign_desk(actor, rule, case):
        raise NotAllowed(_not_of_the_desk(actor, case))
    if rule.route not in (None, case.marketplace.route):
        raise DomainError(
            _("This marketplace is written to in its own cabinet. Do it there, then record it here.")
            if case.by_cabinet
            else _("This marketplace answers on this desk; there is nothing to record by hand.")
        )
    if not rule.when(case, actor):
        raise WrongStatus(_refusal(action, case))


def check_can_edit(actor: User, case: Case) -> None:
    check_can(actor, "edit", case)


def check_can_decide(actor: User, case: Case) -> None:
    check_can(actor, "decide", case)


def check_can_open(actor: User, brand: Brand) -> None:
    """Only a representative of an organisation that acts for the brand opens its cases."""
    if not acts_for(actor, brand):
        raise NotAllowed(_("Your organisation does not act for this brand."))
    if actor.role not in WRITER:
        raise NotAllowed(_("Only brand representatives open cases. Ask one of your organisation."))


def may_administer(actor: User, marketplace: Marketplace) -> bool:
    """Whether the person sets promises, calendar, reasons and terms: an administrator of the marketplace's operator."""
    return actor.is_administrator and marketplace.operator_id == actor.organisation_id


def check_can_administer(actor: User, marketplace: Marketplace) -> None:
    if not may_administer(actor, marketplace):
        raise NotAllowed(_("Only an administrator of the platform that operates this marketplace can change this."))


def may_keep_templates(actor: User) -> bool:
    """Whether the person looks after the prepared texts of the own organisation."""
    return actor.role in {Role.ADMINISTRATOR, Role.BRAND_MANAGER}


def check_can_keep_templates(actor: User, template: ReplyTemplate | None = None) -> None:
    """Each organisation's administrators and brand managers look after its own prepared texts."""
    if not may_keep_templates(actor):
        raise NotAllowed(_("Only an administrator or a brand manager changes templates. Ask one of them."))
    if template is not None and template.organisation_id != actor.organisation_id:
        raise NotAllowed(_("This template belongs to another organisation."))


def check_can_be_assigned(person: User, case: Case) -> None:
    """The brand's side of a case is handled by an active representative of one of its organisations."""
    if not (person.is_active and person.role in WRITER and acts_for(person, case.brand)):
        raise DomainError(_("Choose a brand representative who works for this brand."))


def check_can_moderate(person: User, case: Case) -> None:
    """The platform's side of a case is handled by an active person of the marketplace whose desk decides its kind."""
    if not (person.is_active and person.role in JUDGE and person.organisation_id == case.marketplace.operator_id):
        raise DomainError(_("Choose a moderator of this marketplace."))
    if not is_desk_of(person, case):
        raise DomainError(_not_of_the_desk(person, case))


def _fits(actor: User, rule: Rule, case: Case) -> bool:
    """Whether role, side, route and moment are right, for somebody who may see the case."""
    return (
        actor.role in rule.roles
        and rule.route in (None, case.marketplace.route)
        and rule.side in (None, Side.PLATFORM if actor.is_platform else Side.BRAND)
        and not _is_foreign_desk(actor, rule, case)
        and rule.when(case, actor)
    )


def _is_foreign_desk(actor: User, rule: Rule, case: Case) -> bool:
    """Whether another desk of the platform answers this kind of case, and the rule leaves it to that desk."""
    return not rule.any_desk and actor.role in JUDGE and not is_desk_of(actor, case)


def other_desk(person: User, case: Case) -> str:
    """Who decides the case, in a sentence, for somebody whose desk does not; else nothing."""
    return _not_of_the_desk(person, case) if person.role in JUDGE and not is_desk_of(person, case) else ""


def _not_of_the_desk(person: User, case: Case) -> str:
    if person.role == Role.ACCOUNT_MANAGER:
        return _("An account manager decides a case once it was escalated. Escalate it first.")
    return _("Cases of the kind “%(kind)s” are decided by another desk. Ask somebody with this role: %(role)s.") % {
        "kind": case.get_kind_display(),
        "role": DESK_OF_KIND[CaseKind(case.kind)].label,
    }


def _refusal(action: str, case: Case) -> str:
    if action == "take" and case.moderator is not None and case.status in OPEN:
        return _("%(name)s has already taken this case.") % {"name": case.moderator.name}
    if action == "reopen" and case.reopens_until is not None and case.reopens_until < clock.now():
        return _("The days in which this case could be reopened have passed. Open a new one.")
    if action == "prioritise" and case.status != Status.CLOSED:
        return _("The platform sets the priority of a submitted case. Write to it, or escalate the case.")
    if action == "lower" and case.level > EscalationLevel.SUPPORT and case.status in FILED:
        return _("Only the platform, or whoever escalated the case, takes it back.")
    if action == "unmerge" and case.merged_into_id is not None:
        return _("A merge can be taken back for ten minutes. Open a new case, or link the two.")
    if action in {"edit", "attach", "submit", "discard"} and case.is_prepared:
        return _("The packets are ready to be filed. Take the case back to the draft to change it.")
    return _("This is not possible while the case stands at “%(status)s”.") % {"status": case.get_status_display()}
