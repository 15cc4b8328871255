"""What the composer at the foot of the story shows: who else is writing, and what was typed before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from branddesk.accounts.models import User
from branddesk.brands.permissions import KEEPERS
from branddesk.cases.models import Case
from branddesk.cases.selectors.presence import writers_in
from branddesk.core.enums import Side
from branddesk.evidence.models import Exhibit


@dataclass(frozen=True)
class Typed:
    """What stands in one of the composer's boxes already: after a refusal, taken back, or from a template."""

    box: str
    """answer, message, reopen, note or decide."""
    text: str
    exhibits: Sequence[Exhibit] = ()
    sentence: str = ""
    """Why it was refused."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """The other fields of a decision."""


TO_THE_OTHER_SIDE = ("answer", "message", "reopen")


def placed(typed: Typed | None, may: Mapping[str, bool], *, decides: bool = False) -> Typed | None:
    """The text in a box that the page still has; with an empty box where none fits, to be shown and copied."""
    if typed is None:
        return None
    boxes = [box for box in TO_THE_OTHER_SIDE if may[box]]
    if may["answer"] and "message" in boxes:
        boxes.remove("message")
    fits = {"note": ["note"] if may["note"] else [], "decide": ["decide"] if decides else []}.get(typed.box, boxes)
    return replace(typed, box=typed.box if typed.box in fits else next(iter(fits), ""))


def context_of(case: Case, reader: User, may: Mapping[str, bool]) -> dict[str, Any]:
    """For both sides' pages. At most 2 queries, one of them the view's own question whether there is news."""
    return {
        "writers": writers_in(case, reader),
        "own_side": str(Side.PLATFORM if reader.is_platform else Side.BRAND),
        "may_share": not reader.is_platform and reader.role in KEEPERS,
        "reopen_key": uuid4(),
    }
