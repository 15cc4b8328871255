"""What waits for a brand's people, in the order in which it should be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from branddesk.accounts.models import User
from branddesk.brands.models import granted_to
from branddesk.cases import asking
from branddesk.cases.models import PRIVATE, Case, FollowUp, Message, OffendingListing, Submission
from branddesk.cases.models.case import Shelf
from branddesk.cases.selectors import CaseFilters
from branddesk.cases.selectors.lists import in_order
from branddesk.core import clock
from branddesk.core.enums import Side, Status, SubmissionStatus
from branddesk.core.queries import COUNT_UP_TO, Places, at, counted_at

SHOWN = 50
DECIDED_SHOWN = 10
SOON = timedelta(days=1)
UNREAD = ("statement", "details")
"""What a row does not show and takes long to read."""
DECIDED_LATELY = timedelta(days=30)
"""Longer ago nobody needs to be told of a decision; the list of decided cases has them all."""


@dataclass
class Waiting:
    """The cases of one person's brands that wait for the brand's side, in groups."""

    first: list[Case] = field(default_factory=list)
    """Asked for, and due within a day or overdue."""
    asked: list[Case] = field(default_factory=list)
    to_file: list[Case] = field(default_factory=list)
    answered: list[Case] = field(default_factory=list)
    """Decided and not yet closed."""
    drafts: list[Case] = field(default_factory=list)
    turn: int = 0
    """In how many cases it is our turn, up to a thousand and one."""

    @property
    def overdue(self) -> list[Case]:
        return [case for case in self.first if case.brand_due_at and case.brand_due_at <= clock.now()]

    @property
    def due_soon(self) -> list[Case]:
        return [case for case in self.first if case.brand_due_at and case.brand_due_at > clock.now()]


def waiting_for(user: User) -> Waiting:
    """Eight queries, each along an index: what they cost does not grow with the number of cases."""
    brands = list(granted_to(user))

    def first(view: str, most: int, sort: str = "") -> QuerySet[Case]:
        rows = in_order(user, CaseFilters(view=view, sort=sort), most=most, brands=brands)
        return rows.select_related("brand", "marketplace").defer(*UNREAD)

    asked, written = list(first("ours", SHOWN, "due")), list(first("drafts", SHOWN))
    decided = first("decided", DECIDED_SHOWN).filter(last_event_at__gte=clock.now() - DECIDED_LATELY)
    ours = Case.objects.visible_to(user).filter(shelf=at("shelf"))
    turn = counted_at({"": ours}, Places(("shelf",), [(Shelf.BRAND.value,), (Shelf.DRAFT.value,)]))[""]
    waiting = Waiting(answered=list(decided), turn=min(sum(turn), COUNT_UP_TO))
    _dress([*asked, *written, *waiting.answered])
    for case in [*asked, *written]:
        _group_of(case, waiting).append(case)
    return waiting


def _dress(cases: Iterable[Case]) -> None:
    """Give each case what its row says: the platform's last words, its packets to be filed, its listings."""
    by_key = {case.pk: case for case in cases}
    said = Message.objects.filter(case__in=by_key, side=Side.PLATFORM, leaves_at=None).exclude(kind__in=PRIVATE)
    last = said.order_by().values("case").annotate(last=Max("pk")).values("last")
    words = dict(Message.objects.filter(pk__in=last).values_list("case", "body"))
    prepared = _counted(Submission.objects.filter(case__in=by_key, status=SubmissionStatus.PREPARED))
    listings = _counted(OffendingListing.objects.filter(case__in=by_key))
    for key, case in by_key.items():
        row: Any = case
        row.last_word, row.prepared, row.listing_count = words.get(key), prepared.get(key, 0), listings.get(key, 0)


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values("case").annotate(n=Count("pk")).values_list("case", "n"))


def _group_of(case: Case, waiting: Waiting) -> list[Case]:
    if getattr(case, "prepared", 0):
        return waiting.to_file
    if case.status == Status.DRAFT:
        return waiting.drafts
    if case.brand_due_at and case.brand_due_at <= clock.now() + SOON:
        return waiting.first
    return waiting.asked


@dataclass(frozen=True)
class ToAsk:
    """A follow-up that is due, with the words that would be sent."""

    row: FollowUp
    text: str
    is_overdue: bool
    day: int
    """On which day since its submission the case is."""
    key: UUID = field(default_factory=uuid4)
    """Of the row's form: pressed twice, it sends once."""


def follow_ups_of(user: User) -> list[ToAsk]:
    """The person's follow-ups that are due or overdue, the oldest first. One query."""
    today: date = timezone.localdate(clock.now())
    rows = FollowUp.objects.filter(
        assignee=user,
        due_on__lte=today,
        done_at=None,
        dropped_at=None,
        case__in=Case.objects.visible_to(user).exclude(status=Status.CLOSED),
    ).select_related("case__brand", "case__marketplace")
    return [
        ToAsk(
            row=row,
            text=asking.text_of(row),
            is_overdue=row.due_on < today,
            day=(clock.now() - (row.case.submitted_at or row.case.created_at)).days + 1,
        )
        for row in rows[:SHOWN]
    ]
