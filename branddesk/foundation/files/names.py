"""File names as strangers send them, made harmless."""

from __future__ import annotations

import unicodedata

LONGEST_BYTES = 180
LONGEST_SUFFIX = 12
_RESERVED = frozenset('<>:"|?*')


def clean_filename(name: str) -> str:
    """The name without path, control and invisible characters, short enough for any file system; never empty.

    "../../.htaccess" becomes "htaccess", "договор\\u202efdp.exe" loses the character that hides its ending.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(_visible(character) for character in last)
    return _shorten(" ".join(seen.split()).strip(". ")) or "file"


def _visible(character: str) -> str:
    if character in _RESERVED:
        return "_"
    category = unicodedata.category(character)
    if category.startswith("Z"):
        return " "
    return "" if category.startswith("C") else character


def _shorten(name: str) -> str:
    if len(name.encode()) <= LONGEST_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix.encode()) > LONGEST_SUFFIX:
        stem, dot, suffix = name, "", ""
    room = LONGEST_BYTES - len((dot + suffix).encode())
    return stem.encode()[:room].decode(errors="ignore").strip(". ") + dot + suffix
