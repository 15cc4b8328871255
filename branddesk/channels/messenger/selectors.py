"""Questions about conversations with a marketplace's people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Submission
from branddesk.cases.permissions import UNDECIDED
from branddesk.channels.messenger import naming, search
from branddesk.channels.messenger.models import Line, Placing, Talk
from branddesk.core.enums import Side, Status
from branddesk.marketplaces.ozon.client.probe import State
from branddesk.stores.models import Capability

WRITES = "people_writing"
"""The capability that shows whether a key may write to Ozon's own people."""
SHOWN_LINES = 200
SHOWN_TALKS = 50


def talks(reader: User, query: str = "", page: str = "") -> Page[Any]:
    """The conversations of the reader's stores, the latest first; with words, those in which all of them stand."""
    last = Line.objects.filter(talk=OuterRef("pk")).exclude(state=Line.State.UNDONE).order_by("-said_at", "-pk")
    rows = Talk.objects.visible_to(reader).select_related("store").annotate(last=Subquery(last.values("text")[:1]))
    if query:
        rows = rows.filter(pk__in=search.talks_with(reader, query))
    return Paginator(rows.order_by("-spoken_at", "-pk"), SHOWN_TALKS).get_page(page or 1)


def unread(reader: User) -> QuerySet[Talk]:
    return Talk.objects.visible_to(reader).filter(is_unread=True)


def may_write_to(talk: Talk) -> bool:
    """Only where the probe has shown that the key may, the conversation is open and has refused nothing yet."""
    store = talk.store
    if not (store.is_connected and talk.is_open and not talk.refusal):
        return False
    return Capability.objects.filter(store=store, code=WRITES, state=State.AVAILABLE).exists()


@dataclass(frozen=True)
class Shown:
    """One line as the page shows it."""

    line: Line
    cases: Sequence[Case]
    """Where it stands already, as far as the reader sees them."""
    answers: Sequence[Submission]
    """What it may be the answer to: submissions of SKUs that it names."""


@dataclass(frozen=True)
class Opened:
    talk: Talk
    lines: Sequence[Shown]
    has_earlier: bool
    may_write: bool
    cases: Sequence[Case]
    """Where lines may be put: the open cases at this marketplace, those that lines name first."""


def opened(reader: User, talk: Talk, *, everything: bool = False) -> Opened:
    """A conversation as its page shows it. At most 5 queries."""
    rows = talk.lines.exclude(state=Line.State.UNDONE).select_related("author").order_by("-said_at", "-pk")
    lines = list(rows if everything else rows[: SHOWN_LINES + 1])
    has_earlier = not everything and len(lines) > SHOWN_LINES
    lines = sorted(lines[:SHOWN_LINES] if has_earlier else lines, key=lambda line: (line.said_at, line.pk))
    seen = Case.objects.visible_to(reader)
    placed: dict[int, list[Case]] = {}
    for each in Placing.objects.filter(line__in=lines, case__in=seen).select_related("case").order_by("pk"):
        placed.setdefault(each.line_id, []).append(each.case)
    theirs = [line for line in lines if line.side == Side.PLATFORM]
    named = naming.submissions_named(talk.store, [line.text for line in theirs])
    visible = set(seen.filter(pk__in={row.case_id for row in named}).values_list("pk", flat=True)) if named else set()
    shown = [
        Shown(line, placed.get(line.pk, []), [row for row in named if row.case_id in visible and _is_about(line, row)])
        for line in lines
    ]
    return Opened(talk, shown, has_earlier, may_write_to(talk), _open_cases(reader, talk))


def _is_about(line: Line, submission: Submission) -> bool:
    """Said by them after it was filed, with its SKU in it."""
    if line.side != Side.PLATFORM or submission.listing is None or submission.submitted_at is None:
        return False
    return line.said_at >= submission.submitted_at and submission.listing.sku in naming.skus_in(line.text)


def _open_cases(reader: User, talk: Talk) -> list[Case]:
    seen = Case.objects.visible_to(reader).filter(marketplace=talk.store.marketplace_id)
    rows = (seen & naming.takers()).exclude(status=Status.CLOSED)
    return list(rows.order_by("-last_event_at", "-pk")[:100])


def lines_about(reader: User, submission: Submission) -> list[Line]:
    """What their people said about the submission's SKU since it was filed, the newest first."""
    if not reader.is_merchant or submission.listing is None or not submission.listing.sku:
        return []
    if submission.status not in UNDECIDED or submission.submitted_at is None:
        return []
    keys = search.lines_with(reader, submission.listing.sku)
    rows = Line.objects.filter(
        pk__in=keys,
        talk__in=Talk.objects.visible_to(reader).filter(store__marketplace=submission.case.marketplace_id),
    )
    found = rows.select_related("talk__store").order_by("-said_at", "-pk")[:50]
    return [line for line in found if _is_about(line, submission)][:5]


def lines_in(reader: User, case: Case) -> QuerySet[Talk]:
    """The conversations of which lines stand in the case."""
    placed = Placing.objects.filter(case=case).values("line__talk")
    return Talk.objects.visible_to(reader).filter(pk__in=placed).select_related("store")
