"""Who connects stores: the administrators of the brand's side."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.core.errors import NotAllowed


def may_keep_stores(person: User) -> bool:
    return person.is_administrator and person.is_merchant


def check_can_keep_stores(actor: User) -> None:
    if not may_keep_stores(actor):
        raise NotAllowed(_("Only an administrator of the brand's side connects stores. Ask yours."))
