"""What a text of the demo is made of.

In braces stand facts of the case: {goods}, {sku}, {other} (another SKU), {order}, {price}, {low}, {link}, {n} (a
number), and days: {ago} (it was), {soon} and {end} (of an activity), {until} (of a document), {gone} (a day long past).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from branddesk.core.enums import Reason
from branddesk.evidence.models import Exhibit


@dataclass(frozen=True)
class Matter:
    """One thing that happens, told in the languages of who tells it; the statement is in the platform's."""

    zh: str
    ru: str
    en: str
    statement: str
    granted: str
    refused: str
    reasons: tuple[Reason, Reason]
    """Of a grant, whole or in part, and of a refusal."""
    details: dict[str, str] = field(default_factory=dict)
    proofs: tuple[Exhibit.Kind, ...] = ()


@dataclass(frozen=True)
class Talk:
    """What the platform asks, and how it grants in part, in cases of the kind."""

    questions: tuple[str, ...]
    partly: tuple[str, ...]
    asking: Reason = Reason.DETAILS_MISSING
