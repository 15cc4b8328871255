"""Builds the letter of a case that is about no listing: what happened, the facts, the right or rule, what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branddesk.marketplaces import texts
from branddesk.marketplaces.complaint import say_applicant, say_holder, say_right
from branddesk.marketplaces.gateway import Complaint, Facts
from branddesk.marketplaces.words import Phrase, say_date, say_price

BRAND = Phrase("Бренд: {brand}.", "品牌：{brand}。", "Brand: {brand}.")
LINE = Phrase("{label}: {value}", "{label}：{value}", "{label}: {value}")
QUOTED = Phrase("{label}: «{text}»", "{label}：“{text}”", "{label}: “{text}”")


@dataclass(frozen=True)
class Price:
    amount: Decimal
    currency: str


Value = str | int | date | Price | Phrase | tuple[str, ...]


@dataclass(frozen=True)
class Appeal:
    """All that the letter is filled from. What is not known yet is empty."""

    title: Phrase
    opening: Phrase | None
    facts: tuple[tuple[Phrase, Value], ...]
    texts: tuple[tuple[Phrase, str], ...]
    """Longer answers in somebody's own words, each a paragraph below its label."""
    statement: str
    basis: Facts
    """The brand, the right if one is named, and who writes."""
    demand: Phrase | None


def compose_appeal(appeal: Appeal, language: str) -> Complaint:
    """The letter in `language`. What a person typed stays as it was typed."""
    gap = " " if not language.startswith("zh") else ""
    line = LINE.in_(language)
    facts = [line.format(label=label.in_(language), value=say(value, language)) for label, value in appeal.facts]
    own_words = [QUOTED.in_(language).format(label=label.in_(language), text=text) for label, text in appeal.texts]
    basis = appeal.basis
    who = [
        BRAND.in_(language).format(brand=basis.brand) if basis.brand else "",
        say_right(basis, language),
        say_holder(basis, language),
        say_applicant(basis, language),
    ]
    paragraphs = [
        appeal.opening.in_(language) if appeal.opening else "",
        "\n".join(facts),
        *own_words,
        appeal.statement.strip(),
        gap.join(filter(None, who)),
        appeal.demand.in_(language) if appeal.demand else "",
    ]
    return Complaint(title=appeal.title.in_(language), paragraphs=[part for part in paragraphs if part])


def say(value: Value, language: str) -> str:
    """A fact as the language writes it."""
    if isinstance(value, Phrase):
        return value.in_(language)
    if isinstance(value, date):
        return say_date(value, language)
    if isinstance(value, Price):
        return say_price(value.amount, value.currency, language)
    if isinstance(value, tuple):
        return texts.NUMBER_COMMA.in_(language).join(value)
    return str(value)
