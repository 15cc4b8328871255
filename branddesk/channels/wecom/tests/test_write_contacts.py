"""Writing to a contact by WeCom outside of cases, and what comes back from somebody who is not bound."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from branddesk.cases.models import Message
from branddesk.channels.wecom.models import Card, Received
from branddesk.channels.wecom.services import plain
from branddesk.channels.wecom.services.sending import send_card
from branddesk.channels.wecom.tests.fixtures import answers, write
from branddesk.contacts.models import Contact
from branddesk.contacts.ways import steps_for
from branddesk.core import clock
from branddesk.core.enums import Side, Status, Via
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.delivery.models import Outbound
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db
USER = "verba.kalugina"


@pytest.fixture
def contact(case, cast):
    return Contact.objects.create(
        keeper=cast.merchant,
        marketplace=case.marketplace,
        name="Ирина",
        role=Contact.Role.MANAGER,
        wecom=USER,
        languages=["ru"],
        serves_all=True,
        changed_by=cast.alice,
    )


def text_to(contact, alice, text="Когда удобно созвониться?", key=None):
    return plain.write_text(actor=alice, contact=contact, text=text, form_key=key or uuid4())


def test_a_contact_is_written_to_from_the_contacts_once_per_form(company, app, contact, alice):
    (address,) = [step.url for step in steps_for(contact, reader=alice) if step.key == "wecom"]
    assert address == reverse("wecom:write", query={"contact": contact.pk})

    key = uuid4()
    assert text_to(contact, alice, key=key) == text_to(contact, alice, key=key)

    assert answers(company, USER) == ["Когда удобно созвониться?"]


def test_the_answer_stands_on_the_page_of_the_talk_and_its_writer_is_told(company, app, contact, alice, client):
    text_to(contact, alice)

    write(app, company, "Завтра в десять", user=USER)

    assert Received.objects.get().state == "talk"
    notice = Notice.objects.get(person=alice, code="wecom.answered")
    client.force_login(alice)
    page = client.get(notice.url)
    assert [line.text for line in page.context["lines"]] == ["Завтра в десять", "Когда удобно созвониться?"]
    assert not Message.objects.exists()
    assert len(answers(company, USER)) == 1


def test_a_contact_who_answers_a_card_stands_in_its_case_as_somebody_outside(company, app, case, contact, alice):
    send_card(actor=alice, case=case, wecom_user=USER, name="Ирина", text="Card", exhibits=[], form_key=uuid4())

    write(app, company, "Скрыли обе карточки", user=USER, MsgId="7")
    write(app, company, "Скрыли обе карточки", user=USER, MsgId="7")

    message = case.messages.get(kind=Message.Kind.MESSAGE)
    assert (message.author, message.outsider, message.side, message.via) == (None, "Ирина", Side.PLATFORM, Via.WECOM)
    assert message.outside_address == USER


@pytest.mark.parametrize("wrong", ["another member", "a day later", "closed case", "no contact any more"])
def test_nobody_else_and_nothing_later_gets_into_the_case(company, app, case, contact, alice, wrong):
    send_card(actor=alice, case=case, wecom_user=USER, name="Ирина", text="Card", exhibits=[], form_key=uuid4())
    if wrong == "closed case":
        type(case).objects.update(status=Status.CLOSED)
    if wrong == "no contact any more":
        Contact.objects.update(removed_at=clock.now())
    if wrong == "a day later":
        Card.objects.update(created_at=clock.now() - timedelta(hours=25))

    write(app, company, "Пустите", user="guest" if wrong == "another member" else USER)

    assert not case.messages.filter(kind=Message.Kind.MESSAGE).exists()
    assert Received.objects.get().state == "unbound"


def test_what_cannot_be_sent_is_refused_with_a_sentence(company, app, contact, alice, cast):
    for text, sentence in (("  ", "Write something"), ("字" * 700, "too long")):
        with pytest.raises(DomainError, match=sentence):
            text_to(contact, alice, text=text)
    with pytest.raises(NotAllowed):
        text_to(contact, cast.viewer)
    contact.wecom = ""
    with pytest.raises(DomainError, match="No WeCom ID"):
        text_to(contact, alice)
    assert not Outbound.objects.exists()


def test_nobody_sends_a_flood(company, app, contact, alice, monkeypatch):
    monkeypatch.setattr(plain, "MOST_AN_HOUR", 1)
    text_to(contact, alice)
    with pytest.raises(DomainError, match="little later"):
        text_to(contact, alice)


def test_the_page_keeps_what_was_typed_and_leads_to_the_cases(company, app, case, contact, alice, client):
    client.force_login(alice)
    address = reverse("wecom:write", query={"contact": contact.pk})

    assert case.number in client.get(address).content.decode()
    page = client.post(address, {"text": "字" * 700, "form_key": str(uuid4())})

    assert page.status_code == 422
    assert "字" * 700 in page.content.decode()
