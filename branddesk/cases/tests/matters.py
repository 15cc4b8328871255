"""A case of each kind that is about no listing, ready to be submitted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from branddesk.accounts.models import User
from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.cases.kinds import KINDS, kind_of
from branddesk.cases.models import Case
from branddesk.cases.tests.checking import attach, ozon
from branddesk.cases.tests.factories import make_case
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Language
from branddesk.evidence.models import Exhibit

K = Exhibit.Kind

MATTERS = [code for code, kind in KINDS.items() if not kind.has_listings]
STATEMENT = "Товар исправен, обращение основано на ошибке. Прилагаем документы."


def answers_of(kind: CaseKind | str, **changes: Any) -> dict[str, Any]:
    """Answers that leave nothing open, by the code of the question."""
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    next_year = (clock.today() + timedelta(days=365)).isoformat()
    answers: dict[str, dict[str, Any]] = {
        "quality": {
            "matter": "document_refused",
            "happened_on": yesterday,
            "refusal": "pages_missing",
            "asked": "accept",
            "skus": ["1571120446"],
            "document_type": "declaration",
            "document": "ЕАЭС N RU Д-CN.РА01.В.12345/26",
            "document_to": next_year,
            "registry": "https://registry.example.org/12345",
        },
        "complaint": {
            "matter": "review",
            "number": "018f-77",
            "link": "https://www.ozon.ru/product/flask-1571120446/",
            "happened_on": yesterday,
            "skus": ["1571120446"],
            "quote": "Это подделка!",
            "wrong": "untrue",
            "asked": "remove",
        },
        "promotion": {
            "matter": "price",
            "activity": "Максимальный бустинг",
            "starts_on": yesterday,
            "skus": ["1571120446"],
            "price_shown": "1990.00 RUB",
            "price_right": "2890.00 RUB",
            "asked": "correct",
        },
        "content": {
            "matter": "text",
            "link": "https://www.ozon.ru/product/flask-1571120446/",
            "skus": ["1571120446"],
            "seen_on": yesterday,
            "shown": "Объём 300 мл",
            "correct": "Объём 500 мл",
            "asked": "correct",
        },
        "account": {
            "matter": "brand_hidden",
            "happened_on": yesterday,
            "message": "Товары бренда скрыты, пункт 4.2.",
            "asked": "explain",
        },
        "other": {"request": "Просим сообщить, кто отвечает за бренд."},
    }
    return answers[str(kind)] | changes


def ready_matter(actor: User, kind: CaseKind | str, *, by_ozon: bool = True, **fields: Any) -> Case:
    """A draft of this kind without blockers and warnings."""
    fields.setdefault("brand", make_brand(members=[actor]))
    fields.setdefault("created_by", actor)
    fields.setdefault("details", answers_of(kind))
    fields.setdefault("statement", STATEMENT)
    if by_ozon:
        fields.setdefault("marketplace", ozon())
    case = make_case(kind=kind, **fields)
    for proof in kind_of(kind).proofs:
        prove(case, proof.kinds[0])
    return case


def prove(case: Case, kind: Exhibit.Kind) -> Exhibit:
    """Attach an exhibit of the kind that lacks nothing."""
    return attach(
        case,
        kind,
        language=Language.RUSSIAN,
        source_url="https://www.ozon.ru/product/flask-1571120446/",
        captured_at=clock.now() - timedelta(hours=1),
    )


def name_right(case: Case, **fields: Any) -> None:
    case.right = make_right(brand=case.brand, holder=case.created_by.organisation.legal_name, **fields)
    case.save(update_fields=["right"])
