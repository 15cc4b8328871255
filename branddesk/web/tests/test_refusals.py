"""A refusal is a sentence with the right status, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from branddesk.web.tests.urls import SENTENCE

pytestmark = [pytest.mark.urls("branddesk.web.tests.urls"), pytest.mark.django_db]
HTMX = {"HX-Request": "true"}
UPLOAD = {"X-Requested-With": "XMLHttpRequest"}
ESCAPED = "The case is closed &lt;for good&gt;. Reopen it first."


@pytest.mark.parametrize(("path", "status"), [("rule", 422), ("role", 403), ("status", 409)])
def test_each_kind_of_refusal_has_its_status(client, path, status):
    response = client.post(f"/refuse/{path}/")

    assert response.status_code == status
    assert ESCAPED in response.content.decode()


def test_a_page_repeats_what_was_typed_but_no_secrets(client):
    response = client.post(
        "/refuse/rule/",
        {"text": "Первая строка\nвторая", "password": "hunter2hunter2", "form_key": "0" * 32, "next": "/somewhere/"},
    )

    page = response.content.decode()
    assert "Первая строка\nвторая</textarea>" in page
    assert "hunter2hunter2" not in page
    assert "0" * 32 not in page


def test_a_page_leads_back_to_where_the_form_stands(client):
    response = client.post("/refuse/rule/", headers={"Referer": "http://testserver/cases/BD-1/"})

    assert 'href="http://testserver/cases/BD-1/"' in response.content.decode()


def test_a_page_never_leads_to_a_foreign_site(client):
    response = client.post("/refuse/rule/", headers={"Referer": "https://evil.example/cases/"})

    assert "evil.example" not in response.content.decode()


def test_htmx_shows_the_sentence_and_leaves_the_form_alone(client):
    response = client.post("/refuse/status/", {"text": "typed"}, headers=HTMX)

    assert response.status_code == 409
    assert response["HX-Retarget"] == "#refusal"
    assert response["HX-Reswap"] == "innerHTML"
    assert ESCAPED in response.content.decode()
    assert "<html" not in response.content.decode()


def test_an_upload_hears_the_sentence_as_json(client):
    response = client.post("/refuse/rule/", headers=UPLOAD)

    assert response.status_code == 422
    assert response.json() == {"error": SENTENCE}


def test_a_fragment_asked_for_after_sign_out_does_not_become_the_sign_in_page(client):
    response = client.get("/members/", headers=HTMX)

    assert response.status_code == 403
    assert "signed out" in response.content.decode()


def test_a_page_asked_for_after_sign_out_does(client):
    response = client.get("/members/")

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_a_form_whose_key_is_gone_keeps_the_text():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/refuse/rule/", {"text": "A long answer to the platform"})

    assert response.status_code == 403
    assert "A long answer to the platform" in response.content.decode()
    assert SENTENCE not in response.content.decode()


def test_a_form_too_large_is_told_the_limit(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000

    response = client.post("/theme/", {"theme": "x" * 3_000})

    assert response.status_code == 413
    assert "2 KB" in response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "ru", "en"])
def test_an_unknown_address_has_a_page_with_a_way_out(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()


def test_a_breakdown_has_a_page_that_needs_nothing_to_work(client):
    client.raise_request_exception = False

    response = client.get("/break/")

    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert "nobody thought of" not in response.content.decode()
