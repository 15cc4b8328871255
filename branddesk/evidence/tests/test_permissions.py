"""Every address of the vault, for everybody: of the brand's people, of a platform it was shared with, of strangers."""

from __future__ import annotations

from typing import Any

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.brands.tests.factories import make_brand
from branddesk.evidence.tests.factories import make_exhibit, make_share

Expected = dict[str, int | str]
OWN = ("alice", "bob", "viewer", "administrator")
PLATFORM = ("moderator", "platform_viewer", "platform_administrator")


def seen(status: int) -> Expected:
    """Of an exhibit that was not shared: the brand's people see it, the others do not learn that it exists."""
    return {"*": 404, **dict.fromkeys(OWN, status), "anonymous": SIGN_IN}


def seen_when_shared(status: int) -> Expected:
    return {**seen(status), **dict.fromkeys(PLATFORM, status)}


def changed(status: int, *, shared: bool = False) -> Expected:
    """A viewer, and the side it was shared with, are told why not. Counsel keeps the brand's papers too."""
    theirs = dict.fromkeys(PLATFORM, 403) if shared else {}
    return {**seen(status), "viewer": 403, "counsel": status, **theirs}


ROWS: list[tuple[str, str, Expected, str]] = [
    ("evidence:list", "get", {"*": 200, "anonymous": SIGN_IN}, ""),
    ("evidence:upload", "get", {"*": 405, "anonymous": SIGN_IN}, ""),
    ("evidence:upload", "post", changed(422), ""),
    ("evidence:part", "get", {"*": 405, "anonymous": SIGN_IN}, ""),
    ("evidence:part", "post", changed(422), ""),
    *[(f"evidence:{name}", "get", seen(200), "own") for name in ("detail", "file", "thumb", "row")],
    *[(f"evidence:{name}", "get", seen_when_shared(200), "shared") for name in ("detail", "file", "thumb", "row")],
    ("evidence:describe", "get", changed(200), "own"),
    ("evidence:describe", "post", changed(422), "own"),
    ("evidence:describe", "get", changed(200, shared=True), "shared"),
    ("evidence:describe", "post", changed(422, shared=True), "shared"),
    ("evidence:withdraw", "get", {"*": 405, "anonymous": SIGN_IN}, "own"),
    ("evidence:withdraw", "post", changed(422), "own"),
    ("evidence:withdraw", "post", changed(422, shared=True), "shared"),
]


@pytest.mark.parametrize(("name", "method", "expected", "whose"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, whose):
    brand = make_brand(members=[cast.alice])
    exhibit = make_exhibit(brand=brand)
    if whose == "shared":
        make_share(exhibit, cast.platform)
    args: tuple[Any, ...] = (exhibit.key,) if whose else ()
    data = (
        {"brand": brand.slug} if name == "evidence:upload" else {"title": "", "reason": ""} if method == "post" else {}
    )

    query = f"?brand={brand.slug}" if name == "evidence:part" else ""
    check_row(cast, name, method=method, expected=expected, args=args, data=data, query=query)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("evidence:")
