from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from branddesk.accounts.tests.factories import make_user
from branddesk.foundation.journal import selectors as journal

NEW = "another-long-password"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


def link_of(mail):
    return re.findall(r"https?://\S+?(/password/reset/key/\S+)", mail.body)[0]


def test_a_person_sets_a_new_password_by_mail_and_signs_in_with_it(client, mailoutbox):
    person = make_user(email="alice@example.org")
    client.post("/password/reset/", {"email": "Alice@example.org"})

    form_page = client.get(link_of(mailoutbox[0]), follow=True)
    done = client.post(form_page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)

    assert done.status_code == 200
    assert client.post("/sign-in/", {"login": person.email, "password": NEW}).url == "/"
    assert [entry.action for entry in journal.entries_for(person)] == ["person.password-reset"]


def test_the_link_works_once(client, mailoutbox):
    make_user(email="alice@example.org")
    client.post("/password/reset/", {"email": "alice@example.org"})
    link = link_of(mailoutbox[0])
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    again = client.get(link, follow=True)

    assert "This link has been used or is too old" in again.content.decode()


def test_the_page_answers_the_same_for_addresses_that_nobody_has(client, mailoutbox):
    make_user(email="alice@example.org")

    known = client.post("/password/reset/", {"email": "alice@example.org"}, follow=True)
    unknown = client.post("/password/reset/", {"email": "nobody@example.org"}, follow=True)

    assert strip(known) == strip(unknown)
    assert len(mailoutbox) == 1


def test_the_mail_speaks_the_language_of_its_reader_and_leads_to_the_desk_itself(client, settings, mailoutbox):
    make_user(email="alice@example.org", language="ru")

    client.post(
        "/password/reset/", {"email": "alice@example.org"}, HTTP_ACCEPT_LANGUAGE="zh-hans", HTTP_HOST="127.0.0.1"
    )

    [mail] = mailoutbox
    assert mail.to == ["alice@example.org"]
    assert mail.extra_headers["Content-Language"] == "ru"
    assert f"{settings.SITE_URL}/password/reset/key/" in mail.body


def test_deactivated_people_get_no_mail(client, mailoutbox):
    make_user(email="gone@example.org", is_active=False)

    client.post("/password/reset/", {"email": "gone@example.org"})

    assert mailoutbox == []


def test_asking_again_and_again_is_stopped_with_a_sentence(client, mailoutbox):
    make_user(email="alice@example.org")
    for _attempt in range(5):
        client.post("/password/reset/", {"email": "alice@example.org"})

    response = client.post("/password/reset/", {"email": "alice@example.org"})

    assert response.status_code == 429
    assert "Wait" in response.content.decode()
    assert len(mailoutbox) == 5


def strip(response):
    """The page without its tokens, which differ each time."""
    return re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode())
