"""Reading what strangers send: nothing hangs, nothing raises, nothing acts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branddesk.channels.email import html
from branddesk.channels.email.authentication import Verdict, results_of, verdict_of
from branddesk.channels.email.headers import addresses, decoded
from branddesk.channels.email.invitations import meetings_of
from branddesk.channels.email.parsing import LARGE_HEADERS, TOO_DEEP, parse
from branddesk.channels.email.quoting import without_tail
from branddesk.channels.email.reports import report_of
from branddesk.channels.email.tests.mails import raw_mail


@given(st.binary(max_size=3_000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_without_an_exception(content):
    mail = parse(content)
    report_of(mail)
    meetings_of([content])


@given(st.text(max_size=600), st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_survives_and_any_header_is_one_line(text, header):
    assert without_tail(text) or not text.strip()
    assert "\n" not in decoded(header)
    html.clean(text)
    html.text_of_html(text)


def nested(depth: int) -> bytes:
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number) for number in range(depth)
    )
    return b"From: a@b.example\r\n" + head + b"Content-Type: text/plain\r\n\r\nhello\r\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (nested(60), TOO_DEEP),
        (nested(3_000), TOO_DEEP),
        (b"Content-Type: message/rfc822\r\n\r\n" * 2_000, TOO_DEEP),
        (b"X: " + b"a" * 1_000_000 + b"\r\nFrom: a@b.example\r\n\r\nhi", LARGE_HEADERS),
        (b"From: " + b"a@b.example, " * 100_000 + b"\r\n\r\nhi", LARGE_HEADERS),
    ],
)
def test_a_bomb_is_flagged_within_a_second(content, problem):
    begun = time.monotonic()
    mail = parse(content)
    assert problem in mail.problems
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "bad", ["On " * 30_000, "> " * 50_000, "From: " * 20_000, "-" * 90_000, "On a wrote:\n" * 9_000]
)
def test_a_hostile_text_is_cut_within_a_second(bad):
    begun = time.monotonic()
    without_tail(bad)
    assert time.monotonic() - begun < 1


def test_a_wrong_charset_is_read_all_the_same():
    content = "侵权商品已下架".encode("gb18030")
    mail = parse(b"From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + content)
    assert mail.text == "侵权商品已下架"
    assert parse(b"Content-Type: text/plain; charset=no-such\r\n\r\n" + "Привет".encode("cp1251")).text


def test_names_of_files_and_subjects_are_decoded():
    mail = parse(raw_mail(subject="投诉结果", files=[("授权书.pdf", "application/pdf", b"%PDF-1.4")]))
    assert mail.subject == "投诉结果"
    assert mail.attachments[0].name == "授权书.pdf"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Ирина <a@b.example>", ["a@b.example"]),
        ('"x@y.example" <a@b.example>, c@d.example', ["a@b.example", "c@d.example"]),
        ("alice@good.example)<eve@evil.example>", ["eve@evil.example"]),
        ("alice@good.example(<eve@evil.example", []),
        ("<a@b.example> <c@d.example>", ["c@d.example"]),
    ],
)
def test_only_plain_addresses_count(header, found):
    assert [address for _name, address in addresses([header])] == found


DIRTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href=" javascript:alert(1)">x</a>',
    "<svg><script>alert(1)</script></svg>",
    '<form action="https://evil.example"><input name=q></form>',
    '<iframe src="https://evil.example"></iframe>',
    "<style>@import url(https://evil.example)</style>",
    '<div style="background:url(https://evil.example/x.png)">x</div>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<table background="https://evil.example/x.png"><tr><td>x</td></tr></table>',
]


@pytest.mark.parametrize("dirty", DIRTY)
def test_nothing_in_html_acts_or_calls_home(dirty):
    clean = html.clean(dirty).lower()
    assert not any(bad in clean for bad in ("script", "onerror", "<form", "<iframe", "evil.example", "alert("))


def test_remote_pictures_come_only_when_asked_for_and_the_mails_own_at_once():
    source = '<img src="https://shop.example/a.png"><img src="http://10.0.0.1/b.png"><img src="cid:logo">'
    inline = {"logo": ("image/png", b"png")}
    assert "shop.example" not in html.clean(source, inline=inline)
    assert "data:image/png" in html.clean(source, inline=inline)
    asked = html.clean(source, inline=inline, with_remote=True)
    assert "https://shop.example/a.png" in asked
    assert "10.0.0.1" not in asked


SERVER = "mx.desk.test"


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        (f"{SERVER}; dmarc=pass header.from=b.example", Verdict.PASSED),
        (f"{SERVER} 1; spf=pass (comment; dmarc=fail) smtp.mailfrom=x@b.example", Verdict.PASSED),
        (f"{SERVER}; dkim=pass header.d=evil.example", Verdict.UNKNOWN),
        (f"{SERVER}; dkim=pass header.d=evil.example; spf=fail smtp.mailfrom=b.example", Verdict.FAILED),
        (f"{SERVER}; dmarc=pass header.from=evil.example", Verdict.FAILED),
        (f"{SERVER}; dmarc=fail header.from=b.example; dkim=pass header.d=b.example", Verdict.FAILED),
        (f"{SERVER}; dkim=pass header.d=example", Verdict.UNKNOWN),
        (f"{SERVER}; none", Verdict.UNKNOWN),
        (f"x{SERVER}; dmarc=pass header.from=b.example", Verdict.UNKNOWN),
    ],
)
def test_the_servers_statement_is_read_for_the_address_in_from(stated, verdict):
    assert verdict_of("a@b.example", [stated], authserv_id=SERVER) is verdict


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_statement_is_read_without_an_exception(stated):
    results_of([f"{SERVER};{stated}"], authserv_id=SERVER)
