"""The envelope, against the samples of the public documentation and by round trip."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.channels.wecom.codec import BadEnvelope, Codec, decode_key, read_xml, write_xml

SAMPLE = Codec("hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo", "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt", "ww1436e0e65a779aee")
ECHO = "fsi1xnbH4yQh0+PJxcOdhhK6TDXkjMyhEPA7xB2TGz6b+g7xyAbEkRxN/3cNXW9qdqjnoVzEtpbhnFyq6SVHyA=="
OTHER = Codec("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
OTHER_ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
MESSAGE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3"
    "TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gs"
    "ijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa"
    "x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIG"
    "HBZZIs2pDBS8R07+qN+E7Q=="
)


def test_the_documented_addresses_are_confirmed():
    SAMPLE.check("012bc692d0a58dd4b10f8dfe5c4ac00ae211ebeb", "1476416373", "47744683", ECHO)
    OTHER.check("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780", OTHER_ECHO)

    assert SAMPLE.decrypt(ECHO) == b"1288432023552776189"
    assert OTHER.decrypt(OTHER_ECHO) == b"1616140317555161061"


def test_the_documented_message_is_read():
    OTHER.check("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149", MESSAGE)

    fields = read_xml(OTHER.decrypt(MESSAGE))

    assert (fields["FromUserName"], fields["MsgType"], fields["Content"]) == ("mycreate", "text", "hello")
    assert fields["MsgId"] == "4561255354251345929"


@given(st.binary(max_size=5000))
def test_what_goes_in_comes_out(message):
    assert SAMPLE.decrypt(SAMPLE.encrypt(message)) == message


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_words_survive_the_xml(text):
    assert read_xml(write_xml(Content=text))["Content"] == text.strip()


@given(st.binary(max_size=400))
def test_rubbish_is_refused_and_never_breaks(rubbish):
    for attempt in (rubbish.decode("latin-1"), base64.b64encode(rubbish).decode()):
        with pytest.raises(BadEnvelope):
            SAMPLE.decrypt(attempt)


def test_a_wrong_signature_is_refused():
    with pytest.raises(BadEnvelope):
        SAMPLE.check("012bc692d0a58dd4b10f8dfe5c4ac00ae211ebec", "1476416373", "47744683", ECHO)
    with pytest.raises(BadEnvelope):
        SAMPLE.check("подпись", "1476416373", "47744683", ECHO)


def test_an_envelope_for_another_company_is_refused():
    stranger = Codec(SAMPLE.token, SAMPLE.aes_key, "ww0000000000000000")

    with pytest.raises(BadEnvelope):
        SAMPLE.decrypt(stranger.encrypt(b"hello"))


@pytest.mark.parametrize("key", ["", "short", "!" * 43, SAMPLE.aes_key + "A"])
def test_a_key_that_is_none_is_refused(key):
    with pytest.raises(BadEnvelope):
        decode_key(key)


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Content>&b;</Content></xml>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>',
        b'<!DOCTYPE x SYSTEM "http://10.0.0.1/x.dtd"><xml/>',
        b"<xml>" + b"<a/>" * 500 + b"</xml>",
        b"<xml><Content>never closed",
        b"",
        b"\x00\x01",
    ],
)
def test_document_types_entities_and_floods_are_refused(bomb):
    with pytest.raises(BadEnvelope):
        read_xml(bomb)
