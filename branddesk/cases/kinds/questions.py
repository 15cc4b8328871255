"""Questions that a kind of case asks, and how what was typed or stored is read as an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.core.errors import DomainError
from branddesk.marketplaces.links import MAX_LINK
from branddesk.marketplaces.reading import read_price
from branddesk.marketplaces.words import Phrase

Need = Literal["required", "advised", "optional"]
Answer = str | int | list[str]
"""An answer as it is stored: a text, a day as 2026-11-23, a price as 2890.00 RUB, a number, or a list of names."""

MOST_NAMES = 50
MAX_NAME = 40
MAX_NUMBER = 1_000_000_000
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)

_SEPARATORS = re.compile(r"[\s,;，；、|]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


class Type(Enum):
    """What kind of answer a question takes."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    SKUS = "skus"
    ORDERS = "orders"
    LINK = "link"


@dataclass(frozen=True)
class Choice:
    """One answer to choose: its name on the form and in the letter, and the sentence it puts into the letter."""

    code: str
    label: Phrase
    says: Phrase | None = None


@dataclass(frozen=True)
class Question:
    """One question of a guided form. Its label is what the platform reads beside the answer, too."""

    code: str
    label: Phrase
    type: Type = Type.TEXT
    need: Need = "optional"
    help: Promise | str = ""
    choices: tuple[Choice, ...] = ()
    limit: int = 200
    """Characters that a text may have."""
    section: str = "facts"
    only_for: frozenset[str] = frozenset()
    """Asked only when the case is about one of these matters; empty: always."""
    is_past: bool = False
    """A day that has happened, and not too long ago."""

    def is_asked(self, matter: str) -> bool:
        return not self.only_for or matter in self.only_for

    def choice(self, code: object) -> Choice | None:
        return next((choice for choice in self.choices if choice.code == code), None)

    def read(self, typed: object) -> Answer | None:
        """What was typed, or what stands in the row, as it is stored; None for nothing.

        Reading what is stored gives the same again. Refused with a sentence that says how to mend it.
        """
        if typed is None or typed == "" or typed == []:
            return None
        takes_list = self.type in (Type.SKUS, Type.ORDERS)
        if isinstance(typed, bool) or not isinstance(typed, str | int | list if takes_list else str | int):
            raise DomainError(_("This answer cannot be read. Enter it again."))
        return _READERS[self.type](self, typed)

    def write(self, answer: Answer | None) -> str:
        """The answer as the form shows it, to be typed over."""
        if answer is None:
            return ""
        return ", ".join(answer) if isinstance(answer, list) else str(answer)


def _text(question: Question, typed: object) -> Answer | None:
    text = _clean(typed)
    if question.type is not Type.LONG:
        text = " ".join(text.split())
    if len(text) > question.limit:
        raise DomainError(
            ngettext(
                "This is %(over)d character too long; %(limit)d fit.",
                "This is %(over)d characters too long; %(limit)d fit.",
                len(text) - question.limit,
            )
            % {"over": len(text) - question.limit, "limit": question.limit}
        )
    return text or None


def _choice(question: Question, typed: object) -> Answer | None:
    if question.choice(typed) is None:
        raise DomainError(_("Choose one of the answers."))
    return str(typed)


def _date(question: Question, typed: object) -> Answer | None:
    try:
        day = date.fromisoformat(_clean(typed))
    except ValueError:
        raise DomainError(_("Enter the day as 2026-11-23, or choose it.")) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DomainError(_("This year cannot be right. Check the day."))
    return day.isoformat()


def _money(question: Question, typed: object) -> Answer | None:
    found = read_price(_clean(typed))
    if found is None:
        raise DomainError(_("Write the price as a number, for example 2 890,50 ₽."))
    amount, currency = found
    return f"{amount} {currency or 'RUB'}"


def _number(question: Question, typed: object) -> Answer | None:
    text = _clean(typed).replace(" ", "").replace("\u00a0", "")
    if not (text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= MAX_NUMBER):
        raise DomainError(_("Enter a whole number."))
    return int(text)


def _names(question: Question, typed: object) -> Answer | None:
    parts = typed if isinstance(typed, list) else [typed]
    if any(not isinstance(part, str | int) or isinstance(part, bool) for part in parts):
        raise DomainError(_("This answer cannot be read. Enter it again."))
    words = [word for part in parts for word in _SEPARATORS.split(_clean(part)) if word]
    names = list(dict.fromkeys(words))
    if too_long := next((name for name in names if len(name) > MAX_NAME), None):
        raise DomainError(
            _("“%(name)s…” is too long to be a number. Put a comma between them.") % {"name": too_long[:20]}
        )
    if len(names) > MOST_NAMES:
        raise DomainError(_("Up to %(most)d fit here. Name the most important ones.") % {"most": MOST_NAMES})
    return names or None


def _link(question: Question, typed: object) -> Answer | None:
    text = _clean(typed)
    if not text:
        return None
    if "://" not in text:
        text = f"https://{text}"
    try:
        split = urlsplit(text)
        host = split.hostname or ""
    except ValueError:
        host = ""
    is_web = "." in host and split.scheme in ("http", "https") and not any(mark.isspace() for mark in text)
    if not is_web or len(text) > MAX_LINK:
        raise DomainError(_("This is not a link. Copy it from the browser’s address line."))
    return text


def _clean(typed: object) -> str:
    """The text without blanks around it and without marks that no one sees; lines end in one way."""
    return _CONTROL.sub("", str(typed).replace("\r\n", "\n").replace("\r", "\n")).strip()


_READERS = {
    Type.TEXT: _text,
    Type.LONG: _text,
    Type.CHOICE: _choice,
    Type.DATE: _date,
    Type.MONEY: _money,
    Type.NUMBER: _number,
    Type.SKUS: _names,
    Type.ORDERS: _names,
    Type.LINK: _link,
}


def price_of(answer: str) -> tuple[Decimal, str]:
    """Amount and currency of a stored price."""
    amount, _space, currency = answer.partition(" ")
    return Decimal(amount), currency
