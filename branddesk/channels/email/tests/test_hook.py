"""The webhook for mail services: signed, fresh, limited, stored once."""

from __future__ import annotations

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from branddesk.channels.email import conf
from branddesk.channels.email.tests.mails import raw_mail
from branddesk.channels.email.views.hook import signature_of
from branddesk.core import clock
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.services.inbox import content_of

pytestmark = pytest.mark.django_db


def bring(client, body, *, age=0, secret="a secret between two servers", kind="message/rfc822"):
    stamp = str(int(clock.now().timestamp()) - age)
    return client.generic(
        "POST",
        reverse("email:hook"),
        body,
        content_type=kind,
        headers={"X-Branddesk-Timestamp": stamp, "X-Branddesk-Signature": signature_of(secret, stamp, body)},
    )


def test_a_signed_mail_is_stored_once_however_often_it_comes(client):
    content = raw_mail()
    for _attempt in range(3):
        assert bring(client, content).status_code == 200
    assert content_of(Inbound.objects.get()) == content


def test_a_form_with_the_raw_mail_is_read_too(client):
    content = raw_mail()
    body = encode_multipart(BOUNDARY, {"body-mime": SimpleUploadedFile("m.eml", content)})
    assert bring(client, body, kind=MULTIPART_CONTENT).status_code == 200
    assert content_of(Inbound.objects.get()) == content


@pytest.mark.parametrize("fields", [{"secret": "guessed"}, {"age": 900}, {"age": -900}])
def test_a_wrong_signature_and_an_old_request_are_refused(client, fields):
    assert bring(client, raw_mail(), **fields).status_code == 403
    assert not Inbound.objects.exists()


def test_a_mail_too_large_is_refused(client, monkeypatch):
    monkeypatch.setattr(conf, "MAX_BYTES", -999_990)
    assert bring(client, raw_mail()).status_code == 413


def test_without_a_secret_there_is_no_such_address(client, settings):
    settings.MAIL_WEBHOOK_SECRET = ""
    assert bring(client, raw_mail()).status_code == 404


def test_a_broken_form_is_refused_with_a_sentence(client):
    answer = bring(client, b"--x\r\nnonsense", kind="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    assert not Inbound.objects.exists()


def test_the_secret_stands_in_no_log_and_no_answer(client, settings, caplog):
    with caplog.at_level(logging.DEBUG):
        answers = [bring(client, raw_mail()), bring(client, raw_mail(), age=900), bring(client, b"x", secret="guessed")]

    told = caplog.text + "".join(answer.content.decode() for answer in answers)
    assert settings.MAIL_WEBHOOK_SECRET not in told
