"""Visitors confirm a mail address, see their own chats only, and cannot make the desk trouble strangers."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.channels.chat.models import AddressProof, Conversation, Visitor
from branddesk.channels.chat.services import visiting
from branddesk.channels.chat.tests.factories import make_chat, make_desk, make_visitor
from branddesk.channels.chat.watching import VISITOR, guest
from branddesk.evidence.tests.factories import make_upload
from branddesk.foundation.delivery.models import Outbound

pytestmark = pytest.mark.django_db

ASKED = {"name": "Vasya <b>", "email": "Vasya@example.net", "text": "Buy cheap pills here"}


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


def mails():
    return Outbound.objects.filter(channel="mail", to="vasya@example.net")


def code_in(mail):
    return re.search(r"\b(\d{6})\b", mail.text)[1]


def sent_code(monkeypatch):
    """Ask for a code as a browser does; returns the browser and the code."""
    codes = []
    monkeypatch.setattr(visiting, "_send", lambda proof, code: codes.append(code))
    client = Client()
    client.post(reverse("chat:visit"), ASKED)
    return client, codes[0]


def test_the_help_centre_offers_the_chat_to_everybody():
    page = Client().get(reverse("helpcenter:home"))

    assert reverse("chat:visit") in page.content.decode()


def test_the_right_code_begins_the_chat_once(monkeypatch):
    client, code = sent_code(monkeypatch)

    first = client.post(reverse("chat:visit_code"), {"code": code})
    again = client.post(reverse("chat:visit_code"), {"code": code})

    chat = Conversation.objects.get()
    assert first.url == reverse("chat:detail", args=[chat.key])
    assert again.url == reverse("chat:visit")
    assert client.get(first.url).status_code == 200


def test_the_mail_holds_nothing_that_was_typed():
    Client().post(reverse("chat:visit"), ASKED)

    mail = mails().get()
    assert mail.is_sensitive
    assert "pills" not in mail.subject + mail.text
    assert "Vasya" not in mail.subject + mail.text


def test_five_wrong_codes_close_the_way_for_the_right_one(monkeypatch):
    client, code = sent_code(monkeypatch)
    wrong = "000000" if code != "000000" else "111111"

    for _time in range(visiting.MOST_ATTEMPTS):
        assert client.post(reverse("chat:visit_code"), {"code": wrong}).status_code == 422

    assert client.post(reverse("chat:visit_code"), {"code": code}).status_code == 422
    assert not Visitor.objects.exists()


def test_a_stranger_is_not_bombed_with_mail():
    answers = [Client().post(reverse("chat:visit"), ASKED) for _time in range(6)]

    assert {answer.url for answer in answers} == {reverse("chat:visit_code")}
    assert mails().count() == visiting.MOST_TO_ADDRESS


def test_one_place_cannot_send_to_many_strangers():
    for number in range(visiting.MOST_FROM_ADDRESS + 3):
        Client().post(reverse("chat:visit"), {**ASKED, "email": f"v{number}@example.net"})

    assert Outbound.objects.filter(channel="mail").count() == visiting.MOST_FROM_ADDRESS


def test_opening_the_link_of_the_mail_does_nothing_yet(monkeypatch):
    client, code = sent_code(monkeypatch)
    address = reverse("chat:visit_link", args=[visiting.token_of(AddressProof.objects.get(), code)])

    assert client.get(address).status_code == 200
    assert not Conversation.objects.exists()
    assert client.post(address).status_code == 302
    assert Conversation.objects.count() == 1


def test_a_forged_link_opens_nothing():
    assert Client().post(reverse("chat:visit_link", args=["forged"])).status_code == 422


def test_a_visitor_sees_and_hears_only_the_own_chat():
    vasya, petya = make_visitor(), make_visitor(email="petya@example.net")
    own, other = make_chat(visitor=vasya), make_chat(visitor=petya)
    client = Client()
    session = client.session
    session[VISITOR] = vasya.pk
    session.save()
    names = ("chat:detail", "chat:state", "chat:lines")
    posts = ("chat:lines", "chat:upload", "chat:writing", "chat:read", "chat:close")

    assert [client.get(reverse(name, args=[own.key])).status_code for name in names] == [200] * 3
    assert {client.get(reverse(name, args=[other.key])).status_code for name in names} == {404}
    sent = [(reverse(name, args=[other.key]), {"text": "x", "file": make_upload()}) for name in posts]
    assert {client.post(address, data).status_code for address, data in sent} == {404}
    listener = guest(client.session)
    assert listener.may_watch(own.channel)
    assert not listener.may_watch(other.channel)
    assert not listener.may_watch(own.notes_channel)
    assert not listener.may_watch("person:1")


def test_somebody_unknown_hears_nothing():
    assert guest(Client().session) is None
