"""Administrators look after their organisation's app and robot; each person binds only oneself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.permissions import NOTERS
from branddesk.contacts.models import Contact
from branddesk.core.errors import DomainError, NotAllowed


def check_can_set_up(actor: User) -> None:
    if not actor.is_administrator:
        raise NotAllowed(_("Only an administrator of the organisation connects WeCom. Ask yours."))


def may_write(actor: User) -> bool:
    """Who writes to contacts: those who may leave a note in a case."""
    return actor.role in NOTERS


def check_can_write(actor: User, contact: Contact) -> None:
    if not may_write(actor):
        raise NotAllowed(_("Only those who handle cases write to contacts. Ask a colleague who does."))
    if not contact.wecom:
        raise DomainError(_("No WeCom ID is known of this contact. Enter it on the card first."))
