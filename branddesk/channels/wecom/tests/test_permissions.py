"""Every address of WeCom, for everybody."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.channels.wecom.tests.fixtures import make_app

Expected = dict[str, int | str]
ALL: Expected = {"*": 200, "anonymous": SIGN_IN}
ONLY_POST: Expected = {"*": 405, "anonymous": SIGN_IN}
ADMINISTRATORS = ("administrator", "platform_administrator")


def of_administrators(own: int, platform: int) -> Expected:
    return {"*": 403, "administrator": own, "platform_administrator": platform, "anonymous": SIGN_IN}


SEND: Expected = {
    "*": 404,
    "anonymous": SIGN_IN,
    "alice": 200,
    "bob": 200,
    "counsel": 200,
    "viewer": 403,
    "administrator": 403,
    "moderator": 200,
    "support_agent": 200,
    "account_manager": 200,
    "activity_manager": 200,
    "platform_viewer": 403,
    "platform_administrator": 403,
    "trainer": 403,
}
ROWS: list[tuple[str, str, Expected, str]] = [
    ("wecom:settings", "get", of_administrators(200, 200), ""),
    ("wecom:settings", "post", of_administrators(422, 422), ""),
    ("wecom:try", "get", ONLY_POST, ""),
    ("wecom:try", "post", of_administrators(302, 422), ""),
    ("wecom:disconnect", "get", ONLY_POST, ""),
    ("wecom:disconnect", "post", of_administrators(302, 302), ""),
    ("wecom:robot", "get", ONLY_POST, ""),
    ("wecom:robot", "post", of_administrators(422, 422), ""),
    ("wecom:try_robot", "get", ONLY_POST, ""),
    ("wecom:try_robot", "post", of_administrators(422, 422), ""),
    ("wecom:remove_robot", "get", ONLY_POST, ""),
    ("wecom:remove_robot", "post", of_administrators(302, 302), ""),
    ("wecom:me", "get", ALL, ""),
    ("wecom:me", "post", ONLY_POST, ""),
    ("wecom:new_code", "get", ONLY_POST, ""),
    (
        "wecom:new_code",
        "post",
        {
            "*": 422,
            **dict.fromkeys(("alice", "bob", "viewer", "counsel", "administrator", "brand_manager"), 200),
            "anonymous": SIGN_IN,
        },
        "",
    ),
    ("wecom:unbind", "get", ONLY_POST, ""),
    ("wecom:unbind", "post", {"*": 302, "anonymous": SIGN_IN}, ""),
    ("wecom:send", "get", SEND, "case"),
    ("wecom:send", "post", {**SEND, **{who: 422 for who, got in SEND.items() if got == 200}}, "case"),
    ("wecom:callback", "get", {"*": 403}, "key"),
    ("wecom:callback", "post", {"*": 403}, "key"),
]


@pytest.mark.parametrize(("name", "method", "expected", "what"), ROWS)
@pytest.mark.django_db
def test_every_role_gets_what_it_may(cast, case, company, name, method, expected, what):
    app = make_app(company, cast.merchant)
    query = f"?case={case.number}" if what == "case" else ""

    check_row(cast, name, method=method, expected=expected, args=(app.key,) if what == "key" else (), query=query)


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("wecom:")
