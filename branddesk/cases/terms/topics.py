"""The things with a history: what their fields and changes are called, and how values read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from branddesk.core.enums import CaseKind, Status
from branddesk.foundation.calendars.models import Country
from branddesk.foundation.journal.histories import plain
from branddesk.web.formats import full_day


@dataclass(frozen=True)
class Topic:
    """One sort of thing: how its entries begin in the journal, the names of its fields, its changes in words."""

    prefix: str
    labels: Mapping[str, Words]
    titles: Mapping[str, Words]
    wording: Callable[[str, Any], str] = plain


def _reason_words(name: str, value: Any) -> str:
    if name == "outcomes":
        return plain(name, [str(Status(part).label) for part in value or []])
    if name == "kinds":
        return plain(name, [str(CaseKind(part).label) for part in value]) if value else _("for every kind")
    return plain(name, value)


def _calendar_words(name: str, value: Any) -> str:
    if name == "country" and value in Country:
        return str(Country(value).label)
    if name != "days":
        return plain(name, value)
    lines = []
    for day, (is_working, title) in (value or {}).items():
        what = pgettext_lazy("day", "working day") if is_working else pgettext_lazy("day", "day off")
        lines.append(f"{full_day(date.fromisoformat(day))}: {what}" + (f", {title}" if title else ""))
    return "\n".join(lines) + "\n" if lines else "–"


def _term_words(name: str, value: Any) -> str:
    return full_day(date.fromisoformat(value)) if name == "source_on" and value else plain(name, value)


def _template_words(name: str, value: Any) -> str:
    return str(CaseKind(value).label) if name == "kind" and value else plain(name, value)


PROMISE = Topic(
    "promise",
    {
        "response_hours": gettext_lazy("first answer within, working hours"),
        "resolution_hours": gettext_lazy("decision within, working hours"),
    },
    {"promise.set": gettext_lazy("Promise set"), "promise.reset": gettext_lazy("Promise put back to the default")},
)
REASON = Topic(
    "reason",
    {
        "name_en": gettext_lazy("in English"),
        "name_ru": gettext_lazy("in Russian"),
        "name_zh": gettext_lazy("in Chinese"),
        "outcomes": gettext_lazy("goes with"),
        "kinds": gettext_lazy("for kinds"),
        "is_active": gettext_lazy("in use"),
    },
    {
        "reason.set": gettext_lazy("Reason set"),
        "reason.reset": gettext_lazy("Reason put back to the default"),
        "reason.deleted": gettext_lazy("Reason deleted"),
    },
    _reason_words,
)
TERM = Topic(
    "term",
    {
        "value": gettext_lazy("value"),
        "source": gettext_lazy("source"),
        "source_on": gettext_lazy("as of"),
    },
    {"term.set": gettext_lazy("Term set"), "term.reset": gettext_lazy("Term put back to the default")},
    _term_words,
)
CALENDAR = Topic(
    "calendar",
    {
        "name": gettext_lazy("name"),
        "country": gettext_lazy("public holidays of"),
        "time_zone": gettext_lazy("time zone"),
        "opens_at": gettext_lazy("opens"),
        "closes_at": gettext_lazy("closes"),
        "days": gettext_lazy("own days"),
    },
    {
        "calendar.added": gettext_lazy("Calendar made"),
        "calendar.changed": gettext_lazy("Calendar changed"),
    },
    _calendar_words,
)
TEMPLATE = Topic(
    "template",
    {
        "name": gettext_lazy("name"),
        "kind": gettext_lazy("for cases of this kind"),
        "is_active": gettext_lazy("in use"),
        "text_zh": gettext_lazy("text in Chinese"),
        "text_ru": gettext_lazy("text in Russian"),
        "text_en": gettext_lazy("text in English"),
    },
    {
        "template.saved": gettext_lazy("Template saved"),
        "template.retired": gettext_lazy("Template taken out of use"),
    },
    _template_words,
)
