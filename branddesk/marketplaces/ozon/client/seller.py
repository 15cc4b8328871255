"""The key and the seller behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from branddesk.marketplaces.ozon.client.reading import Id, Word, at, read
from branddesk.marketplaces.ozon.client.transport import Client


@dataclass(frozen=True)
class Role:
    name: str
    methods: tuple[str, ...]
    """Paths that the role opens; empty where Ozon does not list them."""


@dataclass(frozen=True)
class Roles:
    expires_at: datetime | None
    """The key's end: three months after it was made."""
    roles: tuple[Role, ...]

    @property
    def methods(self) -> frozenset[str]:
        """Every path that the key opens; empty when not known."""
        return frozenset(path for role in self.roles for path in role.methods)


@dataclass(frozen=True)
class Measured:
    value: Decimal | None
    formatted: str
    """As Ozon's cabinet writes it."""


@dataclass(frozen=True)
class Rating:
    rating: Id
    """Its code."""
    name: str
    status: Word
    """UNKNOWN, OK, WARNING, CRITICAL."""
    value_type: Word
    current_value: Measured | None
    past_value: Measured | None
    """Null for new sellers."""


@dataclass(frozen=True)
class Seller:
    name: str = at("company.name")
    legal_name: str = at("company.legal_name")
    inn: str = at("company.inn")
    """Tax number; empty for sellers from abroad."""
    country: str = at("company.country")
    currency: str = at("company.currency")
    subscription: Word = at("subscription.type")
    """PREMIUM, PREMIUM_LITE, PREMIUM_PLUS, PREMIUM_PRO, UNSPECIFIED; empty for none."""
    ratings: tuple[Rating, ...] = at("ratings")


def roles(ozon: Client) -> Roles:
    return ozon.read("/v1/roles", {}, lambda data: read(Roles, data))


def info(ozon: Client) -> Seller:
    return ozon.read("/v1/seller/info", {}, lambda data: read(Seller, data))
