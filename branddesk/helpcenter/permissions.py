"""Who edits the help centre, and whom an article may send to a new case."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.core.errors import NotAllowed
from branddesk.helpcenter.models import is_editor

FILERS = frozenset({Role.REPRESENTATIVE, Role.BRAND_MANAGER})


def check_can_edit(actor: User) -> None:
    if not is_editor(actor):
        raise NotAllowed(_("Only a platform's administrators and trainers write articles."))


def may_file(reader: User | AnonymousUser) -> bool:
    """Whether “File a case” leads anywhere: for the brand's people who write cases, and for visitors who may be."""
    return not isinstance(reader, User) or (reader.role in FILERS and reader.is_merchant)
