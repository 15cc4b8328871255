"""Each thing as plain values, by the names of its form's fields: what histories keep and can put back."""

from __future__ import annotations

from typing import Any

from branddesk.cases.models import Promise, ReadinessTerm, ReasonCode, ReplyTemplate
from branddesk.cases.reasons import KnownReason
from branddesk.foundation.calendars.models import Calendar

State = dict[str, Any]

REASON_FIELDS = ("name_zh", "name_ru", "name_en", "outcomes", "kinds", "is_active")
TEMPLATE_TEXTS = {"zh-hans": "text_zh", "ru": "text_ru", "en": "text_en"}


def of_promise(row: Promise | None) -> State | None:
    """None: what the desk ships counts."""
    if row is None:
        return None
    return {"response_hours": row.response_hours, "resolution_hours": row.resolution_hours}


def of_reason(row: ReasonCode | None) -> State | None:
    return {name: getattr(row, name) for name in REASON_FIELDS} if row is not None else None


def of_shipped_reason(reason: KnownReason) -> State:
    """What a form starts from, where no row says otherwise; names are left to the administrator."""
    return {"outcomes": list(reason.outcomes), "kinds": list(reason.kinds), "is_active": reason.is_active}


def of_term(row: ReadinessTerm | None) -> State | None:
    if row is None:
        return None
    return {"value": row.value, "source": row.source, "source_on": row.source_on and str(row.source_on)}


def of_calendar(calendar: Calendar) -> State:
    return {
        "name": calendar.name,
        "country": calendar.country,
        "time_zone": calendar.time_zone,
        "opens_at": f"{calendar.opens_at:%H:%M}",
        "closes_at": f"{calendar.closes_at:%H:%M}",
        "days": {str(row.day): [row.is_working, row.name] for row in calendar.own_days.order_by("day")},
    }


def of_template(template: ReplyTemplate) -> State:
    texts = {text.language: text.body for text in template.texts.all()}
    return {
        "name": template.name,
        "kind": template.kind,
        "is_active": template.is_active,
        **{field: texts.get(language, "") for language, field in TEMPLATE_TEXTS.items()},
    }
