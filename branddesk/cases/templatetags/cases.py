"""Small words of the case pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext, ngettext

from branddesk.cases.models import Submission
from branddesk.cases.readiness import Check
from branddesk.core import clock

register = template.Library()

MOST_SHOWN = 3

EVENT_ICONS = {
    "case.opened": "edit",
    "case.listings-added": "list-details",
    "case.listing-removed": "list-details",
    "case.exhibit-attached": "lock-check",
    "case.exhibit-detached": "paperclip",
    "case.warning-overruled": "alert-triangle",
    "case.handed-over": "user-plus",
    "case.passed-on": "user-plus",
    "case.taken": "gavel",
    "case.released": "inbox",
    "case.prepared": "copy",
    "case.submitted": "send",
    "case.filed": "send",
    "case.filed-unnumbered": "send",
    "case.reopened": "history",
    "case.closed": "check",
}


@register.filter
def event_icon(code: str) -> str:
    """The icon of a journal entry's action in the timeline."""
    return EVENT_ICONS.get(code, "arrow-narrow-right")


@register.filter
def days_taken(submission: Submission) -> str:
    """How many days the platform took, or has had so far."""
    if submission.submitted_at is None:
        return ""
    days = ((submission.answered_at or clock.now()) - submission.submitted_at).days
    if days < 1:
        return gettext("under a day")
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


@dataclass(frozen=True)
class Family:
    """Checks of one kind, one per listing or exhibit: the first few, and the rest."""

    shown: list[Check]
    more: list[Check]


@register.filter
def families(checks: Iterable[Check]) -> list[Family]:
    """The checks by kind, so that fifty listings without a screenshot do not hide what else is missing."""
    by_kind: dict[str, list[Check]] = {}
    for check in checks:
        by_kind.setdefault(check.code.partition(":")[0], []).append(check)
    return [Family(kind[:MOST_SHOWN], kind[MOST_SHOWN:]) for kind in by_kind.values()]


@register.filter
def badge(status: str) -> str:
    """The shape that stands for a submission's status: one that is still to be filed looks like a draft."""
    return {"prepared": "draft", "withdrawn": "closed"}.get(status, status)
