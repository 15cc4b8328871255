"""What a file is, told from its content. Its name and what the browser claims are never believed."""

from __future__ import annotations

import re
from typing import BinaryIO

import puremagic

HEAD_BYTES = 4096
TAIL_BYTES = 66_000
LARGEST_ZIP_INDEX = 4 * 1024 * 1024

UNKNOWN = "application/octet-stream"
PROGRAM = "application/x-executable"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SAFE_INLINE = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "application/pdf",
        "video/mp4",
        "video/webm",
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg",
        "audio/wav",
        "text/plain",
    }
)
"""Types a browser may show in place: none of them can run script in the desk's name."""

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)
_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_MP4_BRANDS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"})
_M4A_BRANDS = frozenset({b"M4A ", b"M4B "})
_MARKUP = re.compile(
    r"<(!doctype\s+html|html|head|body|script|iframe|svg|img|a|table|div|p|style|meta|link|form)\b", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def tell_type(file: BinaryIO) -> str:
    """The MIME type of a file's content; `UNKNOWN` when nothing is certain. Leaves the file at its start."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    try:
        return _by_start(head) or _by_archive(file, head) or _by_text(head) or _by_library(head)
    finally:
        file.seek(0)


def _by_start(head: bytes) -> str | None:
    if head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and _as_text(head) is None):
        return PROGRAM
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return "video/webm"
    if len(head) > 2 and head[0] == 0xFF and head[1] in (0xFB, 0xFA, 0xF3, 0xF2) and head[2] >> 4 not in (0, 15):
        return "audio/mpeg"
    return None


def _by_brand(brand: bytes) -> str | None:
    if brand in _HEIC_BRANDS:
        return "image/heic"
    if brand in _MP4_BRANDS:
        return "video/mp4"
    if brand in _M4A_BRANDS:
        return "audio/mp4"
    return None


def _by_archive(file: BinaryIO, head: bytes) -> str | None:
    """A zip, or one of the office documents that are zips, by the names in the archive's index."""
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    index = _zip_index(file)
    if b"[Content_Types].xml" in index:
        if b"word/document.xml" in index:
            return DOCX
        if b"xl/workbook.xml" in index:
            return XLSX
    return "application/zip"


def _zip_index(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read(TAIL_BYTES)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 20:
        return b""
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    start = int.from_bytes(tail[end + 16 : end + 20], "little")
    if length > LARGEST_ZIP_INDEX or start + length > size:
        return b""
    file.seek(start)
    return file.read(length)


def _by_text(head: bytes) -> str | None:
    text = _as_text(head)
    if text is None:
        return None
    markup = _MARKUP.search(text)
    if markup:
        return "image/svg+xml" if markup[1].lower() == "svg" else "text/html"
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return "text/xml"
    return "text/plain"


def _as_text(head: bytes) -> str | None:
    """The head as text; None when it is empty or something else than text."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    cut = 0 if len(head) < HEAD_BYTES else 3
    for missing in range(cut + 1):
        try:
            text = head[: len(head) - missing].decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if text and not _CONTROL.search(text) else None
    return None


def _by_library(head: bytes) -> str:
    """Rarer kinds. What this names is only offered for download, for it looks at a few bytes."""
    try:
        kind = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return kind if kind and kind not in SAFE_INLINE and len(kind) <= 100 else UNKNOWN
