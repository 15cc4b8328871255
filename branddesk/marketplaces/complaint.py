"""Builds a complaint's text from the facts of a case and our sentences."""

from __future__ import annotations

from collections.abc import Mapping

from branddesk.marketplaces import texts
from branddesk.marketplaces.gateway import Complaint, Facts
from branddesk.marketplaces.words import Phrase, say_date, say_price

GAP = Phrase(" ", "", " ")
"""Between two sentences."""


def compose(facts: Facts, language: str, titles: Mapping[str, Phrase] = texts.TITLES) -> Complaint:
    """The complaint about one listing in `language`: what happened, what shows it, which right, what we ask."""
    gap = GAP.in_(language)
    title = titles.get(facts.violation, titles[""])
    paragraphs = [
        _opening(facts, language),
        facts.statement.strip(),
        gap.join(
            filter(None, (say_right(facts, language), say_holder(facts, language), say_applicant(facts, language)))
        ),
        gap.join(_seller(*seller, language) for seller in facts.sellers or [(facts.seller, facts.inn)]),
        _demand(facts, language),
    ]
    return Complaint(
        title=title.in_(language), rows=_rows(facts, language), paragraphs=[part for part in paragraphs if part]
    )


def _opening(facts: Facts, language: str) -> str:
    phrase = texts.OPENINGS.get(facts.violation)
    if phrase is None:
        return ""
    return phrase.in_(language).format(brand=facts.brand or texts.UNKNOWN, sign=facts.sign or texts.UNKNOWN)


def say_right(facts: Facts, language: str) -> str:
    kind = texts.RIGHT_KINDS.get(facts.right_kind)
    if kind is None:
        return ""
    parts = [
        texts.RIGHT_NAME.in_(language).format(
            kind=kind.in_(language), sign=facts.sign or texts.UNKNOWN, number=facts.right_number or texts.UNKNOWN
        )
    ]
    if register := texts.REGISTERS.get(facts.register):
        parts.append(register.in_(language))
    if facts.classes:
        numbers = texts.NUMBER_COMMA.in_(language).join(str(number) for number in facts.classes)
        parts.append(texts.CLASSES.in_(language).format(classes=numbers))
    if facts.right_ends_on:
        parts.append(texts.IN_FORCE.in_(language).format(day=say_date(facts.right_ends_on, language)))
    return texts.RIGHT.in_(language).format(right=texts.LIST_COMMA.in_(language).join(parts))


def say_holder(facts: Facts, language: str) -> str:
    return ended(texts.HOLDER.in_(language).format(holder=facts.holder)) if facts.holder else ""


def say_applicant(facts: Facts, language: str) -> str:
    return ended(texts.APPLICANT.in_(language).format(applicant=facts.applicant)) if facts.applicant else ""


def _seller(name: str, inn: str, language: str) -> str:
    if not name:
        return ""
    return ended((texts.SELLER_WITH_INN if inn else texts.SELLER).in_(language).format(seller=name, inn=inn))


def _demand(facts: Facts, language: str) -> str:
    if facts.listings:
        return texts.DEMAND_SEVERAL.in_(language).format(listings=texts.NUMBER_COMMA.in_(language).join(facts.listings))
    return texts.DEMAND.in_(language).format(listing=facts.sku or facts.url or texts.UNKNOWN)


def _rows(facts: Facts, language: str) -> list[tuple[str, str]]:
    rows = [
        (texts.ROW_OWN_SKU, facts.own_sku),
        (texts.ROW_SKU, facts.sku),
        (texts.ROW_LINK, facts.url),
        (texts.ROW_TITLE, facts.title),
        (texts.ROW_SELLER, facts.seller),
        (texts.ROW_INN, facts.inn),
        (texts.ROW_PRICE, "" if facts.price is None else say_price(facts.price, facts.currency, language)),
        (texts.ROW_SEEN, "" if facts.seen_on is None else say_date(facts.seen_on, language)),
    ]
    return [(label.in_(language), value) for label, value in rows if value]


def ended(sentence: str) -> str:
    """A name that ends in a full stop (Co., Ltd.) does not get a second one."""
    return sentence.replace("..", ".").replace(".。", "。")
