"""Who may do what to a case, and when: one table.

A **representative** writes, submits, answers and closes the cases of the brands that the own organisation acts for.
A **moderator** takes, asks and decides the cases submitted to the own marketplace. An **administrator** manages
people, so on a case only passes it from one person to another. A **viewer** reads. Whoever may not see a case never
comes here: pages find it through `Case.objects.visible_to`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case
from branddesk.core import clock
from branddesk.core.enums import Route, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus

OPEN = frozenset({Status.SUBMITTED, Status.IN_REVIEW, Status.WAITING, Status.REOPENED})
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


WRITER = frozenset({Role.REPRESENTATIVE})
JUDGE = frozenset({Role.MODERATOR})
HANDS = WRITER | JUDGE


def _is_open(case: Case, actor: User) -> bool:
    return case.status in OPEN


def _may_edit(case: Case, actor: User) -> bool:
    return case.is_being_written or (case.by_cabinet and case.awaits_mending)


def _may_take(case: Case, actor: User) -> bool:
    if case.moderator_id is None:
        return case.status in OPEN
    return case.moderator_id == actor.pk and case.status in {Status.SUBMITTED, Status.REOPENED}


def _may_decide(case: Case, actor: User) -> bool:
    if case.status == Status.WAITING:
        return case.submissions.filter(status__in=UNDECIDED).exists()
    return case.status in OPEN


def _may_reopen(case: Case, actor: User) -> bool:
    if case.reopens_until is None or case.reopens_until < clock.now():
        return False
    if case.status == Status.CLOSED:
        return case.submissions.filter(status__in=[SubmissionStatus.REFUSED, SubmissionStatus.PARTLY]).exists()
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
    "hand_over": Rule(Side.BRAND, WRITER | {Role.ADMINISTRATOR}, lambda case, _a: case.status != Status.CLOSED),
    "message": Rule(
        None,
        HANDS,
        lambda case, _a: case.submitted_at is not None and case.status != Status.CLOSED,
        Route.DESK,
    ),
    "note": Rule(None, HANDS, lambda _c, _a: True),
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


def side_of(actor: User, case: Case) -> Side:
    """The side on which the person stands in this case; nobody's when it is not theirs to see."""
    if actor.is_platform:
        mine = case.marketplace.operator_id == actor.organisation_id and case.submitted_at is not None
        return Side.PLATFORM if mine else Side.NONE
    return Side.BRAND if _acts_for(actor, case.brand) else Side.NONE


def can(actor: User, action: str, case: Case) -> bool:
    """Whether the person may do it now; for pages, which then show the way to it."""
    return _fits(actor, RULES[action], case) and side_of(actor, case) != Side.NONE


def may(actor: User, case: Case) -> dict[str, bool]:
    """Every action, and whether the person may do it now: a whole page's answers for the price of one."""
    is_mine = side_of(actor, case) != Side.NONE
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
    if not _acts_for(actor, brand):
        raise NotAllowed(_("Your organisation does not act for this brand."))
    if actor.role not in WRITER:
        raise NotAllowed(_("Only brand representatives open cases. Ask one of your organisation."))


def check_can_be_assigned(person: User, case: Case) -> None:
    """The brand's side of a case is handled by an active representative of one of its organisations."""
    if not (person.is_active and person.role in WRITER and _acts_for(person, case.brand)):
        raise DomainError(_("Choose a brand representative who works for this brand."))


def check_can_moderate(person: User, case: Case) -> None:
    """The platform's side of a case is handled by an active moderator of the marketplace."""
    if not (person.is_active and person.role in JUDGE and person.organisation_id == case.marketplace.operator_id):
        raise DomainError(_("Choose a moderator of this marketplace."))


def _fits(actor: User, rule: Rule, case: Case) -> bool:
    """Whether role, side, route and moment are right, for somebody who may see the case."""
    return (
        actor.role in rule.roles
        and rule.route in (None, case.marketplace.route)
        and rule.side in (None, Side.PLATFORM if actor.is_platform else Side.BRAND)
        and rule.when(case, actor)
    )


def _acts_for(person: User, brand: Brand) -> bool:
    return person.is_merchant and brand.grants.filter(organisation=person.organisation_id).exists()


def _refusal(action: str, case: Case) -> str:
    if action == "take" and case.moderator is not None and case.status in OPEN:
        return _("%(name)s has already taken this case.") % {"name": case.moderator.name}
    if action == "reopen" and case.reopens_until is not None and case.reopens_until < clock.now():
        return _("The days in which this case could be reopened have passed. Open a new one.")
    if action in {"edit", "attach", "submit", "discard"} and case.is_prepared:
        return _("The packets are ready to be filed. Take the case back to the draft to change it.")
    return _("This is not possible while the case stands at “%(status)s”.") % {"status": case.get_status_display()}
