"""The smallest valid telephone system, call and contact; and an event as the system sends it."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Organisation, User
from branddesk.channels.phone.models import Call, Line, PhoneSystem
from branddesk.channels.phone.sandbox import signed
from branddesk.contacts.models import Contact, MenuOption
from branddesk.core import clock
from branddesk.core.encryption import encrypt
from branddesk.stores.tests.factories import make_marketplace

SECRET = "a-secret-of-the-telephone-system"
_numbers = count(1)


def make_system(organisation: Organisation, **lines: User) -> PhoneSystem:
    """A connected system; `lines` as e101=alice."""
    system = PhoneSystem.objects.create(organisation=organisation, secret=encrypt(SECRET))
    for name, person in lines.items():
        Line.objects.create(system=system, number=name.removeprefix("e"), person=person)
    return system


def make_call(**fields: Any) -> Call:
    if "person" in fields:
        fields.setdefault("organisation", fields["person"].organisation)
    fields.setdefault("who", f"Person {next(_numbers)}")
    fields.setdefault("result", Call.Result.REACHED)
    fields.setdefault("outcome", "They look into it.")
    fields.setdefault("logged_at", clock.now())
    return Call.objects.create(**fields)


def make_contact(keeper: User, **fields: Any) -> Contact:
    fields.setdefault("name", "Ирина Калугина")
    fields.setdefault("phone", "+74950000114")
    fields.setdefault("languages", ["ru"])
    fields.setdefault("serves_all", True)
    if "marketplace" not in fields:
        fields["marketplace"] = make_marketplace()
    return Contact.objects.create(keeper=keeper.organisation, changed_by=keeper, **fields)


def make_option(contact: Contact, keys: str = "2", label: str = "Споры о бренде") -> MenuOption:
    return MenuOption.objects.create(contact=contact, place=1, keys=keys, label=label)


def event(kind: str, *, call: str = "c-1", **more: Any) -> dict[str, Any]:
    """One event; each has a number of its own."""
    return {
        "id": f"e-{next(_numbers)}",
        "event": kind,
        "call": call,
        "direction": "in",
        "from": "+74950000114",
        "to": "101",
        "at": clock.now().isoformat(),
        **more,
    }


def tell(system: PhoneSystem, told: dict[str, Any], *, secret: str = SECRET, **headers: str) -> int:
    """Send the event to the desk; gives the status."""
    body, given = signed(secret, told)
    address = reverse("phone:hook", args=[system.key])
    response = Client().post(address, body, content_type="application/json", headers=given | headers)
    return int(response.status_code)
