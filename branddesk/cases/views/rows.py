"""A case as a row of a list: every word ready, so that fifty rows cost the template next to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name, localdate
from django.utils.translation import get_language, gettext, pgettext

from branddesk.cases.models import Case
from branddesk.core import clock
from branddesk.core.enums import Priority, Side, Status
from branddesk.web import formats
from branddesk.web.templatetags.desk import glyph, icon


class Row(TypedDict):
    """A dictionary, since a template looks for a name among keys first; escaped text, which it takes as it is."""

    key: SafeString
    number: SafeString
    subject: SafeString
    brand: SafeString
    marketplace: SafeString
    url: SafeString
    listings: SafeString
    status: SafeString
    turn: SafeString
    urgency: SafeString
    """The priority where it is more than usual."""
    clock: SafeString
    clock_state: SafeString
    clock_icon: SafeString
    moment: SafeString
    """The exact moment behind the clock, for those who point at it."""
    iso: SafeString
    person: SafeString


ICONS = {"over": "alarm", "soon": "clock"}
NOTHING = SafeString("")


def rows_of(cases: Iterable[Case]) -> list[Row]:
    """The brand's cases as rows."""
    today, language, zone = localdate(clock.now()), get_language() or "", get_current_timezone_name()

    def moment(at: datetime) -> str:
        return _written(at.replace(second=0, microsecond=0), language, zone, today)

    return [_row(case, moment) for case in cases]


def _row(case: Case, moment: Callable[[datetime], str]) -> Row:
    due = case.brand_due_at
    state = formats.clock_state(due) if due else ""
    label = gettext("To be filed") if case.is_prepared else str(_STATUS[case.status])
    return Row(
        key=SafeString(case.pk),
        number=escape(case.number),
        subject=escape(str(case)),
        brand=_name(case.brand.name),
        marketplace=_name(case.marketplace.name),
        url=SafeString(reverse("cases:detail", args=[case.number])),
        listings=SafeString(getattr(case, "listing_count", 0) or ""),
        status=_badge(case.status, label),
        turn=_turn(case.turn, get_language() or ""),
        urgency=_name(str(Priority(case.priority).label)) if case.priority > Priority.NORMAL else NOTHING,
        clock=_name(formats.left(due) if due else moment(case.last_event_at)),
        clock_state=SafeString(state),
        clock_icon=icon(ICONS[state]) if state else NOTHING,
        moment=_name(moment(due)) if due else NOTHING,
        iso=SafeString((due or case.last_event_at).isoformat()),
        person=_avatar(case.assignee.name) if case.assignee else NOTHING,
    )


_STATUS: dict[str, Any] = {status.value: status.label for status in Status}


# The few words and marks that stand in all rows, each written once.

_name = lru_cache(maxsize=10_000)(escape)


@lru_cache(maxsize=1_000)
def _badge(status: str, label: str) -> SafeString:
    return format_html('<span class="st st-{}">{}{}</span>', status, glyph(status), label)


@lru_cache(maxsize=100)
def _turn(turn: str, language: str) -> SafeString:
    if turn == Side.BRAND:
        return format_html('<span class="turn us">{}</span>', pgettext("turn", "Ours"))
    label = pgettext("turn", "Platform") if turn == Side.PLATFORM else pgettext("turn", "Nobody")
    return format_html('<span class="turn">{}</span>', label)


@lru_cache(maxsize=1_000)
def _avatar(name: str) -> SafeString:
    return format_html(
        '<span class="avatar who {}" role="img" aria-label="{}" title="{}">{}</span>',
        *(formats.hue(name), name, name, formats.initials(name)),
    )


@lru_cache(maxsize=20_000)
def _written(at: datetime, language: str, zone: str, today: object) -> str:
    """Writing a moment in words is the dearest part of a row, and the same few are asked for again and again."""
    return formats.moment(at)
