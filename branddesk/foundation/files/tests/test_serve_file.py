from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import RequestFactory

from branddesk.foundation.files import services
from branddesk.foundation.files.serving import serve, serve_thumbnail
from branddesk.foundation.files.tests import samples


def stored(content):
    return services.store(ContentFile(content))


def body(response):
    return b"".join(response.streaming_content)


def asking(**headers):
    return RequestFactory().get("/", headers=headers)


def test_picture_is_shown_in_place_under_its_name(vault):
    content = samples.picture()

    response = serve(stored(content), "снимок экрана.png", inline=True)

    assert body(response) == content
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%D1%81")
    assert response["Content-Length"] == str(len(content))
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "content", [samples.HTML, samples.SVG, samples.DOCX, samples.archive("a"), b"\x00\x01\x02\x03"]
)
def test_what_could_act_is_only_downloaded_whatever_is_asked(vault, content):
    response = serve(stored(content), "page.html", inline=True)

    assert response["Content-Disposition"].startswith("attachment")
    assert "html" not in response["Content-Type"]
    assert "svg" not in response["Content-Type"]


@pytest.mark.parametrize("content", [samples.HTML, samples.picture(), samples.PDF, b"words"])
def test_every_file_is_sent_without_guessing_and_in_a_sandbox(vault, content):
    response = serve(stored(content), "a", inline=True)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Content-Security-Policy"].endswith("sandbox")


def test_pdf_is_shown_in_place(vault):
    response = serve(stored(samples.PDF), "paper.pdf", inline=True)

    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=1", 'a"; filename="b.exe', "../../etc/passwd", "\u202e", ""])
def test_name_cannot_break_out_of_its_header(vault, name):
    header = serve(stored(b"words"), name, inline=False)["Content-Disposition"]

    assert header.startswith('attachment; filename="')
    assert header.count('"') == 2
    assert not set(header) & set("\r\n/")


@pytest.mark.parametrize(
    ("asked", "status", "part", "range_header"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
def test_player_may_ask_for_a_part(vault, asked, status, part, range_header):
    response = serve(stored(b"0123456789"), "a.txt", inline=True, request=asking(Range=asked))

    assert (response.status_code, body(response)) == (status, part)
    assert response.get("Content-Range") == range_header
    assert response["Content-Length"] == str(len(part))


def test_part_beyond_the_end_is_refused(vault):
    response = serve(stored(b"0123456789"), "a.txt", inline=True, request=asking(Range="bytes=10-"))

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"


def test_lost_bytes_are_not_found(vault):
    blob = stored(b"words")
    (vault / blob.path).unlink()

    with pytest.raises(Http404):
        serve(blob, "a.txt", inline=False)


def test_thumbnail_is_kept_by_the_browser_but_asked_for_each_time(vault):
    thumbnail = stored(samples.picture()).thumbnails.get(name="small")

    first = serve_thumbnail(thumbnail, request=asking())
    again = serve_thumbnail(thumbnail, request=asking(**{"If-None-Match": first["ETag"]}))

    assert first["Content-Type"] == "image/webp"
    assert first["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304
