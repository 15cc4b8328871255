from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.factories import make_user


@pytest.fixture(autouse=True)
def _demo(db, settings):
    settings.DEMO = True


def test_one_click_signs_in_as_the_person_who_reads_their_own_language(client):
    person = make_user(language="ru")
    client.get("/sign-in/", HTTP_ACCEPT_LANGUAGE="zh")

    response = client.post(reverse("accounts:demo_sign_in", args=[person.pk]))

    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get("/profile/", HTTP_ACCEPT_LANGUAGE="zh")["Content-Language"] == "ru"


def test_the_people_stand_on_the_sign_in_page(client):
    make_user(name="Wenwen")

    assert "Wenwen" in client.get("/sign-in/").content.decode()


def test_a_click_needs_the_token_of_our_own_page():
    person = make_user()

    response = Client(enforce_csrf_checks=True).post(reverse("accounts:demo_sign_in", args=[person.pk]))

    assert response.status_code == 403


def test_a_get_signs_nobody_in(client):
    assert client.get(reverse("accounts:demo_sign_in", args=[make_user().pk])).status_code == 405


def test_a_deactivated_person_cannot_be_clicked(client):
    person = make_user(is_active=False, name="Gone")

    assert client.post(reverse("accounts:demo_sign_in", args=[person.pk])).status_code == 404
    assert "Gone" not in client.get("/sign-in/").content.decode()


def test_outside_the_demo_there_is_no_such_page_and_no_list(client, settings):
    settings.DEMO = False
    person = make_user(name="Wenwen")

    assert client.post(reverse("accounts:demo_sign_in", args=[person.pk])).status_code == 404
    assert "Wenwen" not in client.get("/sign-in/").content.decode()


def test_next_never_leads_away(client):
    person = make_user()

    response = client.post(reverse("accounts:demo_sign_in", args=[person.pk]), {"next": "//evil.example/"})

    assert response.url == "/"
