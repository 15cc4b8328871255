"""What a paste was understood as, kept with the reader's session until every line of it is mended or left out."""

from __future__ import annotations

from typing import Any

from branddesk.accounts.requests import DeskRequest
from branddesk.cases.listings import Reading
from branddesk.cases.models import Case

MOST_LINES = 200
"""A session is no place for more; the lines beyond are still counted."""


def keep(request: DeskRequest, case: Case, reading: Reading) -> None:
    """Remember the report. A paste that was understood as a whole replaces an older one that was not."""
    request.session[_key(case)] = {
        "added": len(reading.listings),
        "repeated": reading.repeated[:MOST_LINES],
        "unreadable": [[line.line_number, line.text, line.why] for line in reading.unreadable[:MOST_LINES]],
        "unreadable_count": len(reading.unreadable),
    }


def report_of(request: DeskRequest, case: Case) -> dict[str, Any] | None:
    """The report of the last paste. One without unreadable lines is shown once."""
    report: dict[str, Any] | None = request.session.get(_key(case))
    if report is None:
        return None
    if not report["unreadable"]:
        del request.session[_key(case)]
    return report | {"text": "\n".join(text for _number, text, _why in report["unreadable"])}


def forget(request: DeskRequest, case: Case) -> None:
    request.session.pop(_key(case), None)


def _key(case: Case) -> str:
    return f"reading:{case.number}"
