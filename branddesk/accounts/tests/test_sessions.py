from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from branddesk.accounts import devices, selectors
from branddesk.accounts.services import deactivate_person
from branddesk.accounts.tests.factories import PASSWORD
from branddesk.core import clock
from branddesk.foundation.journal import selectors as journal
from branddesk.foundation.live.models import Event

LAPTOP = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


def signed_in(person, user_agent: str = LAPTOP) -> Client:
    client = Client(headers={"user-agent": user_agent})
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def test_the_profile_names_every_device_and_which_one_this_is(alice):
    laptop = signed_in(alice)
    signed_in(alice, PHONE)

    page = laptop.get("/profile/").content.decode()

    assert "Chrome on Windows" in page
    assert "Safari on iPhone" in page
    assert page.count("this device") == 1


def test_one_device_is_signed_out_and_the_others_stay(alice):
    laptop, phone = signed_in(alice), signed_in(alice, PHONE)
    session = UserSession.objects.get(user_agent=PHONE)

    response = laptop.post(reverse("accounts:end_session", args=[session.pk]))

    assert response.url == "/profile/"
    assert is_in(laptop)
    assert not is_in(phone)
    assert [entry.action for entry in journal.entries_for(alice)] == ["person.session-ended"]


def test_all_others_are_signed_out_with_one_click(alice):
    laptop, phone, tablet = signed_in(alice), signed_in(alice, PHONE), signed_in(alice)

    laptop.post(reverse("accounts:end_other_sessions"))

    assert [is_in(client) for client in (laptop, phone, tablet)] == [True, False, False]
    assert list(journal.entries_for(alice))[-1].facts == {"number": 2}


def test_a_session_of_somebody_else_is_not_there_to_end(alice, mallory):
    signed_in(alice)
    stranger = signed_in(mallory)
    session = UserSession.objects.get(user=alice)

    response = stranger.post(reverse("accounts:end_session", args=[session.pk]))

    assert response.status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_this_device_is_left_by_signing_out(alice):
    laptop = signed_in(alice)

    response = laptop.post(reverse("accounts:end_session", args=[UserSession.objects.get().pk]))

    assert response.status_code == 422
    assert is_in(laptop)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(alice):
    laptop, phone = signed_in(alice), signed_in(alice, PHONE)

    laptop.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "another-long-one", "password2": "another-long-one"},
    )

    assert is_in(laptop)
    assert not is_in(phone)
    assert selectors.sessions_of(alice).count() == 1


def test_deactivation_ends_all_sessions_and_has_open_pages_look_again(cast):
    clients = [signed_in(cast.alice), signed_in(cast.alice, PHONE)]

    deactivate_person(actor=cast.administrator, person=cast.alice)

    assert not any(is_in(client) for client in clients)
    assert not UserSession.objects.filter(user=cast.alice).exists()
    assert Event.objects.filter(channel=f"person:{cast.alice.pk}", kind="access").exists()


def test_the_last_use_is_written_down_every_ten_minutes_and_not_at_every_page(alice):
    laptop = signed_in(alice)
    before = UserSession.objects.get().last_seen_at

    laptop.get("/profile/")
    assert UserSession.objects.get().last_seen_at == before

    with clock.at(clock.now() + timedelta(minutes=11)):
        laptop.get("/profile/")
    assert UserSession.objects.get().last_seen_at > before


def test_a_session_that_ran_out_is_not_listed(alice):
    signed_in(alice)

    with clock.at(clock.now() + timedelta(days=15)):
        assert not selectors.sessions_of(alice).exists()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (LAPTOP, "Chrome on Windows"),
        (PHONE, "Safari on iPhone"),
        (LAPTOP + " Edg/156.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/156 Mobile Safari/537.36 MicroMessenger/9",
            "WeChat on Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150 YaBrowser/26.1 Safari/537.36", "Yandex Browser on Windows"),
        ("curl/8", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_browser_is_named_as_people_name_it(line, name):
    assert devices.name_of(line) == name


@given(st.text(max_size=300))
def test_no_line_breaks_the_list(line):
    assert devices.name_of(line)
    assert devices.is_phone(line) in {True, False}


def test_no_page_about_people_holds_a_key_of_a_session_or_what_is_kept_of_a_password(alice, cast):
    laptop, administrator = signed_in(alice), signed_in(cast.administrator)
    keys = {row.session_key for row in UserSession.objects.all()} | {alice.password, cast.administrator.password}

    pages = [laptop.get("/profile/"), administrator.get("/people/"), administrator.get(f"/people/{alice.pk}/")]

    assert len(keys) == 4
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any(key in page.content.decode() for key in keys for page in pages)
