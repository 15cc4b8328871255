"""Which of the desk's languages a text is written in, so that a page can mark it for fonts and for readers aloud."""

from __future__ import annotations

import re

from branddesk.core.enums import Language

_SIGNS = {
    Language.CHINESE: re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"),
    Language.RUSSIAN: re.compile(r"[\u0400-\u04ff]{2,}"),
    Language.ENGLISH: re.compile(r"[A-Za-z]{2,}"),
}
"""A Han sign is about a word, so words are counted against it."""


def language_of(text: str) -> str:
    """The language of most words of the text; empty when it has none."""
    counts = {language: len(sign.findall(text)) for language, sign in _SIGNS.items()}
    language, count = max(counts.items(), key=lambda item: item[1])
    return language.value if count else ""
