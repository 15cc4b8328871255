from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from branddesk.accounts.tests.factories import make_user
from branddesk.foundation.journal import selectors as journal

pytestmark = pytest.mark.django_db

SWITCH = "/language/"


def language_of(client, **headers):
    return client.get(reverse("account_reset_password"), **headers)["Content-Language"]


def test_before_sign_in_pages_speak_what_the_browser_asks_for(client):
    assert language_of(client, HTTP_ACCEPT_LANGUAGE="zh-CN,zh;q=0.9,en;q=0.8") == "zh-hans"
    assert language_of(client, HTTP_ACCEPT_LANGUAGE="ru-RU") == "ru"
    assert language_of(client, HTTP_ACCEPT_LANGUAGE="fr") == "en"


def test_a_switch_before_sign_in_is_remembered(client):
    response = client.post(SWITCH, {"language": "ru", "next": "/password/reset/"}, HTTP_ACCEPT_LANGUAGE="zh")

    assert response.url == "/password/reset/"
    assert language_of(client, HTTP_ACCEPT_LANGUAGE="zh") == "ru"


def test_the_language_of_the_person_wins_over_cookie_and_browser(client):
    client.post(SWITCH, {"language": "ru"})
    client.force_login(make_user(language="zh-hans"))

    assert language_of(client, HTTP_ACCEPT_LANGUAGE="en") == "zh-hans"


def test_a_switch_of_a_signed_in_person_stays_with_the_person():
    person = make_user(language="en")
    client = Client()
    client.force_login(person)

    client.post(SWITCH, {"language": "zh-hans"})

    other_device = Client()
    other_device.force_login(person)
    assert language_of(other_device) == "zh-hans"
    assert [entry.action for entry in journal.entries_for(person)] == ["person.language-changed"]


@pytest.mark.parametrize("language", ["fr", "", "en'--", "zh-hant"])
def test_a_language_that_the_desk_does_not_speak_is_refused(client, language):
    response = client.post(SWITCH, {"language": language})

    assert response.status_code == 422
    assert "django_language" not in response.cookies


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_the_switch_never_leads_away(client, target):
    assert client.post(SWITCH, {"language": "ru", "next": target}).url == "/"


def test_times_are_those_of_the_person(client, settings):
    zones: list[str] = []
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.{RecordZone.__name__}"]
    RecordZone.zones = zones
    client.force_login(make_user(time_zone="Asia/Shanghai"))

    client.get("/profile/")

    assert zones == ["Asia/Shanghai"]
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [("Europe/Moscow", "Europe/Moscow"), ("../../etc/passwd", "UTC"), ("Nowhere/City", "UTC"), ("", "UTC")],
)
def test_before_sign_in_times_are_those_of_the_cookie(client, settings, cookie, zone):
    zones: list[str] = []
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.{RecordZone.__name__}"]
    RecordZone.zones = zones
    client.cookies["branddesk_time_zone"] = cookie

    client.get("/password/reset/")

    assert zones == [zone]


def test_no_language_is_left_behind_for_the_next_reader(client):
    with translation.override("en"):
        client.get("/password/reset/", HTTP_ACCEPT_LANGUAGE="ru")

        assert translation.get_language() == "en"


class RecordZone:
    zones: list[str] = []

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self.zones.append(timezone.get_current_timezone_name())
        return self.get_response(request)
