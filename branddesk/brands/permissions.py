"""Who may change the rights register.

A **representative**, **brand manager**, **counsel** or **administrator** who works for the brand keeps its papers; a
**viewer** reads them. Whoever may not see the brand never comes here: pages find it through `Brand.objects.visible_to`.

A **brand manager** or an **administrator** adds brands; those of a merchant decide which agencies act for them.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, Role, User
from branddesk.brands.models import Brand, granted_to
from branddesk.core.errors import NotAllowed

KEEPERS = frozenset({Role.REPRESENTATIVE, Role.BRAND_MANAGER, Role.COUNSEL, Role.ADMINISTRATOR})
FOUNDERS = frozenset({Role.BRAND_MANAGER, Role.ADMINISTRATOR})


def acts_for(person: User, brand: Brand) -> bool:
    """Whether the brand is one of those that the person works for."""
    return person.is_merchant and granted_to(person, brand=brand.pk).exists()


def may_keep_papers(actor: User, brand: Brand) -> bool:
    return actor.role in KEEPERS and acts_for(actor, brand)


def check_can_keep_papers(actor: User, brand: Brand) -> None:
    if not may_keep_papers(actor, brand):
        raise NotAllowed(
            _("Only a representative or an administrator of the brand can change its papers. Ask one of them.")
        )


def may_found(actor: User) -> bool:
    """Whether the person brings brands onto the desk."""
    return actor.is_merchant and actor.role in FOUNDERS


def check_can_found(actor: User) -> None:
    if not may_found(actor):
        raise NotAllowed(_("Only a brand manager or an administrator adds a brand. Ask one of your organisation."))


def may_grant(actor: User, brand: Brand) -> bool:
    """Whether the person lets agencies act for the brand: an agency does not pass on what it was granted."""
    return actor.organisation.kind == Organisation.Kind.MERCHANT and actor.role in FOUNDERS and acts_for(actor, brand)


def check_can_grant(actor: User, brand: Brand) -> None:
    if not may_grant(actor, brand):
        raise NotAllowed(_("Only a brand manager or an administrator of the merchant decides who acts for the brand."))
