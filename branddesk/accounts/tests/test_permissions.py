"""Every address of people and sign-in, for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
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
    ("accounts:renew_invitation", "post", only_administrator(302), {"args": "invitation"}),
    ("accounts:reset_second_factor", "post", only_administrator(302), {"args": "protected"}),
    (
        "accounts:require_second_factor",
        "post",
        {"*": 403, "administrator": 302, "platform_administrator": 302, "anonymous": SIGN_IN},
        {"data": {"required": "no"}},
    ),
    ("accounts:end_session", "post", {"*": 404, "anonymous": SIGN_IN}, {"args": "session"}),
    ("accounts:end_session", "get", {"*": 405, "anonymous": SIGN_IN}, {"args": "session"}),
    ("accounts:end_other_sessions", "post", {"*": 302, "anonymous": SIGN_IN}, {}),
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
    ("account_reauthenticate", "get", {"*": 200, "anonymous": SIGN_IN}, {}),
    ("account_reauthenticate", "post", {"*": 422, "anonymous": SIGN_IN}, {}),
    # Without a second factor there is nothing to sign in or to confirm with.
    ("mfa_authenticate", "get", {"*": 302}, {}),
    ("mfa_authenticate", "post", {"*": 302}, {}),
    ("mfa_login_webauthn", "post", {"*": 302, "anonymous": 422}, {}),
    ("mfa_reauthenticate", "get", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_reauthenticate_webauthn", "get", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_index", "get", {"*": 200, "anonymous": SIGN_IN}, {}),
    # Led to confirm who one is.
    ("mfa_activate_totp", "get", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_activate_totp", "post", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_add_webauthn", "get", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_add_webauthn", "post", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_generate_recovery_codes", "get", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_generate_recovery_codes", "post", {"*": 302, "anonymous": SIGN_IN}, {}),
    ("mfa_edit_webauthn", "get", {"*": 302, "anonymous": SIGN_IN}, {"args": "passkey"}),
    ("mfa_edit_webauthn", "post", {"*": 302, "anonymous": SIGN_IN}, {"args": "passkey"}),
    ("mfa_remove_webauthn", "get", {"*": 302, "anonymous": SIGN_IN}, {"args": "passkey"}),
    ("mfa_remove_webauthn", "post", {"*": 302, "anonymous": SIGN_IN}, {"args": "passkey"}),
    # Others' second factors do not exist for anybody.
    ("mfa_deactivate_totp", "get", {"*": 404, "anonymous": SIGN_IN}, {}),
    ("mfa_deactivate_totp", "post", {"*": 404, "anonymous": SIGN_IN}, {}),
    ("mfa_view_recovery_codes", "get", {"*": 404, "anonymous": SIGN_IN}, {}),
    ("mfa_download_recovery_codes", "get", {"*": 404, "anonymous": SIGN_IN}, {}),
]


@pytest.mark.parametrize(("name", "method", "expected", "call"), ROWS)
def test_every_role_gets_what_it_may(cast, name, method, expected, call):
    cache.clear()
    invitation = make_invitation(organisation=cast.merchant, invited_by=cast.administrator)
    protected = make_user(organisation=cast.merchant)
    passkey = Authenticator.objects.create(user=protected, type=Authenticator.Type.WEBAUTHN, data={})
    session = UserSession.objects.create(user=protected, ip="192.0.2.7", session_key="theirs", user_agent="")
    args = {
        "protected": (protected.pk,),
        "passkey": (passkey.pk,),
        "session": (session.pk,),
        "person": (make_user(organisation=cast.merchant).pk,),
        "invitation": (invitation.pk,),
        "key": (invitation.key,),
        "reset": ("1", "set-password"),
    }

    check_row(cast, name, method=method, expected=expected, **{**call, "args": args.get(call.get("args", ""), ())})


def test_the_table_names_every_address():
    assert {name for name, *_rest in ROWS} == names_of("accounts:", "account_", "mfa_")
