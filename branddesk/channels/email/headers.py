"""Reading headers that a stranger wrote: every one is cut to a length first, so that none takes long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime

LONGEST = 4_000
MOST_ADDRESSES = 100
MOST_REFERENCES = 50
GUESSES = ("utf-8", "gb18030", "cp1251")

_ADDRESS = re.compile(r"[^\s<>@,;:()\[\]\"\\\x00-\x1f]{1,64}@[^\s<>@,;:()\[\]\"\\\x00-\x1f]{1,255}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def decoded(raw: object) -> str:
    """A header as a person reads it, in one line; bytes in an unknown charset are guessed, never refused."""
    text = str(raw or "")[:LONGEST]
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError, LookupError):
        parts = [(text, None)]
    words = [part if isinstance(part, str) else text_of(part, charset or "") for part, charset in parts]
    joined = "".join(_mended(word) for word in words)
    return " ".join(_INVISIBLE.sub(" ", joined).split())


def text_of(content: bytes, charset: str = "") -> str:
    """Bytes as text: by the charset that is named, else by the first that fits."""
    for guess in (charset, *GUESSES):
        if guess:
            try:
                return content.decode(guess)
            except (LookupError, UnicodeError, ValueError):
                continue
    return content.decode("latin-1")


def _mended(word: str) -> str:
    """Raw eight-bit bytes stand in a header as lone surrogates."""
    if word.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in word):
        return word
    return text_of(word.encode("ascii", "surrogateescape") if _is_raw(word) else word.encode("utf-8", "replace"))


def _is_raw(word: str) -> bool:
    return all(letter < "\x80" or "\udc80" <= letter <= "\udcff" for letter in word)


def addresses(raw: Iterable[object]) -> list[tuple[str, str]]:
    """Names and addresses of such headers as To, addresses in lower case. What is not plainly one is left out."""
    found: list[tuple[str, str]] = []
    for header in raw:
        for piece in _pieces(str(header)[:LONGEST]):
            name, bracket, rest = piece.rpartition("<")
            address = (rest.removesuffix(">") if bracket and rest.endswith(">") else piece).strip().lower()
            if _is_address(address):
                found.append((decoded(name.strip().strip('"'))[:200] if bracket else "", address))
    return found[:MOST_ADDRESSES]


def _pieces(header: str) -> Iterator[str]:
    """Cut at the commas that stand in no quotation marks and no brackets."""
    piece: list[str] = []
    is_quoted, is_in_brackets = False, False
    for letter in " ".join(header.split()):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter in "<>" and not is_quoted:
            is_in_brackets = letter == "<"
        if letter in ",;" and not is_quoted and not is_in_brackets:
            yield "".join(piece).strip()
            piece = []
        else:
            piece.append(letter)
    yield "".join(piece).strip()


def _is_address(address: str) -> bool:
    return len(address) <= 320 and bool(_ADDRESS.fullmatch(address))


def message_ids(raw: object) -> list[str]:
    """The Message-IDs of a header, the last ones when there are many."""
    return _MESSAGE_ID.findall(str(raw or "")[-MOST_REFERENCES * 254 :])[-MOST_REFERENCES:]


def date_of(raw: object) -> datetime | None:
    """When it was written, as its writer's clock says."""
    try:
        moment = parsedate_to_datetime(str(raw or "")[:200])
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
