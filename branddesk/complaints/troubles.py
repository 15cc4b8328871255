"""Which trouble a customer's words speak of: by rules first, by likeness of the words where no rule knows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from branddesk.foundation.search.analyser import analyse

LIKE = 0.45
"""Words that two voices share, of all words of both: from this on they speak of the same."""
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Trouble:
    code: str
    name: Promise
    pattern: re.Pattern[str]


def _trouble(code: str, name: Promise, pattern: str) -> Trouble:
    return Trouble(code, name, re.compile(pattern, re.IGNORECASE))


TROUBLES: tuple[Trouble, ...] = (
    _trouble(
        "fake",
        pgettext_lazy("trouble", "taken for a fake"),
        r"подделк|поддельн|не\s+оригинал|контрафакт|не\s+тот\s+товар|оригинал,?\s+а\s+пришл|\bfake|counterfeit|假货|仿品",
    ),
    _trouble(
        "zipper",
        pgettext_lazy("trouble", "zipper breaks"),
        r"молни[яиюей]|бегун(?:ок|к)|замок\s+заеда|zipper|拉链",
    ),
    _trouble(
        "leak",
        pgettext_lazy("trouble", "leaks"),
        r"протек|подтек|теч[её]т|потек|вытека|капает|не\s+держит\s+воду|\bleak|漏水",
    ),
    _trouble(
        "cold",
        pgettext_lazy("trouble", "does not keep warm"),
        r"не\s+держит\s+тепл|тепло\s+держит\s+(?:час|минут)|остыва|холодн|keep\s+(?:warm|hot)|不保温",
    ),
    _trouble(
        "smell",
        pgettext_lazy("trouble", "smells"),
        r"пахнет|запах|воня|отда[её]т\s+пластм|\bsmell|\bstink|异味|味道大",
    ),
    _trouble(
        "seam",
        pgettext_lazy("trouble", "seam comes apart"),
        r"\bш(?:ов|ва|вы|вам|вом)\b|строчк|нитк|отшил|распустил|\bseam|stitch|开线",
    ),
    _trouble(
        "strap",
        pgettext_lazy("trouble", "strap or handle tears off"),
        r"лямк|ручка\s+(?:оторв|отвал|слом)|ремешок\s+(?:порв|оторв)|\bstrap|handle\s+broke|带子断",
    ),
    _trouble(
        "crack",
        pgettext_lazy("trouble", "cracked or broken"),
        r"треснул|трещин|разбит|раскол|сломал|отломил|\bcrack|\bbroken?\b|裂|坏了",
    ),
    _trouble(
        "wrong",
        pgettext_lazy("trouble", "not what was ordered"),
        r"не\s+соответств|друг(?:ой|ого)\s+(?:цвет|размер)|прислали\s+(?:не|друг)|вместо|размер\s+меньше|wrong\s+(?:size|colou?r)|"
        r"发错|与描述不符",
    ),
    _trouble(
        "packing",
        pgettext_lazy("trouble", "packing damaged"),
        r"коробк\w+\s+мят|мят\w+\s+коробк|без\s+коробки|упаковк\w+\s+(?:рван|поврежд|мят)|damaged\s+box|包装破",
    ),
    _trouble(
        "late",
        pgettext_lazy("trouble", "comes too late"),
        r"опозда|на\s+неделю\s+позже|позже\s+срока|до\s+сих\s+пор\s+не|не\s+приш(?:ёл|ел|ла|ло)|\blate\b|还没到",
    ),
)
"""In the order in which they are asked: what is named first weighs most."""

BY_CODE = {trouble.code: trouble for trouble in TROUBLES}


def trouble_of(text: str) -> str:
    """The rule's name that the words fit first; empty where none knows them."""
    return next((trouble.code for trouble in TROUBLES if trouble.pattern.search(text)), "")


def words_of(text: str) -> frozenset[str]:
    """The words that tell, as their stems."""
    return frozenset(token for token in analyse(text) if len(token) > 2)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: the share of words that both have (Jaccard's index)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def most_like(words: frozenset[str], others: Sequence[tuple[int, frozenset[str]]]) -> int | None:
    """The key of what is most like these words, if it is like enough."""
    if len(words) < FEWEST_WORDS:
        return None
    best = max(others, key=lambda other: likeness(words, other[1]), default=None)
    return best[0] if best is not None and likeness(words, best[1]) >= LIKE else None


def title_of(trouble: str, name: str, words: Sequence[str]) -> str:
    """What a theme is called, in the reader's language: its own name, the rule's, or its words."""
    return name or (str(BY_CODE[trouble].name) if trouble in BY_CODE else " ".join(words))
