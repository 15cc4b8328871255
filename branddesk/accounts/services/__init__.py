"""What can be done about people: letting them in, and changing who they are here."""

from branddesk.accounts.services.invitations import (
    accept_invitation,
    check_is_open,
    invite_person,
    withdraw_invitation,
)
from branddesk.accounts.services.people import (
    change_language,
    change_profile,
    change_role,
    deactivate_person,
    reactivate_person,
)

__all__ = [
    "accept_invitation",
    "change_language",
    "change_profile",
    "change_role",
    "check_is_open",
    "deactivate_person",
    "invite_person",
    "reactivate_person",
    "withdraw_invitation",
]
