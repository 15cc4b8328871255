"""Until when an answer is possible, or wanted.

Ozon's own rules: a buyer's chat takes an answer within 48 hours of the buyer's last message; a chat about an FBS or
rFBS order may be begun within 72 hours of payment or delivery; a cancellation decides itself at a moment that Ozon
names. Reviews, questions and returns have no end at Ozon: there the desk's own aim counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from branddesk.complaints.models import Complaint

CHAT_REPLY = timedelta(hours=48)
CHAT_START = timedelta(hours=72)

AIMS = {
    Complaint.Kind.REVIEW: timedelta(hours=48),
    Complaint.Kind.QUESTION: timedelta(hours=24),
    Complaint.Kind.CHAT: CHAT_REPLY,
    Complaint.Kind.RETURN: timedelta(hours=48),
    Complaint.Kind.CANCELLATION: timedelta(hours=24),
    Complaint.Kind.OTHER: timedelta(hours=48),
}


@dataclass(frozen=True)
class Until:
    at: datetime
    is_window: bool
    """Whether the marketplace takes nothing after it."""


def answer_until(kind: str, last_words_at: datetime, *, ends_at: datetime | None = None) -> Until:
    """`last_words_at`: when the customer last spoke; `ends_at`: the end that the marketplace itself names."""
    if ends_at is not None:
        return Until(ends_at, True)
    return Until(last_words_at + AIMS[Complaint.Kind(kind)], kind == Complaint.Kind.CHAT)
