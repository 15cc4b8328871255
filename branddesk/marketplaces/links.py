"""Reads a web link apart, however it was copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

MAX_LINK = 1000
"""The longest link that a listing keeps."""

_STOPS = "\\s\"'<>«»“”„‘’、。，；！？（）【】《》「」|\\\\^`{}"
LINK = re.compile(rf"(?:[a-z][a-z0-9+.-]{{1,20}}://|www\.)[^{_STOPS}]+", re.IGNORECASE)
"""A link inside other text: it ends at a space, a quotation mark or Chinese punctuation."""

_TRAILING = ".,;:!?)]}…*"
_LETTER = r"[a-z0-9\u0080-\uffff]"
_HOST = re.compile(rf"(?:{_LETTER}(?:[a-z0-9\u0080-\uffff-]*{_LETTER})?\.)+[a-z\u0080-\uffff]{{2,}}")


@dataclass(frozen=True)
class Link:
    """A link read apart: scheme, host and port in lower case, and the parts of its path, decoded."""

    scheme: str
    host: str
    parts: tuple[str, ...]
    query: str
    clean: str
    """The address without query and fragment, which only say how somebody came there."""

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """The page, whichever way it is written: with or without www. and the last slash."""
        return self.host.removeprefix("www."), self.parts

    @property
    def full(self) -> str:
        """The address with its query, where a listing can keep it."""
        full = f"{self.clean}?{self.query}" if self.query else self.clean
        return full if len(full) <= MAX_LINK else self.clean


@lru_cache(maxsize=4096)
def read_link(text: str) -> Link | None:
    """The link that `text` is, with or without https://; None when it is none or longer than a listing keeps."""
    text = text.strip().rstrip(_TRAILING)
    if any(mark.isspace() for mark in text):
        return None
    if "://" not in text:
        text = "https://" + text
    try:
        split = urlsplit(text)
        host = (split.hostname or "").lower()
        port = split.port
    except ValueError:
        return None
    scheme = split.scheme.lower()
    is_web = scheme in ("http", "https")
    if not host or (is_web and not _HOST.fullmatch(host)):
        return None
    if is_web and port:
        host = f"{host}:{port}"
    parts = tuple(unquote(part) for part in split.path.split("/") if part)
    clean = f"{scheme}://{host}{split.path}"
    return Link(scheme, host, parts, split.query, clean) if len(clean) <= MAX_LINK else None
