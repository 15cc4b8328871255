"""What the pages of a case show beside its story: one file a panel, each with the few queries it may cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.cases.panels import facts, handling, phone, talking, times


def panels_of(case: Case, reader: User, may: Mapping[str, bool]) -> dict[str, Any]:
    """What every panel shows; both sides' pages have them."""
    found: dict[str, Any] = {}
    for panel in (facts, handling, times, talking, phone):
        found |= panel.context_of(case, reader, may)
    return found
