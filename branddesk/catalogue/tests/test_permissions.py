"""Every address of the catalogue, for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from branddesk.accounts.models import Organisation, Role
from branddesk.accounts.tests.roles import EVERYBODY
from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.catalogue.services import import_products
from branddesk.catalogue.tests.factories import make_listing, make_product, sheet
from branddesk.stores.tests.factories import make_store

pytestmark = pytest.mark.django_db

KEEPERS = {Role.REPRESENTATIVE, Role.BRAND_MANAGER, Role.ADMINISTRATOR}

ROWS: list[tuple[str, str, str]] = [
    ("catalogue:list", "get", "side"),
    ("catalogue:list", "post", "not a form"),
    ("catalogue:example", "get", "side"),
    ("catalogue:suggest", "get", "reader"),
    ("catalogue:bring", "get", "anybody who keeps"),
    ("catalogue:add", "get", "keeper"),
    ("catalogue:edit", "get", "keeper"),
    ("catalogue:retire", "post", "keeper, done"),
    ("catalogue:transfer", "get", "owner"),
    ("catalogue:report", "get", "owner"),
    ("catalogue:take_over", "post", "owner, refused"),
    ("catalogue:cancel", "post", "owner, done"),
    ("catalogue:listings", "get", "side"),
    ("catalogue:listing", "get", "own"),
    ("catalogue:order", "post", "own keeper, refused"),
]


@pytest.mark.parametrize(("name", "method", "rule"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, rule):
    brand = make_brand(members=[cast.alice])
    product = make_product(brand=brand, changed_by=cast.alice)
    transfer = import_products(actor=cast.alice, brand=brand, file=sheet(("SKU", "Name"), ("", "x")), name="x.csv")
    listing = make_listing(store=make_store(organisation=cast.merchant))
    args: dict[str, tuple[Any, ...]] = {
        "catalogue:listing": (listing.pk,),
        "catalogue:order": (listing.pk,),
        "catalogue:add": (brand.slug,),
        "catalogue:edit": (product.pk,),
        "catalogue:retire": (product.pk,),
    }
    for each in ("transfer", "report", "take_over", "cancel"):
        args[f"catalogue:{each}"] = (transfer.key,)

    expected: dict[str, int | str] = {"anonymous": SIGN_IN}
    for person in EVERYBODY:
        if person == "anonymous":
            continue
        user = getattr(cast, person)
        sees = brand in type(brand).objects.visible_to(user)
        is_of_brands = user.organisation.kind != Organisation.Kind.PLATFORM
        keeps = is_of_brands and user.role in KEEPERS
        is_own = user.organisation == cast.merchant
        expected[person] = {
            "side": 200 if is_of_brands else 404,
            "not a form": 405,
            "reader": 200 if sees else 404,
            "anybody who keeps": 404 if not is_of_brands else 200 if keeps else 403,
            "keeper": 404 if not (sees and is_of_brands) else 200 if keeps else 403,
            "keeper, done": 404 if not (sees and is_of_brands) else 302 if keeps else 403,
            "own": 200 if is_own else 404,
            "own keeper, refused": 404 if not is_own else 422 if keeps else 403,
            "owner": 200 if person == "alice" else 404,
            "owner, refused": 422 if person == "alice" else 404,
            "owner, done": 302 if person == "alice" else 404,
        }[rule]

    check_row(cast, name, method=method, expected=expected, args=args.get(name, ()), data={"brand": brand.slug})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("catalogue:")
