"""The smallest valid marketplace."""

from __future__ import annotations

from itertools import count
from typing import Any

from branddesk.accounts.models import Organisation
from branddesk.accounts.tests.factories import make_organisation
from branddesk.core.enums import Route
from branddesk.stores.models import Marketplace

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
