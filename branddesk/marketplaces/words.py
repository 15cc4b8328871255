"""Text in the languages of the desk, for what a marketplace reads: written side by side, never machine-made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NO_BREAK = "\u00a0"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNS = {"RUB": "₽", "CNY": "¥", "USD": "$", "EUR": "€"}


@dataclass(frozen=True)
class Phrase:
    """One text in Russian, Chinese and English, with the same named placeholders in each."""

    ru: str
    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The text in `language` (a code as in `core.enums.Language`); English for any other."""
        if language.startswith("ru"):
            return self.ru
        return self.zh if language.startswith("zh") else self.en


def say_date(day: date, language: str) -> str:
    """The day as the language writes it: 23.11.2026, 2026年11月23日, 23 Nov 2026."""
    if language.startswith("ru"):
        return f"{day:%d.%m.%Y}"
    if language.startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_price(amount: Decimal, currency: str, language: str) -> str:
    """The price as the language writes it, with the sign after it in Russian and before it elsewhere."""
    whole = amount == amount.to_integral_value()
    text = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    sign = _SIGNS.get(currency, currency + NO_BREAK)
    if language.startswith("ru"):
        return text.replace(",", NO_BREAK).replace(".", ",") + NO_BREAK + sign.strip()
    return sign + text
