"""The pages: settings that never show a secret, the code, the card."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.channels.wecom.models import Binding, Robot, WeComApp
from branddesk.channels.wecom.tests.fixtures import answers, make_binding, write
from branddesk.contacts.models import Contact
from branddesk.core.encryption import decrypt
from branddesk.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def test_an_administrator_connects_the_app_and_tries_it(company, cast):
    client = browser(cast.administrator)
    typed = {
        "corp_id": company.corp_id,
        "agent_id": company.agent_id,
        "secret": company.secret,
        "token": company.token,
        "aes_key": company.aes_key,
    }

    client.post(reverse("wecom:settings"), typed)
    page = client.post(reverse("wecom:try"), follow=True).content.decode()

    app = WeComApp.objects.get()
    assert decrypt(app.secret) == company.secret
    assert "120" in app.check_result
    assert app.check_result in page
    for secret in (company.secret, company.token, company.aes_key, app.secret):
        assert secret not in page
    assert str(app.key) in page
    assert Entry.objects.filter(action="wecom.configured").exists()


def test_a_wrong_secret_is_said_in_wecoms_words(company, app, cast):
    company.secret = "another"

    page = browser(cast.administrator).post(reverse("wecom:try"), follow=True).content.decode()

    assert "40001" in page


def test_a_secret_left_empty_stays(company, app, cast):
    browser(cast.administrator).post(
        reverse("wecom:settings"), {"corp_id": company.corp_id, "agent_id": 7, "secret": "", "token": "", "aes_key": ""}
    )

    app.refresh_from_db()
    assert app.agent_id == 7
    assert decrypt(app.secret) == company.secret


def test_a_wrong_key_is_refused_and_nothing_typed_is_lost_but_secrets(cast):
    answer = browser(cast.administrator).post(
        reverse("wecom:settings"), {"corp_id": "ww1234", "agent_id": 7, "aes_key": "short", "secret": "my-secret"}
    )

    assert answer.status_code == 422
    assert "ww1234" in answer.content.decode()
    assert "my-secret" not in answer.content.decode()


def test_disconnecting_forgets_the_secrets(app, cast):
    browser(cast.administrator).post(reverse("wecom:disconnect"))

    app.refresh_from_db()
    assert (app.secret, app.token, app.aes_key) == ("", "", "")


def test_a_robot_in_the_own_network_is_refused_on_the_page(cast):
    answer = browser(cast.administrator).post(
        reverse("wecom:robot"), {"address": "http://10.0.0.1/cgi-bin/webhook/send?key=k", "tells": ["new"]}
    )

    assert answer.status_code == 422
    assert not Robot.objects.exists()


def test_the_page_shows_a_code_and_changes_when_it_has_arrived(company, app, alice):
    client = browser(alice)
    page = client.post(reverse("wecom:new_code")).content.decode()
    code = page.split('id="wecom-code">')[1].split("<")[0]
    assert client.get(reverse("wecom:me"), {"waiting": 1}).status_code == 204

    write(app, company, code)

    assert "lin.xiaowen" in client.get(reverse("wecom:me"), {"waiting": 1}).content.decode()
    client.post(reverse("wecom:unbind"))
    assert not Binding.objects.exists()


def test_a_card_goes_to_a_contact_from_the_case(company, app, case, alice):
    contact = Contact.objects.create(
        keeper=alice.organisation,
        marketplace=case.marketplace,
        name="Калугина",
        wecom="zhou.qiming",
        languages=["ru"],
        serves_all=True,
        changed_by=alice,
    )
    client = browser(alice)
    address = reverse("wecom:send", query={"case": case.number, "contact": contact.pk})

    page = client.get(address).content.decode()
    assert "Бренд" in page or "Brand" in page
    client.post(
        address,
        {
            "to": f"contact:{contact.pk}",
            "text": "Посмотрите",
            "form_key": "6f3c2a52-6f0e-4a0b-9c53-8f9a0a1c7e99",
        },
    )

    assert answers(company, "zhou.qiming")[0].startswith("Посмотрите")
    assert case.messages.count() == 1


def test_a_card_to_somebody_not_on_the_list_is_refused(company, app, case, alice, mallory):
    make_binding(app, mallory, "guest")

    answer = browser(alice).post(
        reverse("wecom:send", query={"case": case.number}),
        {"to": f"person:{mallory.pk}", "text": "x", "form_key": "6f3c2a52-6f0e-4a0b-9c53-8f9a0a1c7e99"},
    )

    assert answer.status_code == 422
    assert not company.sent


@pytest.mark.parametrize("name", ["settings", "me"])
def test_pages_ask_few_questions(app, cast, django_assert_max_num_queries, name):
    for number in range(15):
        make_binding(app, cast.administrator, f"user{number}") if number == 0 else None
    client = browser(cast.administrator)
    client.get(reverse(f"wecom:{name}"))

    with django_assert_max_num_queries(12):
        client.get(reverse(f"wecom:{name}"))


def test_the_page_of_a_card_asks_few_questions(app, case, alice, django_assert_max_num_queries):
    client = browser(alice)
    address = reverse("wecom:send", query={"case": case.number})
    client.get(address)

    with django_assert_max_num_queries(16):
        client.get(address)
