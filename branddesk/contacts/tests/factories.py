"""The smallest valid contact: a manager who works nine to six in Moscow."""

from __future__ import annotations

from itertools import count
from typing import Any

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.models import Brand
from branddesk.contacts.models import Contact, Coverage, WorkingSpan
from branddesk.contacts.rules import Card, read_card
from branddesk.contacts.schedule import read_hours
from branddesk.core.enums import Route
from branddesk.stores.tests.factories import make_marketplace

_numbers = count(1)


def make_contact(
    *, brand: Brand | None = None, as_deputy: bool = False, hours: str = "Mon-Fri 9:00-18:00", **fields: Any
) -> Contact:
    number = next(_numbers)
    fields.setdefault("name", f"Manager {number}")
    fields.setdefault("phone", f"+7495000{number:04}")
    if "marketplace" not in fields:
        fields["marketplace"] = make_marketplace(route=Route.CABINET)
    if "changed_by" not in fields:
        fields["changed_by"] = make_user()
    fields.setdefault("keeper", fields["marketplace"].operator or fields["changed_by"].organisation)
    contact = Contact.objects.create(**fields)
    WorkingSpan.objects.bulk_create(
        WorkingSpan(contact=contact, weekday=span.weekday, opens_at=span.opens_at, closes_at=span.closes_at)
        for span in read_hours(hours)
    )
    if brand is not None:
        Coverage.objects.create(contact=contact, brand=brand, as_deputy=as_deputy)
    return contact


def card(**cells: Any) -> Card:
    """A card as a form would give it."""
    found, faults = read_card({"name": "Ирина Лесная", "phone": "+7 495 000-01-14", **cells})
    assert not faults
    return found
