from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.foundation.files import kinds
from branddesk.foundation.files.tests import samples


def told(content: bytes) -> str:
    return kinds.tell_type(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.picture("PNG"), "image/png"),
        (samples.picture("JPEG"), "image/jpeg"),
        (samples.picture("WEBP"), "image/webp"),
        (samples.picture("GIF"), "image/gif"),
        (samples.mp4(b"heic"), "image/heic"),
        (samples.mp4(), "video/mp4"),
        (samples.WEBM, "video/webm"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00", "audio/mpeg"),
        (b"\xff\xfb\x90\x64\x00\x00\x00", "audio/mpeg"),
        (samples.PDF, "application/pdf"),
        (samples.DOCX, kinds.DOCX),
        (samples.XLSX, kinds.XLSX),
        (samples.archive("readme.txt"), "application/zip"),
        (samples.archive("word/document.xml"), "application/zip"),
        ("Товар поддельный, 假货".encode(), "text/plain"),
        ("Товар".encode("utf-16"), "text/plain"),
        (("假" * 3_000).encode(), "text/plain"),
        (b"MZ-1200 is the model", "text/plain"),
        (samples.SVG, "image/svg+xml"),
        (samples.HTML, "text/html"),
        (b"Just words, then <SCRIPT >alert(1)</script>", "text/html"),
        (samples.EXE, kinds.PROGRAM),
        (samples.ELF, kinds.PROGRAM),
        (b"", kinds.UNKNOWN),
    ],
)
def test_type_is_told_from_the_content(content, kind):
    assert told(content) == kind


@given(st.binary(max_size=6_000))
def test_any_bytes_have_a_type_and_the_file_is_left_at_its_start(content):
    file = io.BytesIO(content)

    kind = kinds.tell_type(file)

    assert "/" in kind
    assert file.tell() == 0


@given(st.sampled_from([b"<script>", b"<svg ", b"<HTML>", b"<!doctype html>", b"<iframe "]), st.text(max_size=300))
def test_text_with_markup_in_its_beginning_is_never_shown_in_place(markup, text):
    assert told(text.encode() + markup + text.encode()) not in kinds.SAFE_INLINE


@given(st.integers(min_value=0, max_value=2**32 - 1), st.integers(min_value=0, max_value=2**32 - 1))
def test_archive_whose_index_lies_is_a_plain_archive(length, start):
    end = b"PK\x05\x06" + b"\x00" * 8 + length.to_bytes(4, "little") + start.to_bytes(4, "little") + b"\x00\x00"

    assert told(b"PK\x03\x04" + b"\x00" * 30 + end) == "application/zip"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.mp4(b"M4A "), "audio/mp4"),
        (b"OggS\x00\x02" + b"\x00" * 22, "audio/ogg"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt ", "audio/wav"),
    ],
)
def test_sound_of_phones_and_recorders_is_told(content, kind):
    assert told(content) == kind
    assert kind in kinds.SAFE_INLINE
