"""A case on one page, for whoever it is handed up to: what it is, what is asked, what was tried, what was said last.

Not the whole history: what does not fit is counted. It is written in the language of its reader, moments by both
sides' clocks; what people wrote stays in their words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from branddesk.accounts.models import User
from branddesk.cases.kinds import ASKED, kind_of
from branddesk.cases.ladder.rules import sentences
from branddesk.cases.models import PRIVATE, Case, CaseExhibit, LadderProposal, Message, Submission
from branddesk.cases.panels import facts as panel_of_facts
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Language, Side, SubmissionStatus
from branddesk.foundation.journal.selectors import entries_for
from branddesk.web import formats

MOST_FACTS, MOST_LISTINGS, MOST_EXHIBITS, NEWEST = 7, 4, 8, 3
FACT_LETTERS, STATEMENT_LETTERS, MESSAGE_LETTERS = 160, 420, 300


@dataclass(frozen=True)
class Section:
    title: str
    lines: list[str]


@dataclass(frozen=True)
class Said:
    """One of the newest messages."""

    who: str
    at: str
    text: str


@dataclass(frozen=True)
class Brief:
    number: str
    title: str
    about: str
    language: str
    made: str
    sections: list[Section]
    said: list[Said]
    said_title: str

    @property
    def text(self) -> str:
        """As it goes into a mail."""
        lines = [f"{self.number}. {self.title}", self.about]
        for section in self.sections:
            lines += ["", section.title, *(f"– {line}" for line in section.lines)]
        if self.said:
            lines += ["", self.said_title]
            for said in self.said:
                lines += [f"– {said.who}, {said.at}:", f"  {said.text}"]
        return "\n".join(lines)


def brief_of(case: Case, reader: User, language: str = "") -> Brief:
    """The page in the language, or in the platform's. What only one side knows stands only in its own brief."""
    language = language if language in Language else str(case.marketplace.language)
    with translation.override(language):
        about = [case.brand, case.marketplace, case.get_kind_display(), case.get_status_display()]
        about += [case.get_priority_display(), case.get_level_display()]
        sections = [
            Section(_("Why it comes to you"), _why(case, reader)),
            Section(_("Facts"), _facts(case, reader)),
            Section(_("What is asked"), _asked(case, language)),
            Section(_("What was tried"), _tried(case)),
            Section(_("Dates"), _dates(case)),
            Section(_("Evidence"), _exhibits(case, reader)),
        ]
        return Brief(
            number=case.number,
            title=str(case),
            about=" · ".join(str(word) for word in about),
            language=language,
            made=_clocks(case, clock.now()),
            sections=[section for section in sections if section.lines],
            said=_said(case),
            said_title=_("The newest messages"),
        )


def _why(case: Case, reader: User) -> list[str]:
    """The reason that was given when it went up; before that, what the desk found."""
    if case.level > EscalationLevel.SUPPORT:
        entry = entries_for(case).filter(action="case.escalated").last()
        reason = entry.text("reason") if entry is not None else None
        return [_short(reason, STATEMENT_LETTERS)] if reason else []
    side = Side.PLATFORM if reader.is_platform else Side.BRAND
    standing = LadderProposal.objects.filter(case=case, side=side, settled_at=None).first()
    return sentences(standing.findings) if standing is not None else []


def _facts(case: Case, reader: User) -> list[str]:
    found = panel_of_facts.context_of(case, reader, {})["facts"]
    lines = [f"{fact.label}: {_short(fact.text, FACT_LETTERS)}" for fact in found[:MOST_FACTS]]
    if case.right is not None:
        lines.append(f"{_('Right')}: {case.right}, {case.right.holder}")
    listings = list(case.listings.all())
    for row in listings[:MOST_LISTINGS]:
        price = formats.money(row.price, row.currency) if row.price is not None else ""
        lines.append(", ".join(filter(None, [str(row), row.seller, row.seller_inn, price])))
    return lines + _more(len(listings) - MOST_LISTINGS)


def _asked(case: Case, language: str) -> list[str]:
    kind = kind_of(case.kind)
    question = kind.question(ASKED)
    answer = kind.given(case.details).get(ASKED)
    choice = question.choice(answer) if question is not None and answer is not None else None
    lines = [choice.label.in_(language)] if choice is not None else []
    if kind.has_listings:
        lines.append(_("Take the listings named here off sale."))
    if case.statement:
        lines.append(_short(case.statement, STATEMENT_LETTERS))
    return lines


def _granted(count: int) -> str:
    return ngettext("%(n)d was granted.", "%(n)d were granted.", count) % {"n": count}


def _granted_in_part(count: int) -> str:
    return ngettext("%(n)d was granted in part.", "%(n)d were granted in part.", count) % {"n": count}


def _refused(count: int) -> str:
    return ngettext("%(n)d was refused.", "%(n)d were refused.", count) % {"n": count}


_OUTCOMES = {
    SubmissionStatus.GRANTED: _granted,
    SubmissionStatus.PARTLY: _granted_in_part,
    SubmissionStatus.REFUSED: _refused,
}


def _tried(case: Case) -> list[str]:
    rows: list[Submission] = list(case.submissions.all())
    lines = []
    if case.submitted_at is not None:
        lines.append(_("Filed on %(day)s.") % {"day": formats.full_day(case.submitted_at)})
    again = sum(row.attempt > 1 for row in rows)
    if again:
        lines.append(ngettext("%(n)d was filed again.", "%(n)d were filed again.", again) % {"n": again})
    for status, say in _OUTCOMES.items():
        count = sum(row.status == status for row in rows)
        if count:
            lines.append(say(count))
    said = case.messages.exclude(kind__in=PRIVATE).filter(leaves_at=None)
    counts = {side: said.filter(side=side).count() for side in (Side.BRAND, Side.PLATFORM)}
    lines.append(
        _("Messages so far: %(brand)d from the brand, %(platform)d from the platform.")
        % {"brand": counts[Side.BRAND], "platform": counts[Side.PLATFORM]}
    )
    return lines


def _dates(case: Case) -> list[str]:
    last = case.messages.filter(side=Side.PLATFORM, leaves_at=None).exclude(kind__in=PRIVATE).last()
    rows: list[tuple[str, datetime | None]] = [
        (_("Submitted"), case.submitted_at),
        (_("The platform's last word"), last.happened_at if last is not None else None),
        (_("Reopened"), case.reopened_at),
        (pgettext("date", "Escalated"), case.escalated_at),
        (_("First answer due"), None if case.responded_at else case.response_due_at),
        (_("Decision due"), case.resolution_due_at),
    ]
    return [f"{label}: {_clocks(case, at)}" for label, at in rows if at is not None]


def _exhibits(case: Case, reader: User) -> list[str]:
    """What the reader's side has; the platform knows only what was sent."""
    links = CaseExhibit.objects.filter(case=case, exhibit__withdrawn_at=None).select_related("exhibit")
    if reader.is_platform:
        links = links.filter(sent_at__isnull=False)
    rows = list(links.order_by("position", "pk"))
    lines = [f"{link.exhibit.get_kind_display()}: {_short(link.exhibit.title, 90)}" for link in rows[:MOST_EXHIBITS]]
    return lines + _more(len(rows) - MOST_EXHIBITS)


def _said(case: Case) -> list[Said]:
    rows: list[Message] = list(
        case.messages.exclude(kind__in=PRIVATE)
        .filter(leaves_at=None)
        .select_related("author")
        .order_by("-happened_at", "-pk")[:NEWEST]
    )
    return [
        Said(
            ", ".join([row.speaker, str(case.brand if row.side == Side.BRAND else case.marketplace)]),
            _clocks(case, row.happened_at),
            _short(row.body, MESSAGE_LETTERS),
        )
        for row in rows
    ]


def _clocks(case: Case, at: datetime) -> str:
    return formats.both_clocks(at, case.marketplace.time_zone)


def _more(count: int) -> list[str]:
    return [_("and %(n)d more in the case") % {"n": count}] if count > 0 else []


def _short(text: str, most: int) -> str:
    return str(Truncator(" ".join(text.split())).chars(most))
