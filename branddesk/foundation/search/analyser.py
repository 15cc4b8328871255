"""Text as the words by which it is found, in Chinese, Russian and English alike.

Chinese runs become overlapping pairs of characters (品牌侵 → 品牌 牌侵 侵), Russian and English words their stem, and
codes stay whole. A query is read the same way, so `жалобами` finds `жалоба` and 投诉 finds any text that holds it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MOST_TERMS = 8
"""Of a longer query the first words count."""
LONGEST_TOKEN = 64
LONGEST_PHRASE = 16
SHORTEST_CODE_PREFIX = 3
"""A code is found by its beginning from this length on."""

_HAN = "\u2e80-\u2fd5\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<word>(?:(?![{_HAN}])[^\W_])+)")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+\Z")
_LATIN = re.compile(r"[a-z]+\Z")
_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")


@dataclass(frozen=True)
class Term:
    """One word of a query: tokens that must follow one another, the last one perhaps only begun."""

    tokens: tuple[str, ...]
    is_prefix: bool = False
    run: str = ""
    """A Chinese run as it was typed, by which it is marked in a text."""


@dataclass(frozen=True)
class Fragment:
    """A stretch of a text, marked where the query's words stand."""

    text: str
    is_marked: bool


def analyse(text: str) -> list[str]:
    """The tokens of a text, in its order."""
    tokens: list[str] = []
    for is_han, run in _runs(normalise(text)):
        if is_han:
            tokens += [run[at : at + 2] for at in range(len(run))]
        else:
            tokens.append(stem(run))
    return tokens


def read_query(text: str, *, is_typing: bool = False) -> list[Term]:
    """The words of a query, all of which must be found. `is_typing`: the last one may still grow."""
    terms: list[Term] = []
    for chunk in normalise(text).split():
        phrase: list[str] = []
        for is_han, run in _runs(chunk):
            if is_han:
                terms += _phrase(phrase)
                phrase = []
                pairs = tuple(run[at : at + 2] for at in range(len(run) - 1))
                terms.append(Term(pairs[:LONGEST_PHRASE], run=run) if pairs else Term((run,), is_prefix=True, run=run))
            else:
                phrase.append(run)
        terms += _phrase(phrase)
    terms = list(dict.fromkeys(terms))[:MOST_TERMS]
    if is_typing and terms and not terms[-1].run and len(terms[-1].tokens[-1]) > 1:
        terms[-1] = Term(terms[-1].tokens, is_prefix=True)
    return terms


def mark(text: str, terms: Sequence[Term], *, width: int = 0) -> list[Fragment]:
    """The text with the query's words marked; with a `width`, only about so many characters around the first one."""
    spans = list(_spans(text, terms))
    start, end = 0, len(text)
    if width and len(text) > width:
        first = spans[0][0] if spans else 0
        start = max(0, min(first - width // 3, len(text) - width))
        end = start + width
    fragments = [Fragment("…", False)] if start else []
    at = start
    for begin, stop in spans:
        if begin < at or stop > end:
            continue
        if begin > at:
            fragments.append(Fragment(text[at:begin], False))
        fragments.append(Fragment(text[begin:stop], True))
        at = stop
    if at < end:
        fragments.append(Fragment(text[at:end], False))
    if end < len(text):
        fragments.append(Fragment("…", False))
    return fragments


def normalise(text: str) -> str:
    """One spelling for what reads the same: full and half width, capitals, ё and е."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).replace("ё", "е")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its endings; codes and words of other languages as they are. Expects `normalise`d text."""
    if _CYRILLIC.match(word):
        return str(_RUSSIAN.stemWord(word))[:LONGEST_TOKEN]
    if _LATIN.match(word):
        return str(_ENGLISH.stemWord(word))[:LONGEST_TOKEN]
    return word[:LONGEST_TOKEN]


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    for found in _RUN.finditer(text):
        yield found.lastgroup == "han", found.group()


def _phrase(words: list[str]) -> list[Term]:
    """What stood together between blanks, such as BD-10001 or brand-new."""
    if not words:
        return []
    words = words[:LONGEST_PHRASE]
    last = words[-1]
    begins = len(last) >= SHORTEST_CODE_PREFIX and any(sign.isdigit() for sign in last)
    return [Term(tuple(stem(word) for word in words), is_prefix=begins)]


def _spans(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where the query's words stand in the text as it is written."""
    wholes = {token for term in terms if not term.run for token in term.tokens}
    beginnings = tuple(term.tokens[-1] for term in terms if not term.run and term.is_prefix)
    runs = [term.run for term in terms if term.run]
    for found in _RUN.finditer(text):
        run = normalise(found.group())
        if found.lastgroup == "han":
            if len(run) == len(found.group()):
                at = 0
                while at < len(run):
                    length = max((len(wanted) for wanted in runs if run.startswith(wanted, at)), default=0)
                    if length:
                        yield found.start() + at, found.start() + at + length
                    at += length or 1
        elif stem(run) in wholes or (beginnings and run.startswith(beginnings)):
            yield found.span()
