"""Every address of the channels' own pages, for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of

MAY: dict[str, int | str] = {"*": 403, "administrator": 200, "platform_administrator": 200, "anonymous": SIGN_IN}
NOT_THEIRS: dict[str, int | str] = {"*": 403, "administrator": 404, "platform_administrator": 404, "anonymous": SIGN_IN}
NOBODY_S: dict[str, int | str] = {"*": 404, "anonymous": SIGN_IN}

ROWS: list[tuple[str, str, dict[str, int | str], dict[str, Any]]] = [
    ("channels:letters", "get", MAY, {"args": ("out",)}),
    ("channels:letters", "get", MAY, {"args": ("in",)}),
    ("channels:outbound", "get", NOT_THEIRS, {"args": (1,)}),
    ("channels:outbound", "post", NOT_THEIRS, {"args": (1,)}),
    ("channels:drop_outbound", "post", NOT_THEIRS, {"args": (1,)}),
    ("channels:inbound", "get", NOT_THEIRS, {"args": (1,)}),
    ("channels:inbound", "post", NOT_THEIRS, {"args": (1,)}),
    ("channels:drop_inbound", "post", NOT_THEIRS, {"args": (1,)}),
    ("channels:translator", "get", MAY, {}),
    ("channels:translator", "post", {**MAY, "administrator": 422, "platform_administrator": 422}, {}),
    ("channels:try_translator", "post", NOT_THEIRS, {}),
    ("channels:translation", "get", NOBODY_S, {"args": ("message", 1)}),
    ("channels:ask_translation", "post", NOBODY_S, {"args": ("message", 1)}),
    ("channels:paste_translation", "post", NOBODY_S, {"args": ("message", 1)}),
]


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, call):
    check_row(cast, name, method=method, expected=expected, **call)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("channels:")
