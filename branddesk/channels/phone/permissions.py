"""Who may log calls, and who connects the telephone system."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.cases import permissions as case_permissions
from branddesk.cases.models import Case
from branddesk.core.errors import NotAllowed


def check_can_set_up(actor: User) -> None:
    if not actor.is_administrator:
        raise NotAllowed(_("Only an administrator of the organisation connects the telephone system. Ask yours."))


def may_log(actor: User, case: Case | None) -> bool:
    """About a case whoever may leave a note in it; without a case everybody but viewers."""
    if case is not None:
        return case_permissions.can(actor, "note", case)
    return actor.role != Role.VIEWER


def check_can_log(actor: User, case: Case | None) -> None:
    if case is not None:
        case_permissions.check_can(actor, "note", case)
    elif not may_log(actor, None):
        raise NotAllowed(_("You can read the calls but not log one. Ask a colleague with another role."))
