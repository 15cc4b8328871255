"""Every address of calls, for everybody."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.channels.phone.tests.factories import make_call, make_system
from branddesk.evidence.tests.factories import make_blob

Expected = dict[str, int | str]
ALL: Expected = {"*": 200, "anonymous": SIGN_IN}
ONLY_POST: Expected = {"*": 405, "anonymous": SIGN_IN}
ONLY_GET = ONLY_POST
OWN = ("alice", "bob", "viewer", "administrator", "brand_manager", "counsel")


def of_administrators(own: int, platform: int) -> Expected:
    return {"*": 403, "administrator": own, "platform_administrator": platform, "anonymous": SIGN_IN}


def logged(status: int) -> Expected:
    """Without a case: everybody but viewers."""
    return {
        "*": status,
        "viewer": 403,
        "platform_viewer": 403,
        **dict.fromkeys(("counsel", "support_agent", "account_manager", "activity_manager", "trainer"), status),
        "anonymous": SIGN_IN,
    }


def in_case(status: int) -> Expected:
    return {
        "*": 404,
        "anonymous": SIGN_IN,
        **dict.fromkeys(("alice", "bob", "counsel", "moderator"), status),
        **dict.fromkeys(("support_agent", "account_manager", "activity_manager"), status),
        **dict.fromkeys(("viewer", "administrator", "platform_viewer", "platform_administrator", "trainer"), 403),
    }


CALL: Expected = {"*": 404, "anonymous": SIGN_IN, **dict.fromkeys(OWN, 200)}
ROWS: list[tuple[str, str, Expected, str]] = [
    ("phone:list", "get", ALL, ""),
    ("phone:list", "post", ONLY_GET, ""),
    ("phone:export", "get", ONLY_POST, ""),
    ("phone:export", "post", {"*": 422, "anonymous": SIGN_IN}, ""),
    ("phone:ringing", "get", ALL, ""),
    ("phone:card", "get", logged(200), ""),
    ("phone:card", "post", logged(422), ""),
    ("phone:card", "get", in_case(200), "case"),
    ("phone:card", "post", in_case(422), "case"),
    ("phone:detail", "get", CALL, "call"),
    ("phone:recording", "get", {**CALL, "viewer": 403}, "call"),
    ("phone:system", "get", of_administrators(200, 200), ""),
    ("phone:system", "post", of_administrators(302, 422), ""),
    ("phone:new_secret", "get", ONLY_POST, ""),
    ("phone:new_secret", "post", of_administrators(200, 200), ""),
    ("phone:try", "get", ONLY_POST, ""),
    ("phone:try", "post", of_administrators(422, 422), ""),
    ("phone:hook", "get", {"*": 405}, "hook"),
    ("phone:hook", "post", {"*": 403}, "hook"),
]


@pytest.mark.parametrize(("name", "method", "expected", "what"), ROWS)
@pytest.mark.django_db
def test_every_role_gets_what_it_may(cast, case, name, method, expected, what):
    system = make_system(cast.merchant)
    call = make_call(person=cast.alice, brand=case.brand, recording=make_blob())
    args = {"call": (call.pk,), "hook": (system.key,)}.get(what, ())
    query = f"?case={case.number}" if what == "case" else ""

    check_row(cast, name, method=method, expected=expected, args=args, query=query)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("phone:")
