"""Who writes mail from a case, and who decides on mail that was held back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.brands.permissions import acts_for
from branddesk.cases import permissions as of_cases
from branddesk.cases.models import Case
from branddesk.channels.email.models import ReceivedMail
from branddesk.core.enums import Side, Status
from branddesk.core.errors import NotAllowed, WrongStatus

DECIDERS = of_cases.HANDS | {Role.ADMINISTRATOR}


def may_write(actor: User, case: Case) -> bool:
    if actor.is_platform:
        return of_cases.can(actor, "message", case)
    return (
        actor.role in of_cases.WRITER
        and case.was_prepared
        and case.status != Status.CLOSED
        and of_cases.side_of(actor, case) == Side.BRAND
    )


def check_can_write(actor: User, case: Case) -> None:
    """The brand's representatives write about a case from the moment it is ready, the platform's desk about its own."""
    if actor.is_platform:
        of_cases.check_can(actor, "message", case)
        return
    if of_cases.side_of(actor, case) == Side.NONE:
        raise NotAllowed(_("This case belongs to others."))
    if actor.role not in of_cases.WRITER:
        raise NotAllowed(_("Only a brand representative writes mail from a case. Ask one of your organisation."))
    if not case.was_prepared:
        raise WrongStatus(_("This case is still a draft. Submit it first, then write about it."))
    if case.status == Status.CLOSED:
        raise WrongStatus(_("This case is closed. Open it again to write about it."))


def may_read_held(actor: User) -> bool:
    """Whether mail that was held back is this person's business at all."""
    return actor.role in DECIDERS or actor.role in (Role.VIEWER, Role.COUNSEL)


def may_decide(actor: User, mail: ReceivedMail) -> bool:
    if actor.role not in DECIDERS:
        return False
    if mail.marketplace is not None:
        return mail.marketplace.operator_id == actor.organisation_id
    if mail.brand is not None:
        return acts_for(actor, mail.brand)
    return actor.is_platform and actor.is_administrator


def check_can_decide(actor: User, mail: ReceivedMail) -> None:
    if not may_decide(actor, mail):
        raise NotAllowed(_("Only those who handle cases decide on mail. Ask a colleague who does."))
