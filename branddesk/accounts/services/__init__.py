"""What can be done about people: letting them in, changing who they are here, and how they prove it."""

from branddesk.accounts.services.invitations import (
    accept_invitation,
    check_is_open,
    invite_person,
    link_of,
    renew_link,
    withdraw_invitation,
)
from branddesk.accounts.services.people import (
    change_duties,
    change_language,
    change_profile,
    change_role,
    deactivate_person,
    reactivate_person,
)
from branddesk.accounts.services.second_factor import require_second_factor, reset_second_factor, tell_of_security
from branddesk.accounts.services.sessions import end_other_sessions, end_session, end_sessions

__all__ = [
    "accept_invitation",
    "change_duties",
    "change_language",
    "change_profile",
    "change_role",
    "check_is_open",
    "deactivate_person",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "invite_person",
    "link_of",
    "reactivate_person",
    "renew_link",
    "require_second_factor",
    "reset_second_factor",
    "tell_of_security",
    "withdraw_invitation",
]
