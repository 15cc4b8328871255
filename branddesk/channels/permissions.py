"""Who looks after what could not be sent or understood."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.core.errors import NotAllowed


def may_keep_letters(person: User) -> bool:
    return person.is_administrator


def check_can_keep_letters(actor: User) -> None:
    if not may_keep_letters(actor):
        raise NotAllowed(_("Only administrators look after what could not be delivered."))
