"""The pages that belong to no app, and what every response tells the browser."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from branddesk.web import views
from branddesk.web.context import THEME_COOKIE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "ru", "en"])
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_the_components_page_shows_in_every_language_and_theme(client, alice, language, theme):
    alice.language = language
    alice.save()
    client.force_login(alice)
    client.cookies[THEME_COOKIE] = theme

    response = client.get("/components/")

    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else language}"' in page
    assert f'data-theme="{theme}"' in page
    assert f'data-bs-theme="{"dark" if theme == "dark" else "light"}"' in page
    assert "待品牌补充" in page
    assert "Ждет бренд" in page


def test_the_components_page_is_for_people_of_the_desk(client):
    assert client.get("/components/").status_code == 302


def test_the_policy_lets_no_script_stand_in_a_page(client, alice):
    client.force_login(alice)

    policy = directives(client.get("/components/"))

    assert policy["script-src"] == ["'self'"]
    assert policy["object-src"] == ["'none'"]


def test_the_policy_lets_the_page_reach_the_live_process_on_the_host_it_was_asked_at(client, alice, settings):
    settings.LIVE_PORT = 8765
    client.force_login(alice)

    response = client.get("/components/", headers={"Host": "localhost:8764"})

    assert "http://localhost:8765" in directives(response)["connect-src"]
    assert 'content="http://localhost:8765/live/"' in response.content.decode()


def test_a_live_address_of_the_settings_is_taken_as_it_is(client, alice, settings):
    settings.LIVE_URL = "https://desk.example.org/live"
    client.force_login(alice)

    response = client.get("/components/")

    assert "https://desk.example.org" in directives(response)["connect-src"]
    assert 'content="https://desk.example.org/live/"' in response.content.decode()


def test_the_theme_is_remembered_in_the_browser(client):
    response = client.post("/theme/", {"theme": "dark", "next": "/sign-in/"})

    assert response["Location"] == "/sign-in/"
    assert 'data-bs-theme="dark"' in client.get("/sign-in/").content.decode()


def test_an_unknown_theme_changes_nothing(client):
    client.post("/theme/", {"theme": "pink"})

    assert THEME_COOKIE not in client.cookies


def test_the_theme_switch_leads_to_no_foreign_site(client):
    assert client.post("/theme/", {"theme": "dark", "next": "https://evil.example/"})["Location"] == "/"


def test_a_language_can_be_chosen_before_sign_in(client):
    page = client.get("/sign-in/").content.decode()

    assert page.count('name="language"') == 3
    assert 'action="/language/"' in page


def test_health_needs_no_sign_in(client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").content == b"ok"


def test_a_process_without_its_database_is_not_ready(client, monkeypatch):
    class Broken:
        def cursor(self) -> None:
            raise DatabaseError("gone")

    monkeypatch.setattr(views, "connection", Broken())

    assert client.get("/readyz").status_code == 503


def test_the_desk_can_stand_on_a_home_screen(client):
    about = client.get("/manifest.webmanifest").json()

    assert about["name"] == "branddesk"
    assert about["icons"][0]["src"].endswith("logo.svg")


def test_a_signed_in_page_of_the_frame_leads_to_the_profile_and_out(client, alice):
    client.force_login(alice)

    page = client.get("/components/").content.decode()

    assert alice.organisation.name in page
    assert 'href="/profile/"' in page
    assert 'action="/sign-out/"' in page


def directives(response: object) -> dict[str, list[str]]:
    header = response.headers["Content-Security-Policy"]
    return {name: sources for name, *sources in (directive.split() for directive in header.split("; "))}
