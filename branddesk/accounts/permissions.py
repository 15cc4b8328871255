"""Who may change whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import ROLES_OF_KIND, Organisation, User
from branddesk.core.errors import DomainError, NotAllowed


def check_can_manage_people(actor: User, organisation: Organisation) -> None:
    """Only an administrator manages people, and only those of the own organisation."""
    if not actor.is_administrator or actor.organisation_id != organisation.pk:
        raise NotAllowed(_("Only an administrator of the organisation can invite people and change their roles."))


def check_role_fits(role: str, organisation: Organisation) -> None:
    """A merchant has no moderators, a platform no brand representatives."""
    if role not in ROLES_OF_KIND[organisation.kind]:
        raise DomainError(_("This role does not exist in your organisation. Choose one from the list."))
