"""Calls to WeCom: one token for all, refreshed once, errors by their meaning, and no secret anywhere."""

from __future__ import annotations

import logging
import threading
from io import BytesIO

import pytest
from django.db import connection

from branddesk.channels.wecom import client, tokens
from branddesk.channels.wecom.errors import Meaning, Unreachable, WeComError
from branddesk.channels.wecom.models import AccessToken
from branddesk.core.encryption import decrypt, encrypt

pytestmark = pytest.mark.django_db
HELLO = {"touser": "lin.xiaowen", "msgtype": "text", "text": {"content": "您好"}}


def test_the_token_is_fetched_once_and_shared(company, app):
    client.send_message(app, HELLO)
    client.send_message(app, HELLO | {"text": {"content": "Again"}})

    assert company.calls.count("gettoken") == 1
    assert len(company.sent) == 2


def test_the_token_is_kept_encrypted(company, app):
    client.send_message(app, HELLO)

    row = AccessToken.objects.get()
    assert decrypt(row.value) in company.tokens
    assert not any(token in row.value for token in company.tokens)


@pytest.mark.parametrize("code", [40014, 42001])
def test_a_rejected_token_is_refreshed_once_and_the_message_goes_out(company, app, code):
    client.send_message(app, HELLO)
    company.faults["message/send"].append(code)

    client.send_message(app, HELLO | {"text": {"content": "Again"}})

    assert company.calls.count("gettoken") == 2
    assert len(company.sent) == 2


def test_a_token_that_was_reset_at_wecom_is_replaced(company, app):
    client.send_message(app, HELLO)
    company.forget_tokens()

    client.send_message(app, HELLO | {"text": {"content": "Again"}})

    assert len(company.sent) == 2


def test_a_token_rejected_twice_is_given_up(company, app):
    company.faults["message/send"].extend([40014, 40014])

    with pytest.raises(WeComError) as refused:
        client.send_message(app, HELLO)
    assert refused.value.meaning is Meaning.TOKEN


@pytest.mark.django_db(transaction=True)
def test_of_many_who_need_a_token_at_once_one_fetches_it(company, app):
    got: list[str] = []

    def ask():
        try:
            got.append(tokens.token_of(app, client.fetch_token))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(set(got)) == 1
    assert len(got) == 5
    assert company.calls.count("gettoken") == 1


@pytest.mark.parametrize(
    ("code", "meaning"),
    [(45009, Meaning.LATER), (-1, Meaning.LATER), (60011, Meaning.REFUSED), (81013, Meaning.REFUSED), (99999, None)],
)
def test_each_code_has_its_meaning(company, app, code, meaning):
    company.faults["message/send"].append(code)

    with pytest.raises(WeComError) as refused:
        client.send_message(app, HELLO)

    assert refused.value.code == code
    assert refused.value.meaning is meaning
    assert str(code) in refused.value.sentence


def test_a_file_goes_there_and_back(company, app):
    media_id = client.upload_media(app, name="证据.txt", content=BytesIO(b"five5"), content_type="text/plain")

    name, data = client.get_media(app, media_id, lambda media: (media.name, b"".join(media.body)))

    assert (name, data) == ("证据.txt", b"five5")


def test_no_secret_stands_in_logs_or_exceptions(company, app, caplog, settings):
    app.secret = encrypt("a-very-secret-secret")
    with caplog.at_level(logging.DEBUG):
        with pytest.raises(WeComError) as refused:
            client.fetch_token(app)
        app.secret = encrypt(company.secret)
        client.send_message(app, HELLO)
        settings.WECOM_API = "http://127.0.0.1:9"
        with pytest.raises(Unreachable) as unreachable:
            client.fetch_token(app)

    told = caplog.text + repr(refused.value) + repr(unreachable.value) + repr(unreachable.value.__cause__)
    for secret in ("a-very-secret-secret", company.secret, *company.tokens):
        assert secret not in told


def test_what_is_not_in_wecoms_protocol_is_said_so(company, app, settings):
    settings.WECOM_API += "/nowhere"

    with pytest.raises(Unreachable):
        client.fetch_token(app)
