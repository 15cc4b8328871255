"""Sums of money: exact, and read from what people type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from branddesk.core.enums import Currency

MAX_DIGITS = 14
DECIMAL_PLACES = 2
CENT = Decimal(1).scaleb(-DECIMAL_PLACES)

_SIGNS = {
    "₽": Currency.RUB,
    "руб": Currency.RUB,
    "¥": Currency.CNY,
    "元": Currency.CNY,
    "$": Currency.USD,
    "€": Currency.EUR,
}
_NUMBER = re.compile(r"-?\d[\d\s.,'\u2019]*")


@dataclass(frozen=True)
class Money:
    """An exact sum in one currency, kept to the cent. Sums of two currencies are never added."""

    amount: Decimal
    currency: Currency

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", to_cent(self.amount))

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.amount + other.amount, self.currency)


def to_cent(amount: Decimal) -> Decimal:
    """Rounded half up to two places, as an invoice does."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def parse_money(text: str, *, default: Currency = Currency.RUB) -> Money | None:
    """Read a sum as people write it: "1 299,90 ₽", "¥1,299.9", "1299 RUB". None when there is no number in it.

    A last comma or point followed by one or two digits is the decimal mark; every other one separates thousands.
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = re.sub(r"[\s'\u2019]", "", found.group()).rstrip(".,")
    whole, mark, cents = digits.replace(",", ".").rpartition(".")
    if not mark or len(cents) > DECIMAL_PLACES:
        whole, cents = whole + cents, "0"
    try:
        amount = Decimal(f"{whole.replace('.', '')}.{cents}")
    except InvalidOperation:
        return None
    if amount.adjusted() >= MAX_DIGITS - DECIMAL_PLACES:
        return None
    return Money(amount, _currency_in(text) or default)


def _currency_in(text: str) -> Currency | None:
    for sign, currency in _SIGNS.items():
        if sign in text.lower():
            return currency
    for code in re.findall(r"[A-Z]{3}", text.upper()):
        if code in Currency.values:
            return Currency(code)
    return None
