"""The addresses of the frame and the start page, for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of

pytestmark = pytest.mark.django_db

MEMBERS: dict[str, int | str] = {"*": 200, "anonymous": SIGN_IN}

ROWS: list[tuple[str, str, dict[str, int | str], dict[str, Any]]] = [
    ("workplace:start", "get", MEMBERS, {}),
    ("web:components", "get", MEMBERS, {}),
    ("web:components", "post", {"*": 405, "anonymous": SIGN_IN}, {}),
    ("web:search", "get", MEMBERS, {"query": "?q=flask"}),
    ("web:search", "post", {"*": 405, "anonymous": SIGN_IN}, {}),
    ("web:palette", "get", MEMBERS, {"query": "?q=flask"}),
    ("web:theme", "post", {"*": 302}, {"data": {"theme": "dark", "next": "/sign-in/"}}),
    ("web:theme", "get", {"*": 405}, {}),
    ("web:healthz", "get", {"*": 200}, {}),
    ("web:readyz", "get", {"*": 200}, {}),
    ("web:favicon", "get", {"*": 302}, {}),
    ("web:manifest", "get", {"*": 200}, {}),
]


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, call):
    if name == "web:theme" and method == "post":
        expected = expected | {"anonymous": 302}
    check_row(cast, name, method=method, expected=expected, **call)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("web:", "workplace:")
