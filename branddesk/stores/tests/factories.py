"""The smallest valid marketplace and store."""

from __future__ import annotations

from itertools import count
from typing import Any

from branddesk.accounts.models import Organisation, Role
from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.core.encryption import encrypt
from branddesk.core.enums import Route
from branddesk.stores.models import Marketplace, Store

_numbers = count(1)


def make_marketplace(**fields: Any) -> Marketplace:
    """A marketplace answered on this desk by an operator of its own; by cabinet it has no operator here."""
    number = next(_numbers)
    fields.setdefault("name", f"Marketplace {number}")
    fields.setdefault("slug", f"marketplace-{number}")
    fields.setdefault("route", Route.DESK)
    if fields["route"] == Route.DESK and "operator" not in fields:
        fields["operator"] = make_organisation(kind=Organisation.Kind.PLATFORM)
    return Marketplace.objects.create(**fields)


def make_store(**fields: Any) -> Store:
    """A connected store of Ozon with the key “the-key”."""
    number = next(_numbers)
    if "organisation" not in fields:
        fields["organisation"] = make_organisation()
    if "marketplace" not in fields:
        fields["marketplace"] = make_marketplace(gateway="ozon", route=Route.CABINET)
    if "connected_by" not in fields:
        fields["connected_by"] = make_user(organisation=fields["organisation"], role=Role.ADMINISTRATOR)
    fields.setdefault("name", f"Store {number}")
    fields.setdefault("client_id", str(800_000 + number))
    fields.setdefault("api_key", encrypt("the-key"))
    return Store.objects.create(**fields)
