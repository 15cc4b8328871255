"""Every address of people and sign-in, for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_invitation, make_user
from branddesk.accounts.tests.tables import SIGN_IN, check_row, names_of

Expected = dict[str, int | str]


def only_administrator(status: int) -> Expected:
    """For one person or invitation of the merchant: colleagues may not, the others see nothing."""
    return {"*": 404, "alice": 403, "bob": 403, "viewer": 403, "administrator": status, "anonymous": SIGN_IN}


ROWS: list[tuple[str, str, Expected, dict[str, Any]]] = [
    ("accounts:profile", "get", {"*": 200, "anonymous": SIGN_IN}, {}),
    ("accounts:profile", "post", {"*": 422, "anonymous": SIGN_IN}, {}),
    ("accounts:language", "get", {"*": 405}, {}),
    ("accounts:language", "post", {"*": 302}, {"data": {"language": "ru"}}),
    (
        "accounts:people",
        "get",
        {"*": 403, "administrator": 200, "platform_administrator": 200, "anonymous": SIGN_IN},
        {},
    ),
    (
        "accounts:people",
        "post",
        {"*": 403, "administrator": 422, "platform_administrator": 422, "anonymous": SIGN_IN},
        {"data": {"email": "not an address"}},
    ),
    (
        "accounts:person",
        "get",
        only_administrator(200),
        {"args": "person"},
    ),
    (
        "accounts:person",
        "post",
        only_administrator(302),
        {"args": "person", "data": {"role": Role.VIEWER}},
    ),
    (
        "accounts:deactivate",
        "post",
        only_administrator(302),
        {"args": "person"},
    ),
    ("accounts:deactivate", "get", {"*": 405, "anonymous": SIGN_IN}, {"args": "person"}),
    (
        "accounts:reactivate",
        "post",
        only_administrator(302),
        {"args": "person"},
    ),
    (
        "accounts:withdraw_invitation",
        "post",
        only_administrator(302),
        {"args": "invitation"},
    ),
    ("accounts:invitation", "get", {"*": 200}, {"args": "key"}),
    ("accounts:invitation", "post", {"*": 422}, {"args": "key"}),
    ("accounts:demo_sign_in", "post", {"*": 404}, {"args": "person"}),
    ("account_login", "get", {"*": 302, "anonymous": 200}, {}),
    ("account_logout", "get", {"*": 200, "anonymous": 302}, {}),
    ("account_logout", "post", {"*": 302}, {}),
    ("account_change_password", "get", {"*": 200, "anonymous": SIGN_IN}, {}),
    ("account_change_password", "post", {"*": 422, "anonymous": SIGN_IN}, {}),
    ("account_reset_password", "get", {"*": 200}, {}),
    ("account_reset_password", "post", {"*": 422}, {}),
    ("account_reset_password_done", "get", {"*": 200}, {}),
    ("account_reset_password_from_key", "get", {"*": 200}, {"args": "reset"}),
    ("account_reset_password_from_key_done", "get", {"*": 200}, {}),
]


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, call):
    cache.clear()
    invitation = make_invitation(organisation=cast.merchant, invited_by=cast.administrator)
    args = {
        "person": (make_user(organisation=cast.merchant).pk,),
        "invitation": (invitation.pk,),
        "key": (invitation.key,),
        "reset": ("1", "set-password"),
    }

    check_row(cast, name, method=method, expected=expected, **{**call, "args": args.get(call.get("args", ""), ())})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("accounts:", "account_")
