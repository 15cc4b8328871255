"""What an answer of each kind may hold, by Ozon's rules; checked before it is sent, and said while it is typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.complaints.models import Complaint

LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:ru|рф|com|net|org|cn|shop|store|info)\b", re.IGNORECASE)
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+7|\b8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b")


@dataclass(frozen=True)
class TextRule:
    """`fewest` and `most` count characters."""

    fewest: int
    most: int
    links: bool
    """Whether addresses and contacts may stand in it."""


RULES = {
    Complaint.Kind.REVIEW: TextRule(2, 1000, links=False),
    Complaint.Kind.QUESTION: TextRule(2, 3000, links=False),
    Complaint.Kind.CHAT: TextRule(1, 1000, links=True),
    Complaint.Kind.RETURN: TextRule(2, 1000, links=False),
    Complaint.Kind.CANCELLATION: TextRule(2, 1000, links=False),
    Complaint.Kind.OTHER: TextRule(2, 3000, links=True),
}
"""Questions and chats as Ozon's description says. It names no length for the comment on a review: 1,000 is safe."""


def faults_of(kind: str, text: str) -> list[str]:
    """What Ozon would refuse in this answer, as sentences; none when it may go out."""
    rule = RULES[Complaint.Kind(kind)]
    text = text.strip()
    faults = []
    if not text:
        return [_("Write the answer first.")]
    if len(text) < rule.fewest:
        faults.append(
            ngettext("Write at least %(n)d character.", "Write at least %(n)d characters.", rule.fewest)
            % {"n": rule.fewest}
        )
    if len(text) > rule.most:
        over = len(text) - rule.most
        faults.append(
            ngettext(
                "The answer is %(over)d character too long: %(most)d are taken.",
                "The answer is %(over)d characters too long: %(most)d are taken.",
                over,
            )
            % {"over": over, "most": rule.most}
        )
    if not rule.links and (found := LINK.search(text) or CONTACT.search(text)):
        faults.append(
            _("Links, addresses and phone numbers are refused here. Take out “%(part)s”.") % {"part": found.group()}
        )
    return faults


BY_API = frozenset({Complaint.Kind.REVIEW, Complaint.Kind.QUESTION, Complaint.Kind.CHAT})
"""Kinds that take words by the API. Returns and cancellations take a decision, what was typed in takes neither."""


def goes_by_api(complaint: Complaint) -> bool:
    """Whether an answer leaves the desk by itself; else it is copied into the cabinet."""
    return complaint.kind in BY_API and complaint.store is not None and complaint.store.is_connected
