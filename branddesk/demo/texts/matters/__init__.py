"""Cases that are about no listing of others: one file for each kind."""

from __future__ import annotations

from branddesk.core.enums import CaseKind
from branddesk.demo.texts.matters import account, complaint, content, other, promotion, quality
from branddesk.demo.texts.matters.matter import Matter, Talk

_OF_KIND = {
    CaseKind.QUALITY: quality,
    CaseKind.COMPLAINT: complaint,
    CaseKind.PROMOTION: promotion,
    CaseKind.CONTENT: content,
    CaseKind.ACCOUNT: account,
    CaseKind.OTHER: other,
}

MATTERS: dict[CaseKind, tuple[Matter, ...]] = {kind: texts.MATTERS for kind, texts in _OF_KIND.items()}
TALK: dict[CaseKind, Talk] = {kind: texts.TALK for kind, texts in _OF_KIND.items()}
