"""Files made to do harm: two types at once, lying names, bombs for whoever unpacks or draws them."""

from __future__ import annotations

import io
import re
import struct
import threading
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from branddesk.foundation.files import kinds, services
from branddesk.foundation.files.serving import serve
from branddesk.foundation.files.tests import samples

SCRIPT = b"<script>alert(document.domain)</script>"


def stored(content):
    return services.store(ContentFile(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"GIF89a/*" + SCRIPT + b"*/=alert(1)", "image/gif"),
        (samples.picture() + SCRIPT, "image/png"),
        (samples.picture("JPEG", comment=SCRIPT.decode()), "image/jpeg"),
        (samples.picture() + samples.archive("evil.jar"), "image/png"),
        (b"%PDF-1.7\n" + SCRIPT, "application/pdf"),
        (b"ID3\x04" + SCRIPT, "audio/mpeg"),
        (samples.mp4() + SCRIPT, "video/mp4"),
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.png"])
def test_file_of_two_types_is_only_ever_the_one_that_runs_nothing(vault, content, kind, name):
    response = serve(stored(content), name, inline=True)

    assert response["Content-Type"] == kind
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].endswith("sandbox")


@pytest.mark.parametrize(
    "content",
    [
        samples.SVG,
        samples.HTML,
        b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "<svg onload=alert(1)>".encode("utf-16"),
        b"<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'><x:script>alert(1)</x:script></x:html>",
        b"<!--" + b" " * 3_000 + b"--><html>" + SCRIPT,
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    ],
)
@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.html", "a.xml"])
def test_markup_of_any_kind_is_a_mere_download(vault, content, name):
    response = serve(stored(content), name, inline=True)

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == kinds.UNKNOWN


def test_markup_far_behind_in_a_text_is_shown_as_words(vault):
    response = serve(stored(b"words " * 2_000 + SCRIPT), "a.html", inline=True)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_zip_bomb_is_looked_at_and_never_unpacked(vault):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name in ("[Content_Types].xml", "word/document.xml"):
            with made.open(name, "w", force_zip64=True) as inside:
                for _piece in range(200):
                    inside.write(b"\0" * 1_000_000)

    began = time.monotonic()
    blob = stored(bomb.getvalue())

    assert blob.content_type == kinds.DOCX
    assert time.monotonic() - began < 2


def png_bomb(width, height, colour=2):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    deflate = zlib.compressobj(9)
    row = b"\0" + b"\0" * (width * {2: 3, 6: 4, 0: 1}[colour])
    data = b"".join(deflate.compress(row) for _row in range(height)) + deflate.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        png_bomb(7_000, 7_000),
        b"GIF89a"
        + struct.pack("<HH", 65_000, 65_000)
        + b"\x80\0\0"
        + b"\0" * 6
        + b",\0\0\0\0\xff\xff\xff\xff\0\x02\0;",
        samples.picture("PNG")[:60],
    ],
    ids=["png", "gif", "cut"],
)
def test_picture_too_large_to_draw_has_no_thumbnail_and_is_kept(vault, content):
    blob = stored(content)

    assert blob.content_type.startswith("image/")
    assert not blob.thumbnails.exists()


def test_largest_picture_that_is_drawn_stays_within_memory(vault):
    content = png_bomb(6_000, 5_900, colour=6)
    before, most, done = _resident(), [0], threading.Event()

    def watch():
        while not done.wait(0.005):
            most[0] = max(most[0], _resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    blob = stored(content)
    done.set()
    watcher.join()

    assert blob.thumbnails.count() == 2
    assert most[0] - before < 400_000_000


def _resident():
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024
