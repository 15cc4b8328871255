"""Every address of mail, for everybody."""

from __future__ import annotations

import pytest

from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of
from branddesk.channels.email.tests.mails import bring

pytestmark = pytest.mark.django_db

OURS = {"alice": 200, "bob": 200, "viewer": 200, "administrator": 200}
KEY, CASE = "key", "case"

# name, method, what stands in the address, expected
ROWS = [
    ("email:held", "get", "", {"trainer": 403, "*": 200, "anonymous": SIGN_IN}),
    ("email:mail", "get", KEY, OURS | {"*": 404, "anonymous": SIGN_IN}),
    ("email:html", "get", KEY, OURS | {"*": 404, "anonymous": SIGN_IN}),
    ("email:raw", "get", KEY, OURS | {"*": 404, "anonymous": SIGN_IN}),
    (
        "email:panel",
        "get",
        CASE,
        {"mallory": 404, "*": 200, "anonymous": SIGN_IN},
    ),
    (
        "email:write",
        "get",
        "?case=BD-10001",
        {
            "alice": 200,
            "bob": 200,
            "moderator": 200,
            "mallory": 404,
            "*": 403,
            "anonymous": SIGN_IN,
        },
    ),
    (
        "email:accept",
        "post",
        KEY,
        {"alice": 422, "bob": 422, "viewer": 403, "administrator": 422, "*": 404, "anonymous": SIGN_IN},
    ),
    (
        "email:restore",
        "post",
        KEY,
        {"alice": 302, "bob": 302, "administrator": 302, "viewer": 403, "*": 404, "anonymous": SIGN_IN},
    ),
    (
        "email:discard",
        "post",
        KEY,
        {"alice": 302, "bob": 302, "administrator": 302, "viewer": 403, "*": 404, "anonymous": SIGN_IN},
    ),
    ("email:hook", "post", "", {"*": 403}),
]


@pytest.mark.parametrize(("name", "method", "where", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_every_address_for_every_role(world, name, method, where, expected):
    mail = bring(sender="eve@evil.example", to=world.reply_to)
    args = {KEY: (mail.key,), CASE: ("BD-10001",)}.get(where, ())
    query = where if where.startswith("?") else ""
    check_row(world.cast, name, method=method, expected=expected, args=args, query=query)


def test_the_table_names_every_address():
    assert {row[0] for row in ROWS} == names_of("email:")
