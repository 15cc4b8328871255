"""What a customer's words say of themselves: their language, and whether they complain, ask, suggest or praise."""

from __future__ import annotations

import re

from branddesk.complaints.models import Complaint
from branddesk.core.enums import Language

_HAN = re.compile(r"[\u4e00-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")

_ASKS = re.compile(
    r"\?|？|\b(?:подскажите|скажите|подойд[её]т ли|есть ли|можно ли|как (?:узнать|выбрать|почистить)|"
    r"does it|is it|can i)\b"
    r"|请问|是否|吗",
    re.IGNORECASE,
)
_SUGGESTS = re.compile(
    r"\b(?:хотелось бы|было бы (?:лучше|здорово|хорошо|удобн\w*)|добавьте|сделайте|предлагаю|пожелани\w+|"
    r"would be (?:nice|better)|please add|i suggest)\b|建议|希望能",
    re.IGNORECASE,
)
_COMPLAINS = re.compile(
    r"\b(?:не (?:работа\w*|держит|закрыва\w*|подош\w*|соответств\w*|открыва\w*|приш[её]?л\w*)|слома\w*|треснул\w*|"
    r"протека\w*|теч[её]т|рв[её]тся|порвал\w*|отклеил\w*|отвалил\w*|брак\w*|подделк\w*|воня\w*|пахнет|верните|возврат|"
    r"ужасн\w*|плох\w*|разочарован\w*|обман\w*|broken|fake|leaks?|refund|terrible|defective)\b"
    r"|坏了|假货|退款|漏水|质量差",
    re.IGNORECASE,
)
_PRAISES = re.compile(
    r"\b(?:спасибо|отличн\w*|прекрасн\w*|супер|рекомендую|довол\w+|понравил\w*|хорош\w*|great|excellent|love|thanks?)\b"
    r"|很好|满意|喜欢|推荐",
    re.IGNORECASE,
)


def language_of(text: str) -> Language:
    """By its letters; Russian where there are none to tell by, since most customers write it."""
    counts = {
        Language.CHINESE: 2 * len(_HAN.findall(text)),
        Language.RUSSIAN: len(_CYRILLIC.findall(text)),
        Language.ENGLISH: len(_LATIN.findall(text)),
    }
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else Language.RUSSIAN


def wish_of(kind: str, text: str, rating: int | None) -> str:
    """A first guess, by the kind, the rating and telling words; a person may say otherwise."""
    wish = Complaint.Wish
    if kind in (Complaint.Kind.RETURN, Complaint.Kind.CANCELLATION):
        return wish.COMPLAINT
    if kind == Complaint.Kind.QUESTION:
        return wish.QUESTION
    if rating is not None and rating <= 3:
        return wish.COMPLAINT
    if _COMPLAINS.search(text) and (rating is None or rating < 5):
        return wish.COMPLAINT
    if _SUGGESTS.search(text):
        return wish.SUGGESTION
    if rating is not None or (_PRAISES.search(text) and not _ASKS.search(text)):
        return wish.PRAISE
    return wish.QUESTION if _ASKS.search(text) else wish.COMPLAINT
