"""The smallest valid brand, right and authorisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from branddesk.accounts.models import User
from branddesk.brands.models import Authorisation, Brand, BrandGrant, PersonGrant, Register, Right, Territory
from branddesk.core import clock

_numbers = count(1)


def make_brand(*, members: Iterable[User] = (), **fields: Any) -> Brand:
    """A brand for which the organisations of `members` may act, and each of the members by name."""
    number, members = next(_numbers), list(members)
    fields.setdefault("name", f"Brand {number}")
    fields.setdefault("slug", f"brand-{number}")
    brand = Brand.objects.create(**fields)
    for organisation_id in dict.fromkeys(member.organisation_id for member in members):
        BrandGrant.objects.create(brand=brand, organisation_id=organisation_id)
    for member in members:
        if not member.sees_all_brands:
            PersonGrant.objects.create(brand=brand, person=member)
    return brand


def make_right(**fields: Any) -> Right:
    """A trade mark of class 21 in force in Russia for three more years, held by "Holder AG"."""
    if "brand" not in fields:
        fields["brand"] = make_brand()
    today = clock.today()
    fields.setdefault("sign", fields["brand"].name.upper())
    fields.setdefault("number", str(912000 + next(_numbers)))
    fields.setdefault("register", Register.ROSPATENT)
    fields.setdefault("classes", [21])
    fields.setdefault("territories", [Territory.RUSSIA.value])
    fields.setdefault("holder", "Holder AG")
    fields.setdefault("valid_from", today - timedelta(days=1000))
    fields.setdefault("valid_to", today + timedelta(days=1095))
    return Right.objects.create(**fields)


def make_authorisation(**fields: Any) -> Authorisation:
    """A letter for Russia in force for another year, from "Holder AG"; name the `grantee`."""
    if "brand" not in fields:
        fields["brand"] = make_brand()
    today = clock.today()
    fields.setdefault("grantor", "Holder AG")
    fields.setdefault("grantee", "Seller LLC")
    fields.setdefault("territories", [Territory.RUSSIA.value])
    fields.setdefault("valid_from", today - timedelta(days=100))
    fields.setdefault("valid_to", today + timedelta(days=365))
    return Authorisation.objects.create(**fields)
