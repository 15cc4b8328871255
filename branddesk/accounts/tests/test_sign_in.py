from __future__ import annotations

from collections import Counter

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse

from branddesk.accounts.models import Role, User
from branddesk.accounts.services import deactivate_person
from branddesk.accounts.tests.factories import PASSWORD, make_user

SIGN_IN = "/sign-in/"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


def test_the_right_password_signs_in_and_leads_on(client):
    make_user(email="alice@example.org")

    response = client.post(SIGN_IN, {"login": "Alice@Example.org", "password": PASSWORD, "next": "/profile/"})

    assert (response.status_code, response.url) == (302, "/profile/")


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, email):
    make_user(email="alice@example.org")

    response = client.post(SIGN_IN, {"login": email, "password": "wrong"})

    assert response.status_code == 422
    assert "The e-mail or the password is not right" in response.content.decode()
    assert f'value="{email}"' in response.content.decode()


def test_an_unknown_address_is_thought_about_as_long_as_a_known_one(client, monkeypatch):
    make_user(email="alice@example.org")
    work = Counter[str]()
    address = ""
    encode = PBKDF2PasswordHasher.encode

    def counted(hasher, password, salt, iterations=None):
        work[address] += iterations or hasher.iterations
        return encode(hasher, password, salt, 1)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        User.objects.update(password=make_password(PASSWORD))
        for address in ("alice@example.org", "nobody@example.org"):
            client.post(SIGN_IN, {"login": address, "password": "wrong"})

    assert work["alice@example.org"] == work["nobody@example.org"] > 0


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_after_five_failures_an_address_has_to_wait(client, email):
    make_user(email="alice@example.org")
    for _attempt in range(5):
        client.post(SIGN_IN, {"login": email, "password": "wrong"})

    response = client.post(SIGN_IN, {"login": email, "password": PASSWORD})

    assert response.status_code == 429
    assert "Wait five minutes" in response.content.decode()


def test_a_deactivated_person_is_told_so_only_with_the_right_password(client):
    administrator = make_user(role=Role.ADMINISTRATOR)
    person = make_user(organisation=administrator.organisation, email="gone@example.org")
    deactivate_person(actor=administrator, person=person)
    person.refresh_from_db()
    person.set_password(PASSWORD)
    person.save()

    wrong = client.post(SIGN_IN, {"login": "gone@example.org", "password": "wrong"})
    right = client.post(SIGN_IN, {"login": "gone@example.org", "password": PASSWORD})

    assert "is not right" in wrong.content.decode()
    assert "was deactivated" in right.content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_in_changes_the_session_key(client):
    make_user(email="alice@example.org")
    client.cookies[client.session.session_key or "none"] = ""
    session = client.session
    session["kept"] = True
    session.save()
    before = session.session_key

    client.post(SIGN_IN, {"login": "alice@example.org", "password": PASSWORD})

    assert client.session.session_key != before


def test_what_the_database_keeps_of_a_password_does_not_sign_in(client):
    person = make_user(email="alice@example.org")

    client.post(SIGN_IN, {"login": "alice@example.org", "password": person.password})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("header", ["remote-user", "x-remote-user", "x-forwarded-user", "x-forwarded-email", "from"])
def test_no_header_says_who_one_is(client, header):
    person = make_user(role=Role.ADMINISTRATOR)

    response = client.get("/people/", headers={header: person.email})

    assert response.status_code == 302
    assert response.url.startswith(SIGN_IN)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_never_leads_away(client, target):
    make_user(email="alice@example.org")

    response = client.post(SIGN_IN, {"login": "alice@example.org", "password": PASSWORD, "next": target})

    assert response.url == "/"


def test_signing_out_needs_a_post(client):
    client.force_login(make_user())

    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session

    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path", ["/signup/", "/sign-up/", "/email/", "/confirm-email/", "/login/code/confirm/", "/reauthenticate/"]
)
def test_there_is_no_sign_up_and_none_of_the_other_pages(client, path):
    assert client.get(path).status_code == 404
