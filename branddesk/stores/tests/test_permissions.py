"""Every address of the stores, for everybody."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.stores.models import Reading
from branddesk.stores.tests.factories import make_store

Expected = dict[str, int | str]
ONLY_POST: Expected = {"*": 405, "anonymous": SIGN_IN}


def keepers(status: int) -> Expected:
    return {"*": 403, "administrator": status, "anonymous": SIGN_IN}


ROWS: list[tuple[str, str, Expected, str]] = [
    ("stores:list", "get", keepers(200), ""),
    ("stores:list", "post", ONLY_POST, ""),
    ("stores:connect", "get", keepers(200), ""),
    ("stores:connect", "post", keepers(422), ""),
    ("stores:detail", "get", keepers(200), "own"),
    ("stores:detail", "get", keepers(404), "foreign"),
    ("stores:try", "get", ONLY_POST, "own"),
    ("stores:try", "post", keepers(302), "own"),
    ("stores:try", "post", keepers(404), "foreign"),
    ("stores:replace_key", "get", ONLY_POST, "own"),
    ("stores:replace_key", "post", keepers(422), "own"),
    ("stores:replace_key", "post", keepers(404), "foreign"),
    ("stores:disconnect", "get", keepers(200), "own"),
    ("stores:disconnect", "get", keepers(404), "foreign"),
    ("stores:disconnect", "post", keepers(302), "own"),
    ("stores:disconnect", "post", keepers(404), "foreign"),
    ("stores:stop_reading", "get", ONLY_POST, "own"),
    ("stores:stop_reading", "post", keepers(302), "own"),
    ("stores:stop_reading", "post", keepers(404), "foreign"),
    ("stores:push_on", "get", ONLY_POST, "own"),
    ("stores:push_on", "post", keepers(422), "own"),
    ("stores:push_on", "post", keepers(404), "foreign"),
    ("stores:push_off", "get", ONLY_POST, "own"),
    ("stores:push_off", "post", keepers(302), "own"),
    ("stores:push", "post", {"*": 404}, "push"),
    ("stores:push", "get", {"*": 405}, "push"),
    ("stores:read_now", "get", ONLY_POST, "own"),
    ("stores:read_now", "post", keepers(302), "own"),
    ("stores:read_now", "post", keepers(404), "foreign"),
]


@pytest.mark.parametrize(("name", "method", "expected", "which"), ROWS)
@pytest.mark.django_db
def test_every_role_gets_what_it_may(cast, small_ozon, name, method, expected, which):
    stores = {
        "own": make_store(organisation=cast.merchant, connected_by=cast.administrator),
        "foreign": make_store(),
    }
    for store in stores.values():
        Reading.objects.create(store=store, stream="numbers")
    args: tuple[int | str, ...] = (stores[which].pk,) if which in stores else ()
    if which == "push":
        args = ("1-guessed",)
    if name in ("stores:stop_reading", "stores:read_now"):
        args = (*args, "numbers")

    check_row(cast, name, method=method, expected=expected, args=args)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("stores:")
