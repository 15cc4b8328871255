"""The kinds of case, each declared once: its questions, its proof, its letter."""

from __future__ import annotations

from branddesk.cases.kinds.account import ACCOUNT
from branddesk.cases.kinds.complaint import COMPLAINT
from branddesk.cases.kinds.content import CONTENT
from branddesk.cases.kinds.infringement import INFRINGEMENT
from branddesk.cases.kinds.other import OTHER
from branddesk.cases.kinds.promotion import PROMOTION
from branddesk.cases.kinds.quality import QUALITY
from branddesk.cases.kinds.questions import Answer, Choice, Question, Type, price_of
from branddesk.cases.kinds.spec import ASKED, MATTER, Kind, Proof, Section
from branddesk.core.enums import CaseKind

KINDS: dict[str, Kind] = {
    kind.code.value: kind for kind in (INFRINGEMENT, QUALITY, COMPLAINT, PROMOTION, CONTENT, ACCOUNT, OTHER)
}


def kind_of(code: CaseKind | str) -> Kind:
    """The kind that a case's row names."""
    return KINDS[CaseKind(code).value]


__all__ = [
    "ASKED",
    "KINDS",
    "MATTER",
    "Answer",
    "Choice",
    "Kind",
    "Proof",
    "Question",
    "Section",
    "Type",
    "kind_of",
    "price_of",
]
