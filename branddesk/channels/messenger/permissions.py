"""The brand's side reads what the marketplace's people write to its stores; who handles cases works with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.permissions import NOTERS
from branddesk.core.errors import NotAllowed


def may_read(person: User) -> bool:
    return person.is_merchant


def may_work(person: User) -> bool:
    """Whether the person puts lines into cases and writes; into which case, the case itself says."""
    return person.is_merchant and person.role in NOTERS


def check_can_read(person: User) -> None:
    if not may_read(person):
        raise NotAllowed(_("What a marketplace writes to a store is read by the brand's side alone."))


def check_can_work(person: User) -> None:
    if not may_work(person):
        raise NotAllowed(_("Only those who handle cases work with these conversations. Ask a colleague who does."))
