"""Every address of the rights register, for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.tests.factories import make_authorisation, make_brand, make_right

Expected = dict[str, int | str]


def readers(status: int) -> Expected:
    """For one brand: its people read it, the others do not learn that it exists."""
    own = dict.fromkeys(("alice", "bob", "viewer", "administrator", "agent"), status)
    return {"*": 404, **own, "anonymous": SIGN_IN}


def keepers(status: int) -> Expected:
    """For changing its papers: a viewer is told why not."""
    return {**readers(status), "viewer": 403, "counsel": status}


def founders(status: int) -> Expected:
    """For adding a brand: a person's own business, so others are told who may."""
    return {"*": 403, "administrator": status, "brand_manager": status, "anonymous": SIGN_IN}


def granters(status: int) -> Expected:
    """For saying who acts for it: the merchant's, not the agency's."""
    return {**readers(403), "administrator": status, "brand_manager": status}


ROWS: list[tuple[str, str, Expected, str]] = [
    ("brands:list", "get", {"*": 200, "agent": 302, "anonymous": SIGN_IN}, ""),
    ("brands:list", "post", {"*": 405, "anonymous": SIGN_IN}, ""),
    ("brands:add", "get", founders(200), ""),
    ("brands:add", "post", founders(422), ""),
    ("brands:detail", "get", readers(200), "brand"),
    ("brands:grants", "get", granters(200), "brand"),
    ("brands:grants", "post", granters(422), "brand"),
    ("brands:withdraw_grant", "post", granters(404), "no grant"),
    ("brands:right_add", "get", keepers(200), "brand"),
    ("brands:right_add", "post", keepers(422), "brand"),
    ("brands:right_edit", "get", keepers(200), "right"),
    ("brands:right_edit", "post", keepers(422), "right"),
    ("brands:right_edit", "get", {"*": 404, "anonymous": SIGN_IN}, "foreign right"),
    ("brands:authorisation_add", "get", keepers(200), "brand"),
    ("brands:authorisation_add", "post", keepers(422), "brand"),
    ("brands:authorisation_edit", "get", keepers(200), "authorisation"),
    ("brands:authorisation_edit", "post", keepers(422), "authorisation"),
    ("brands:authorisation_edit", "get", {"*": 404, "anonymous": SIGN_IN}, "foreign authorisation"),
]


@pytest.mark.parametrize(("name", "method", "expected", "args"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, args):
    brand = make_brand(members=[cast.alice, cast.agent])
    make_brand(members=[cast.alice])
    addresses: dict[str, tuple[Any, ...]] = {
        "": (),
        "brand": (brand.slug,),
        "no grant": (brand.slug, 0),
        "right": (brand.slug, make_right(brand=brand).pk),
        "authorisation": (brand.slug, make_authorisation(brand=brand).pk),
        "foreign right": (brand.slug, make_right().pk),
        "foreign authorisation": (brand.slug, make_authorisation().pk),
    }

    check_row(cast, name, method=method, expected=expected, args=addresses[args], data={"sign": ""})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("brands:")
