from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.services import deactivate_person, require_second_factor, reset_second_factor
from branddesk.accounts.tests.factories import PASSWORD, make_user
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.journal import selectors as journal

SIGN_IN, CODE, OVERVIEW = "/sign-in/", "/sign-in/code/", "/profile/second-factor/"
SECRET = generate_totp_secret()


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30))


@pytest.fixture
def protected(cast):
    """Alice with an authenticator app and recovery codes."""
    TOTP.activate(cast.alice, SECRET)
    RecoveryCodes.activate(cast.alice)
    return cast.alice


def sign_in(client: Client, person) -> None:
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})


def confirm(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_app_is_set_up_with_its_code_and_recovery_codes_come_with_it(
    cast, client, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(cast.alice)
    confirm(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="secret"[^>]*>([A-Z2-7]+)<', page).group(1)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert "10 unused codes" in client.get(response.url).content.decode()
    assert {entry.action for entry in journal.entries_for(cast.alice)} == {"person.factor-added"}
    assert "authenticator app was added" in mailoutbox[0].body


def test_changing_how_one_signs_in_asks_for_the_password_first(cast, client):
    client.force_login(cast.alice)

    response = client.get(reverse("mfa_activate_totp"))

    assert response.url.startswith(reverse("account_reauthenticate"))


def test_a_wrong_code_sets_nothing_up_and_the_key_stays(cast, client):
    client.force_login(cast.alice)
    confirm(client)
    before = client.get(reverse("mfa_activate_totp")).content.decode()

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    page = response.content.decode()
    key = re.compile(r'id="secret"[^>]*>([A-Z2-7]+)<')
    assert response.status_code == 422
    assert key.search(page).group(1) == key.search(before).group(1)
    assert "This code is not right" in page
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_the_code_and_only_then_lets_in(protected, client):
    response = client.post(SIGN_IN, {"login": protected.email, "password": PASSWORD, "next": "/profile/"})
    assert response.url.startswith(CODE)
    assert not is_signed_in(client)

    response = client.post(response.url, {"code": code_now(SECRET)})

    assert response.url == "/profile/"
    assert is_signed_in(client)


def test_the_step_of_the_code_cannot_be_had_without_the_password(protected, client):
    assert client.get(CODE).url == SIGN_IN
    assert client.post(CODE, {"code": code_now(SECRET)}).url == SIGN_IN
    assert not is_signed_in(client)


def test_whoever_gives_up_is_asked_for_the_password_again(protected, client):
    sign_in(client, protected)

    client.post("/sign-out/", {"next": SIGN_IN})

    assert client.get(CODE).url == SIGN_IN
    assert client.get(SIGN_IN).status_code == 200


def test_a_code_works_once(protected, client):
    code = code_now(SECRET)
    sign_in(client, protected)
    client.post(CODE, {"code": code})

    second = Client()
    sign_in(second, protected)
    response = second.post(CODE, {"code": code})

    assert response.status_code == 422
    assert not is_signed_in(second)


def test_a_recovery_code_works_once_too(protected, client):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, protected)
    client.post(CODE, {"code": code})
    assert is_signed_in(client)

    second = Client()
    sign_in(second, protected)
    second.post(CODE, {"code": code})

    assert not is_signed_in(second)


def test_after_five_wrong_codes_one_has_to_wait(protected, client):
    sign_in(client, protected)
    for _attempt in range(5):
        client.post(CODE, {"code": "000000"})

    response = client.post(CODE, {"code": code_now(SECRET)})

    assert response.status_code == 429
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "credential", ["", "{", "[]", "null", '"x"', "{}", '{"response": null}', '{"response": {"userHandle": "MQ"}}']
)
def test_a_passkey_that_is_none_is_refused_in_words(client, credential):
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert response.status_code == 422
    assert 'name="password"' in response.content.decode()


def test_asking_for_a_passkey_names_nobody(client, protected):
    response = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    options = response.json()["request_options"]["publicKey"]
    assert options.get("allowCredentials", []) == []
    assert options["userVerification"] == "required"


def test_the_secret_of_an_app_stands_on_no_page_afterwards(protected, client):
    client.force_login(protected)
    confirm(client)

    for name in ("accounts:profile", "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes"):
        assert SECRET not in client.get(reverse(name)).content.decode()


def test_recovery_codes_are_shown_and_saved_only_to_whoever_has_confirmed(protected, client):
    client.force_login(protected)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 302
    confirm(client)

    saved = client.get(reverse("mfa_download_recovery_codes"))

    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert saved.content.decode().split() == codes
    assert saved["Cache-Control"].startswith("max-age=0")


def test_where_it_is_required_everything_else_waits_for_it(cast, client):
    require_second_factor(actor=cast.administrator, is_required=True)
    client.force_login(cast.alice)

    assert client.get("/cases/").url == OVERVIEW
    assert "requires a second factor" in client.get(OVERVIEW).content.decode()
    assert client.post("/profile/", {"name": "A"}).status_code == 403
    assert client.get("/cases/", headers={"hx-request": "true"}).status_code == 403


def test_whoever_has_one_works_on_and_other_organisations_do_not_notice(cast, protected, client):
    require_second_factor(actor=cast.administrator, is_required=True)
    client.force_login(protected)
    assert client.get("/cases/").status_code == 200

    client.force_login(cast.mallory)
    assert client.get("/cases/").status_code == 200


def test_only_an_administrator_requires_it(cast):
    with pytest.raises(NotAllowed):
        require_second_factor(actor=cast.alice, is_required=True)


def test_the_requirement_is_recorded(cast):
    require_second_factor(actor=cast.administrator, is_required=True)
    require_second_factor(actor=cast.administrator, is_required=True)

    entries = list(journal.entries_for(cast.administrator))
    assert [(entry.action, entry.facts) for entry in entries] == [
        ("organisation.second-factor-required", {"is_required": True})
    ]


def test_the_only_factor_stays_where_it_is_required(cast, protected, client):
    require_second_factor(actor=cast.administrator, is_required=True)
    client.force_login(protected)
    confirm(client)

    response = client.post(reverse("mfa_deactivate_totp"))

    assert response.status_code == 422
    assert "Add another one first" in response.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_with_the_last_factor_its_recovery_codes_go(protected, client):
    client.force_login(protected)
    confirm(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()


def test_an_administrator_removes_a_lost_factor_and_the_person_is_told_and_signed_out(cast, protected, mailoutbox):
    phone = Client()
    sign_in(phone, protected)
    phone.post(CODE, {"code": code_now(SECRET)})

    reset_second_factor(actor=cast.administrator, person=protected)

    assert not Authenticator.objects.exists()
    assert phone.get("/profile/").status_code == 302
    assert "Ada removed your second factor" in mailoutbox[-1].body
    entry = list(journal.entries_for(protected))[-1]
    assert (entry.action, entry.actor_id) == ("person.second-factor-reset", cast.administrator.pk)


@pytest.mark.parametrize("actor", ["alice", "bob", "platform_administrator", "mallory"])
def test_nobody_else_removes_it(cast, protected, actor):
    with pytest.raises(NotAllowed):
        reset_second_factor(actor=getattr(cast, actor), person=protected)

    assert Authenticator.objects.filter(user=protected).count() == 2


def test_an_administrator_does_not_get_around_confirming_for_themselves(cast):
    TOTP.activate(cast.administrator, SECRET)

    with pytest.raises(DomainError, match="on your profile"):
        reset_second_factor(actor=cast.administrator, person=cast.administrator)


def test_a_deactivated_person_comes_in_by_no_code(cast, client):
    administrator = make_user(role=Role.ADMINISTRATOR)
    person = make_user(organisation=administrator.organisation)
    TOTP.activate(person, SECRET)
    sign_in(client, person)
    deactivate_person(actor=administrator, person=person)

    client.post(CODE, {"code": code_now(SECRET)})

    assert client.get("/profile/").status_code == 302
