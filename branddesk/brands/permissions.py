"""Who may change the rights register.

A **representative** or an **administrator** of a merchant that the brand is granted to keeps its papers; a **viewer**
reads them. Whoever may not see the brand never comes here: pages find it through `Brand.objects.visible_to`.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.brands.models import Brand
from branddesk.core.errors import NotAllowed

KEEPERS = frozenset({Role.REPRESENTATIVE, Role.ADMINISTRATOR})


def may_keep_papers(actor: User, brand: Brand) -> bool:
    return (
        actor.is_merchant and actor.role in KEEPERS and brand.grants.filter(organisation=actor.organisation_id).exists()
    )


def check_can_keep_papers(actor: User, brand: Brand) -> None:
    if not may_keep_papers(actor, brand):
        raise NotAllowed(
            _("Only a representative or an administrator of the brand can change its papers. Ask one of them.")
        )
