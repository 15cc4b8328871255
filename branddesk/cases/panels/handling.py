"""How the case is handled: priority, level, tags, watchers, linked and merged cases, satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from branddesk.accounts.models import User
from branddesk.cases import selectors
from branddesk.cases.handling_forms import RateForm
from branddesk.cases.models import Case
from branddesk.cases.services.handling import RATING_CHANGES_FOR
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Priority, Status

OPEN = frozenset(Status) - {Status.CLOSED, Status.GRANTED, Status.PARTLY, Status.REFUSED}
ASKED_FOR = timedelta(days=30)
"""So long after closing the page asks how it went; nobody is reminded."""

TONES = {Priority.HIGH: "warn", Priority.URGENT: "bad"}


def context_of(case: Case, reader: User, may: Mapping[str, bool]) -> dict[str, Any]:
    """For both sides' pages. At most 2 queries: one for an open case more, to find duplicates."""
    handling = selectors.handling_of(case, reader)
    related = {row.number for row in handling.related}
    alike = selectors.alike(case, reader) if may["merge"] and case.status in OPEN else []
    rating = handling.rating
    asks_until = rating.at + RATING_CHANGES_FOR if rating else case.closed_at and case.closed_at + ASKED_FOR
    may_rate = may["rate"] and asks_until is not None and asks_until > clock.now()
    return {
        "handling": handling,
        "is_watching": any(row.key == reader.pk for row in handling.watchers),
        "alike": [row for row in alike if row.number not in related],
        "priority_tone": TONES.get(Priority(case.priority), "") if case.status in OPEN else "",
        "shows_priority": case.priority != Priority.NORMAL,
        "shows_level": case.level > EscalationLevel.SUPPORT,
        "is_legal": case.level == EscalationLevel.LEGAL,
        "rate_form": _rate_form(case, reader, handling) if may_rate else None,
    }


def _rate_form(case: Case, reader: User, handling: selectors.Handling) -> RateForm:
    given = handling.rating
    initial = {"score": given.score, "comment": given.comment} if given is not None else {}
    return RateForm(case=case, reader=reader, initial=initial)
