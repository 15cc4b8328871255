"""Who keeps the catalogue: those who write cases, and administrators, of an organisation that acts for the brand."""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.brands.models import Brand
from branddesk.core.errors import NotAllowed

KEEPERS = frozenset({Role.REPRESENTATIVE, Role.BRAND_MANAGER, Role.ADMINISTRATOR})


def may_keep(actor: User) -> bool:
    """Whether the person keeps catalogues at all; of which brand, `check_can_keep` says."""
    return actor.is_merchant and actor.role in KEEPERS


def check_can_keep(actor: User, brand: Brand) -> None:
    if not (may_keep(actor) and Brand.objects.visible_to(actor).filter(pk=brand.pk).exists()):
        raise NotAllowed(
            _("Only a representative, a brand manager or an administrator changes the catalogue. Ask one of them.")
        )
