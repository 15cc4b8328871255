"""What a case of its kind says: the answers of its form, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases.kinds import Kind, Type, kind_of
from branddesk.cases.letters import value_of
from branddesk.cases.models import Case
from branddesk.catalogue.models import Product
from branddesk.marketplaces.appeal import say


@dataclass(frozen=True)
class Fact:
    """One answer, as both sides read it."""

    code: str
    label: str
    text: str
    is_long: bool = False
    is_link: bool = False
    goods: tuple[Product, ...] = ()
    """The products that it names, as far as the catalogue knows them."""


def context_of(case: Case, reader: User, may: Mapping[str, bool]) -> dict[str, Any]:
    """For both sides' pages. At most 1 query, for the products whose SKUs are named."""
    kind = kind_of(case.kind)
    goods = _goods(case, reader, _own_skus(case, kind))
    facts = _of_complaint(case, goods) if kind.has_listings else _of_answers(case, kind, goods)
    return {"facts": facts, "facts_title": kind.sections[0].title if not kind.has_listings else _("What is claimed")}


def _own_skus(case: Case, kind: Kind) -> list[str]:
    if kind.has_listings:
        return [sku] if (sku := case.own_sku.strip()) else []
    answers = kind.given(case.details)
    asked = [question.code for question in kind.questions if question.type is Type.SKUS]
    return [str(sku) for code in asked if isinstance(found := answers.get(code), list) for sku in found]


def _goods(case: Case, reader: User, skus: list[str]) -> tuple[Product, ...]:
    """What the brand's catalogue knows of these SKUs, for its own people."""
    if not skus or reader.is_platform:
        return ()
    return tuple(Product.objects.visible_to(reader).filter(brand=case.brand_id, sku__in=skus).order_by("name", "pk"))


def _of_complaint(case: Case, goods: tuple[Product, ...]) -> list[Fact]:
    facts = [
        Fact("violation", _("What the seller does"), case.get_violation_display() if case.violation else ""),
        Fact("own_sku", _("Our own SKU"), case.own_sku, goods=goods),
        Fact("nice_class", _("Class of the goods"), str(case.nice_class or "")),
    ]
    return [fact for fact in facts if fact.text]


def _of_answers(case: Case, kind: Kind, goods: tuple[Product, ...]) -> list[Fact]:
    language = get_language() or "en"
    answers = kind.given(case.details)
    return [
        Fact(
            question.code,
            question.label.in_(language),
            say(value_of(question, answers[question.code]), language),
            is_long=question.type is Type.LONG,
            is_link=question.type is Type.LINK,
            goods=goods if question.type is Type.SKUS else (),
        )
        for question in kind.questions
        if question.code in answers
    ]
