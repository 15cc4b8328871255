"""Every address of the contacts, for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from branddesk.accounts.tests.roles import EVERYBODY
from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.models import Brand
from branddesk.brands.tests.factories import make_brand
from branddesk.contacts.permissions import ASSIGNERS, BOOKKEEPERS
from branddesk.contacts.services import import_contacts
from branddesk.contacts.tests.factories import make_contact
from branddesk.core.enums import Route
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

ROWS: list[tuple[str, str, str]] = [
    ("contacts:list", "get", "everybody"),
    ("contacts:brand", "get", "reader"),
    ("contacts:panel", "get", "reader"),
    ("contacts:assign", "post", "assigner"),
    ("contacts:cards", "get", "cards"),
    ("contacts:add", "get", "book"),
    ("contacts:add", "post", "book, refused"),
    ("contacts:edit", "get", "keeper"),
    ("contacts:edit", "post", "keeper, refused"),
    ("contacts:remove", "post", "keeper, done"),
    ("contacts:restore", "post", "keeper, done"),
    ("contacts:history", "get", "keeper"),
    ("contacts:add_absence", "post", "keeper, refused"),
    ("contacts:drop_absence", "post", "keeper, done"),
    ("contacts:bring", "get", "bring"),
    ("contacts:example", "get", "side"),
    ("contacts:transfer", "get", "owner"),
    ("contacts:report", "get", "owner"),
    ("contacts:take_over", "post", "owner, refused"),
    ("contacts:cancel", "post", "owner, done"),
]


@pytest.mark.parametrize(("name", "method", "rule"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, rule):
    brand = make_brand(members=[cast.alice])
    ozon = make_marketplace(route=Route.CABINET, slug="ozon")
    make_marketplace(operator=cast.platform, slug="verba")
    contact = make_contact(marketplace=ozon, brand=brand, changed_by=cast.alice)
    file = ContentFile(b"Name,Phone\n,x\n", name="x.csv")
    transfer = import_contacts(actor=cast.alice, marketplace=ozon, brand=brand, file=file, name="x.csv")
    args: dict[str, tuple[Any, ...]] = {
        "brand": (brand.slug,),
        "panel": (brand.slug,),
        "assign": (brand.slug, "verba"),
        "add": ("ozon",),
        **dict.fromkeys(("edit", "remove", "restore", "history", "add_absence", "drop_absence"), (contact.pk,)),
        **dict.fromkeys(("transfer", "report", "take_over", "cancel"), (transfer.key,)),
    }
    expected: dict[str, int | str] = {"anonymous": SIGN_IN}
    for person in EVERYBODY:
        if person != "anonymous":
            expected[person] = what(rule, getattr(cast, person), person, brand)

    query = "?marketplace=ozon" if name == "contacts:panel" else ""
    check_row(cast, name, method=method, expected=expected, args=args.get(name.partition(":")[2], ()), query=query)


def what(rule, user, person, brand):
    sees = user.is_platform or brand in Brand.objects.visible_to(user)
    keeps = user.is_merchant and user.role in BOOKKEEPERS
    theirs = 404 if user.is_platform or not sees else 200 if keeps else 403
    return {
        "everybody": 200,
        "reader": 200 if sees else 404,
        # Merchants do not assign; those who do not see the brand learn nothing of it.
        "assigner": 302 if user.is_platform and user.role in ASSIGNERS else 403 if sees else 404,
        "cards": 404 if user.is_merchant else 200 if user.role in ASSIGNERS else 403,
        "book": 404 if user.is_platform else 200 if keeps else 403,
        "book, refused": 404 if user.is_platform else 422 if keeps else 403,
        "keeper": theirs,
        "keeper, refused": 422 if theirs == 200 else theirs,
        "keeper, done": 302 if theirs == 200 else theirs,
        "bring": 404 if user.is_platform else 200 if keeps else 403,
        "side": 200 if user.is_merchant else 404,
        "owner": 200 if person == "alice" else 404,
        "owner, refused": 422 if person == "alice" else 404,
        "owner, done": 302 if person == "alice" else 404,
    }[rule]


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("contacts:")


def test_the_platforms_people_change_no_book_of_a_merchant_and_merchants_no_card_of_the_platform(cast, client):
    brand = make_brand(members=[cast.alice])
    card = make_contact(marketplace=make_marketplace(operator=cast.platform), brand=brand)
    client.force_login(cast.alice)

    assert client.get(f"/contacts/cards/{card.pk}/").status_code == 403
    assert client.post(f"/contacts/cards/{card.pk}/remove/").status_code == 403
