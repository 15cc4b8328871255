"""Every address of notices, for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.notices.models import Notice

ROWS: list[tuple[str, str, dict[str, int | str], dict[str, Any]]] = [
    ("notices:list", "get", {"*": 200, "anonymous": SIGN_IN}, {}),
    ("notices:choices", "get", {"*": 200, "anonymous": SIGN_IN}, {}),
    ("notices:choices", "post", {"*": 422, "anonymous": SIGN_IN}, {}),
    ("notices:open", "get", {"*": 404, "alice": 302, "anonymous": SIGN_IN}, {"args": "notice"}),
    ("notices:read_all", "get", {"*": 405, "anonymous": SIGN_IN}, {}),
    ("notices:read_all", "post", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("notices:unread", "post", {"*": 400, "anonymous": SIGN_IN}, {"data": {"moment": "yesterday"}}),
]


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, call):
    notice = Notice.objects.create(person=cast.alice, code="test.old", url="/cases/")
    args = (notice.pk,) if call.get("args") else ()

    check_row(cast, name, method=method, expected=expected, **{**call, "args": args})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("notices:")
