"""Every address of these conversations, for everybody."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.channels.messenger.models import Line
from branddesk.channels.messenger.tests.factories import make_line, make_talk
from branddesk.core.enums import Side
from branddesk.stores.tests.factories import make_store

Expected = dict[str, int | str]
OWN = ("alice", "bob", "viewer", "administrator", "brand_manager", "counsel")
PLATFORM = ("moderator", "support_agent", "account_manager", "activity_manager", "trainer")
PLATFORM_ALL = (*PLATFORM, "platform_viewer", "platform_administrator")
READS: Expected = {"*": 200, **dict.fromkeys(PLATFORM_ALL, 403), "anonymous": SIGN_IN}
ONE: Expected = {"*": 404, **dict.fromkeys(OWN, 200), **dict.fromkeys(PLATFORM_ALL, 403), "anonymous": SIGN_IN}
ONLY_POST: Expected = {"*": 405, "anonymous": SIGN_IN}


def works(own: int, others: int = 404) -> Expected:
    return {
        "*": others,
        **dict.fromkeys(("alice", "bob", "brand_manager", "counsel"), own),
        **dict.fromkeys(("viewer", "administrator", "platform_viewer", "platform_administrator", "trainer"), 403),
        **dict.fromkeys(PLATFORM_ALL, 403),
        "anonymous": SIGN_IN,
    }


ROWS: list[tuple[str, str, Expected, str]] = [
    ("messenger:list", "get", READS, ""),
    ("messenger:talk", "get", ONE, "talk"),
    ("messenger:place", "get", ONLY_POST, "talk"),
    ("messenger:place", "post", works(422), "talk"),
    ("messenger:write", "get", ONLY_POST, "talk"),
    ("messenger:write", "post", works(422), "talk"),
    ("messenger:undo", "get", ONLY_POST, "line"),
]


@pytest.mark.parametrize(("name", "method", "expected", "what"), ROWS)
@pytest.mark.django_db
def test_every_role_gets_what_it_may(cast, name, method, expected, what):
    talk = make_talk(store=make_store(organisation=cast.merchant))
    line = make_line(talk=talk, side=Side.BRAND, state=Line.State.WAITING, author=cast.alice)
    args = {"talk": (talk.pk,), "line": (line.pk,)}.get(what, ())

    check_row(cast, name, method=method, expected=expected, args=args)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("messenger:")
