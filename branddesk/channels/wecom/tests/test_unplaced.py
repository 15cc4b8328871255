"""What somebody wrote without naming a case waits on their own page, until they file it or set it aside."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.tests.factories import make_case
from branddesk.channels.wecom.models import Received
from branddesk.channels.wecom.sandbox.company import Media
from branddesk.channels.wecom.tests.fixtures import answers, make_binding, send_file, write
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.evidence.tests.factories import png_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(app, alice, client):
    make_binding(app, alice)
    client.force_login(alice)
    return client


def waiting(page):
    return [row for row, _form in page.context["waiting"]]


def file(client, received, **fields):
    return client.post(reverse("wecom:file", args=[received.pk]), fields)


def test_what_names_no_case_is_filed_on_the_desk(company, app, case, alice, at_desk):
    write(app, company, "请尽快处理")
    (one,) = waiting(at_desk.get(reverse("wecom:me")))

    assert file(at_desk, one, case=case.number).status_code == 302
    assert file(at_desk, one, case=case.number).status_code == 302

    message = case.messages.get()
    assert (message.body, message.author) == ("请尽快处理", alice)
    assert waiting(at_desk.get(reverse("wecom:me"))) == []
    assert case.number in answers(company)[-1]


def test_a_picture_is_filed_with_its_exhibit(company, app, case, at_desk):
    send_file(app, company, Media("a.png", "image/png", png_bytes(), clock.now().timestamp()))
    (one,) = waiting(at_desk.get(reverse("wecom:me")))

    file(at_desk, one, number=case.number.lower())

    exhibit = case.messages.get().exhibits.get()
    assert exhibit.source == "wecom"


def test_a_case_of_others_is_refused_with_a_sentence_and_the_text_still_waits(company, app, at_desk, case, mallory):
    other = make_case(brand=make_brand(members=[mallory]), status=Status.IN_REVIEW)
    write(app, company, "请尽快处理")
    (one,) = waiting(at_desk.get(reverse("wecom:me")))

    page = file(at_desk, one, number=other.number)

    assert page.status_code == 422
    assert "no such case" in page.content.decode()
    assert waiting(page) == [one]
    assert not Message.objects.exists()
    assert file(at_desk, one).status_code == 422


def test_what_is_set_aside_stands_in_no_case_and_is_kept(company, app, case, at_desk):
    write(app, company, "发错了")
    one = Received.objects.get()

    at_desk.post(reverse("wecom:set_aside", args=[one.pk]))

    one.refresh_from_db()
    assert (one.state, one.text) == ("aside", "发错了")
    assert waiting(at_desk.get(reverse("wecom:me"))) == []
    file(at_desk, one, case=case.number)
    assert not Message.objects.exists()


def test_nobody_files_what_others_wrote(company, app, case, at_desk, bob):
    write(app, company, "请尽快处理")
    at_desk.force_login(bob)

    assert file(at_desk, Received.objects.get(), case=case.number).status_code == 404
    assert waiting(at_desk.get(reverse("wecom:me"))) == []


def test_the_profile_leads_to_the_own_wecom(client, alice):
    client.force_login(alice)
    assert reverse("wecom:me") in client.get(reverse("accounts:profile")).content.decode()
