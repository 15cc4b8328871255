"""What to say in the call, prepared from the case: in the language of whoever is called, and in the caller's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from branddesk.cases.models import Case, FollowUp, Message
from branddesk.core import clock
from branddesk.core.enums import Language, Side, Status
from branddesk.web import formats

MOST_OF_A_TEXT = 400


@dataclass(frozen=True)
class Point:
    """One thing to say. `own` is the same in the caller's language; empty where both speak the same one."""

    label: str
    text: str
    own: str = ""
    is_quoted: bool = False
    """Somebody's own words, shown as they were written."""


def points_of(case: Case, *, language: str, own_language: str) -> list[Point]:
    """At most two queries: the last answer and the standing follow-ups."""
    last, promises = _last_answer(case), _promises(case)
    there = _said(case, language, last, promises)
    here = _said(case, own_language, last, promises) if own_language != language else there
    return [
        Point(own.label, point.text, own.text if own.text != point.text else "", point.is_quoted)
        for point, own in zip(there, here, strict=True)
    ]


def _said(case: Case, language: str, last: Message | None, promises: list[FollowUp]) -> list[Point]:
    if language not in Language:
        language = Language.ENGLISH
    with translation.override(language), timezone.override(case.marketplace.time_zone):
        points = [Point(_("Who and what"), _opening(case)), Point(_("Where it stands"), _standing(case))]
        if case.statement.strip():
            points.append(Point(_("What we ask"), _shortened(case.statement), is_quoted=True))
        if last is not None:
            label = _("Your last answer, %(day)s") % {"day": formats.full_day(last.happened_at)}
            points.append(Point(label, _shortened(last.body), is_quoted=True))
        if promises:
            days = ", ".join(formats.full_day(promise.due_on) for promise in promises)
            points.append(Point(_("Open promises"), _("We agreed to come back to this on %(days)s.") % {"days": days}))
        points.append(Point(_("To end with"), _("What is the next step, and by which day may we expect it?")))
    return points


def _opening(case: Case) -> str:
    return _("I am calling about case %(number)s of the brand %(brand)s: %(subject)s.") % {
        "number": case.number,
        "brand": case.brand.name,
        "subject": case.subject or case.get_kind_display(),
    }


def _standing(case: Case) -> str:
    if case.submitted_at is None:
        return _("It is not submitted yet.")
    facts = {
        "day": formats.full_day(case.submitted_at),
        "waits": (clock.now() - case.submitted_at).days + 1,
        "status": case.get_status_display(),
    }
    if case.status == Status.WAITING:
        return _("Submitted on %(day)s. You asked for more; tell me whether anything else is missing.") % facts
    return _("Submitted on %(day)s; today is day %(waits)s, and it stands at “%(status)s”.") % facts


def _last_answer(case: Case) -> Message | None:
    said = [Message.Kind.QUESTION, Message.Kind.DECISION, Message.Kind.MESSAGE]
    rows = case.messages.filter(kind__in=said, side=Side.PLATFORM, leaves_at=None)
    return rows.order_by("happened_at", "pk").last()


def _promises(case: Case) -> list[FollowUp]:
    return list(case.follow_ups.filter(done_at=None, dropped_at=None).order_by("due_on")[:3])


def _shortened(text: str) -> str:
    """The beginning, cut between words where the language has blanks."""
    line = " ".join(text.split())
    if len(line) <= MOST_OF_A_TEXT:
        return line
    head = line[:MOST_OF_A_TEXT]
    return (head.rpartition(" ")[0] or head) + "…"
