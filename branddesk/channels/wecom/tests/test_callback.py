"""The address that WeCom calls: what is not WeCom's, too old or heard before is refused."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from branddesk.channels.wecom.codec import Codec, write_xml
from branddesk.channels.wecom.models import Received, SeenCall, WeComApp
from branddesk.channels.wecom.services import receiving
from branddesk.channels.wecom.tests.fixtures import call, make_binding, write
from branddesk.core import clock
from branddesk.foundation.delivery.models import Inbound

pytestmark = pytest.mark.django_db


def test_wecom_confirms_the_address(company, app, client):
    encrypted = Codec(company.token, company.aes_key, company.corp_id).encrypt(b"echo 1")
    address = reverse("wecom:callback", args=[app.key])

    answer = client.get(address, {**company.signed(encrypted), "echostr": encrypted})

    assert (answer.status_code, answer.content) == (200, b"echo 1")
    assert WeComApp.objects.get().verified_at is not None


def test_a_message_is_stored_as_it_came_then_understood(company, app, alice):
    make_binding(app, alice)

    assert write(app, company, "你好") == 200

    inbound = Inbound.objects.get()
    assert (inbound.channel, inbound.state) == ("wecom-in", "handled")
    assert Received.objects.get().text == "你好"


def test_a_wrong_signature_is_refused(company, app):
    signed, body = company.envelope("lin.xiaowen", "text", Content="hello")

    assert call(app, signed | {"msg_signature": "0" * 40}, body) == 403
    assert call(app, signed | {"nonce": "1"}, body) == 403
    assert not Inbound.objects.exists()


def test_a_call_older_than_five_minutes_is_refused(company, app):
    signed, body = company.envelope("lin.xiaowen", "text", Content="hello")

    with clock.at(clock.now() + timedelta(minutes=6)):
        assert call(app, signed, body) == 403
    assert call(app, signed | {"timestamp": "soon"}, body) == 403
    assert not Inbound.objects.exists()


def test_a_call_repeated_word_for_word_is_refused(company, app, alice):
    make_binding(app, alice)
    signed, body = company.envelope("lin.xiaowen", "text", Content="hello")

    assert call(app, signed, body) == 200
    assert call(app, signed, body) == 403
    assert Received.objects.count() == 1


def test_a_message_that_wecom_sends_anew_is_handled_once(company, app, alice):
    make_binding(app, alice)

    assert write(app, company, "hello", MsgId="77") == 200
    assert write(app, company, "hello", MsgId="77") == 200

    assert Received.objects.count() == 1


def test_an_envelope_for_another_company_is_refused(company, app):
    stranger = Codec(company.token, company.aes_key, "wwsomebodyelse")
    encrypted = stranger.encrypt(b"<xml><MsgType>text</MsgType></xml>")

    assert call(app, company.signed(encrypted), write_xml(Encrypt=encrypted)) == 403


def test_a_body_beyond_the_limit_is_refused(company, app):
    signed, _body = company.envelope("lin.xiaowen", "text", Content="hello")

    assert call(app, signed, b"x" * (receiving.MOST_BYTES + 1)) == 413


def test_entities_in_the_body_are_refused(company, app):
    bomb = b'<!DOCTYPE x [<!ENTITY a "a">]><xml><Encrypt>&a;</Encrypt></xml>'

    assert call(app, company.signed("a"), bomb) == 403


def test_entities_within_the_envelope_are_stored_and_come_to_a_person(company, app, settings):
    encrypted = Codec(company.token, company.aes_key, company.corp_id).encrypt(
        b'<!DOCTYPE x [<!ENTITY a "a">]><xml><Content>&a;</Content></xml>'
    )

    assert call(app, company.signed(encrypted), write_xml(Encrypt=encrypted)) == 200
    assert Inbound.objects.get().state == "received"
    assert not Received.objects.exists()


def test_an_unknown_address_is_not_there(company, app, client):
    assert client.post("/wecom/callback/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_an_app_that_is_disconnected_hears_nothing(company, app):
    WeComApp.objects.update(token="", aes_key="")

    assert write(app, company, "hello") == 403


def test_an_address_without_signature_is_refused(app, client):
    address = reverse("wecom:callback", args=[app.key])

    assert client.get(f"{address}?{urlencode({'echostr': 'x'})}").status_code == 403
    assert client.post(address, b"<xml/>", content_type="text/xml").status_code == 403


def test_calls_too_old_to_be_repeated_are_forgotten(company, app, alice):
    write(app, company, "hello")

    with clock.at(clock.now() + timedelta(hours=1)):
        assert receiving.forget_calls() == 1
    assert not SeenCall.objects.exists()
