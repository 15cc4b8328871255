"""Where the ladder stands on pages of others: beside the case, and at the head of the start page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from branddesk.accounts.models import User
from branddesk.cases.ladder.rules import sentences
from branddesk.cases.models import Case, LadderProposal
from branddesk.cases.permissions import HANDS
from branddesk.core.enums import Side
from branddesk.web import slots

MOST = 5


def fill() -> None:
    slots.case_panels.add(slots.Panel("ladder", "cases/ladder/place.html", order=30, context=_of_case))
    slots.case_panels.add(slots.Panel("contacts", "contacts/_case_panel.html", order=40, context=_of_case))
    slots.start_panels.add(
        slots.Panel("ladder", "cases/ladder/start.html", order=5, visible=_decides, context=_of_reader)
    )


def _of_case(request: HttpRequest) -> Mapping[str, Any]:
    """Nothing is asked here: the panel comes by itself once the case is there."""
    return {"case": getattr(request, "case", None)}


def _decides(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.role in HANDS


def _of_reader(request: HttpRequest) -> Mapping[str, Any]:
    """The newest proposals for the reader's own cases. One query."""
    reader = request.user
    assert isinstance(reader, User)
    mine = {"case__moderator": reader} if reader.is_platform else {"case__assignee": reader}
    side = Side.PLATFORM if reader.is_platform else Side.BRAND
    rows = LadderProposal.objects.filter(side=side, settled_at=None, **mine).filter(
        case__in=Case.objects.visible_to(reader)
    )
    found = list(rows.select_related("case").order_by("-pk")[:MOST])
    return {"rows": [(row, " ".join(sentences(row.findings))) for row in found]}
