"""Who keeps contacts and who assigns managers.

Where the marketplace answers here, its administrators and account managers keep the cards and say who is there for
which brand. Where it does not, the merchant's brand managers, representatives and administrators keep their own book.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from branddesk.accounts.models import Role, User
from branddesk.brands.models import Brand
from branddesk.contacts.models import Contact
from branddesk.core.enums import Route
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.stores.models import Marketplace

ASSIGNERS = frozenset({Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER})
BOOKKEEPERS = frozenset({Role.REPRESENTATIVE, Role.BRAND_MANAGER, Role.ADMINISTRATOR})


def may_keep_any(actor: User) -> bool:
    """Whether the person keeps contacts at all; of which marketplace, `may_keep` says."""
    return actor.role in (ASSIGNERS if actor.is_platform else BOOKKEEPERS)


def may_assign(actor: User) -> bool:
    """Whether the person says which manager is there for which brand."""
    return actor.is_platform and actor.role in ASSIGNERS


def may_keep(actor: User, marketplace: Marketplace) -> bool:
    if actor.is_platform:
        return may_assign(actor) and marketplace.operator_id == actor.organisation_id
    return actor.role in BOOKKEEPERS and marketplace.route == Route.CABINET


def may_change(actor: User, contact: Contact) -> bool:
    return contact.keeper_id == actor.organisation_id and may_keep(actor, contact.marketplace)


def check_can_assign(actor: User) -> None:
    if not may_assign(actor):
        raise NotAllowed(_("Only an administrator or an account manager of the platform assigns managers."))


def check_can_keep(actor: User, marketplace: Marketplace, brands: list[Brand] | None = None) -> None:
    """Refuse whoever does not keep this marketplace's contacts, or not for these brands."""
    if not actor.is_platform and marketplace.route != Route.CABINET:
        raise NotAllowed(_("This marketplace keeps its contacts itself. Write to it if one is wrong."))
    if not may_keep(actor, marketplace):
        raise NotAllowed(
            _("Only an administrator or an account manager of the marketplace changes its contacts. Ask one of them.")
            if actor.is_platform
            else _("Only a representative, a brand manager or an administrator keeps contacts. Ask one of them.")
        )
    if brands and not actor.is_platform:
        seen = set(Brand.objects.visible_to(actor).filter(pk__in=[b.pk for b in brands]).values_list("pk", flat=True))
        if seen != {brand.pk for brand in brands}:
            raise DomainError(_("Choose brands that you work for."))


def check_can_change(actor: User, contact: Contact) -> None:
    check_can_keep(actor, contact.marketplace)
    if contact.keeper_id != actor.organisation_id:
        raise NotAllowed(_("Others keep this contact. Write to them if it is wrong."))


def may_reach(reader: User) -> bool:
    """Who speaks for a brand or a platform about a case: neither those who only read nor those who only administer."""
    return reader.role not in (Role.VIEWER, Role.ADMINISTRATOR, Role.TRAINER)
