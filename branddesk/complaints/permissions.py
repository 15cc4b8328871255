"""Who works on customers' voices: those of the brand's side who write for it; others of that side read along."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.brands.models import Brand
from branddesk.core.errors import NotAllowed

WORKERS = frozenset({Role.REPRESENTATIVE, Role.BRAND_MANAGER, Role.ADMINISTRATOR})


def may_read(person: User) -> bool:
    return person.is_merchant


def may_work(person: User) -> bool:
    """Whether the person answers customers at all; for which brand, `check_can_work` says."""
    return person.is_merchant and person.role in WORKERS


def check_can_read(person: User) -> None:
    if not may_read(person):
        raise NotAllowed(_("Customers' voices are read by the brand's side alone."))


def check_can_work(person: User, brand: Brand | None = None) -> None:
    is_own = brand is None or Brand.objects.visible_to(person).filter(pk=brand.pk).exists()
    if not (may_work(person) and is_own):
        raise NotAllowed(
            _("Only a representative, a brand manager or an administrator answers customers. Ask one of them.")
        )
