"""Administrators look after their organisation's app and robot; each person binds only oneself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.core.errors import NotAllowed


def check_can_set_up(actor: User) -> None:
    if not actor.is_administrator:
        raise NotAllowed(_("Only an administrator of the organisation connects WeCom. Ask yours."))
