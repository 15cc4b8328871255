"""Small words of the case pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import segno
from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from branddesk.cases import reasons
from branddesk.cases.models import Case, PhoneLink, Submission
from branddesk.cases.readiness import Check
from branddesk.core import clock
from branddesk.web import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def phone_address(context: Context, link: PhoneLink) -> str:
    """The whole address that the phone opens, at the host by which the reader reached the desk."""
    return str(context["request"].build_absolute_uri(reverse("cases:phone", args=[link.key])))


@register.simple_tag(takes_context=True)
def beside(context: Context, case: Case, slot: str) -> list[tuple[str, Mapping[str, Any]]]:
    """What other apps put beside the case: templates, and what they need."""
    request = context["request"]
    request.case = case
    panels = {"panels": slots.case_panels, "actions": slots.case_actions}[slot]
    return [(panel.template, panel.context(request)) for panel in panels if panel.visible(request)]


@register.simple_tag
def beneath_messages() -> list[str]:
    """The templates that other apps put below each message."""
    return [panel.template for panel in slots.beneath_messages]


@register.filter
def way_icon(via: str) -> str:
    return WAY_ICONS.get(via, "message-circle")


@register.filter
def delivery_icon(delivery: str) -> str:
    return DELIVERY_ICONS[delivery]


@register.simple_tag
def qr_code(text: str) -> SafeString:
    """The text as a QR code, drawn in the page."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None, dark="#000"))  # noqa: S308  drawn here


MOST_SHOWN = 3

WAY_ICONS = {
    "email": "mail",
    "cabinet": "headset",
    "chat": "messages",
    "wecom": "brand-wechat",
    "phone": "phone",
    "meeting": "users",
}
DELIVERY_ICONS = {
    "waiting": "clock",
    "sent": "check",
    "arrived": "checks",
    "delayed": "alarm",
    "bounced": "mail-x",
    "dead": "alert-circle",
}

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
    "case.follow-up-set": "calendar-event",
    "case.follow-up-done": "quote",
    "case.response-missed": "alarm",
    "case.resolution-missed": "alarm",
    "case.prioritised": "flag",
    "case.escalated": "arrow-up-right",
    "case.lowered": "arrow-back-up",
    "case.merged": "route",
    "case.merged-in": "route",
    "case.unmerged": "arrow-back-up",
    "case.linked": "link",
    "case.unlinked": "link",
    "case.rated": "star",
    "case.packaged": "file-zip",
}


@register.filter
def event_icon(code: str) -> str:
    """The icon of a journal entry's action in the timeline."""
    return EVENT_ICONS.get(code, "arrow-narrow-right")


@register.filter
def reason(submission: Submission) -> str:
    """Why it was decided so, in the marketplace's own words."""
    return reasons.label(submission)


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
