"""What waits for a person, in the order in which it should be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Message
from branddesk.core import clock
from branddesk.core.enums import Side, Status, SubmissionStatus

SHOWN = 50
SOON = timedelta(days=1)
DAYS = 14


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

    @property
    def turn(self) -> int:
        return len(self.first) + len(self.asked) + len(self.to_file) + len(self.drafts)

    @property
    def overdue(self) -> list[Case]:
        return [case for case in self.first if case.brand_due_at and case.brand_due_at <= clock.now()]

    @property
    def due_soon(self) -> list[Case]:
        return [case for case in self.first if case.brand_due_at and case.brand_due_at > clock.now()]


def waiting_for(user: User) -> Waiting:
    """Two queries, whatever the number of cases."""
    last_word = Message.objects.filter(case=OuterRef("pk"), side=Side.PLATFORM).order_by("-happened_at", "-pk")
    rows = (
        Case.objects.visible_to(user)
        .exclude(status=Status.CLOSED)
        .select_related("brand", "marketplace")
        .annotate(
            last_word=Subquery(last_word.values("body")[:1]),
            prepared=Count("submissions", filter=Q(submissions__status=SubmissionStatus.PREPARED), distinct=True),
            listing_count=Count("listings", distinct=True),
        )
    )
    waiting = Waiting()
    for case in rows.filter(turn=Side.BRAND).order_by(F("brand_due_at").asc(nulls_last=True), "-last_event_at")[:SHOWN]:
        _group_of(case, waiting).append(case)
    decided = rows.filter(status__in=[Status.GRANTED, Status.PARTLY, Status.REFUSED])
    waiting.answered = list(decided.order_by("-decided_at", "-pk")[:10])
    return waiting


def _group_of(case: Case, waiting: Waiting) -> list[Case]:
    if getattr(case, "prepared", 0):
        return waiting.to_file
    if case.status == Status.DRAFT:
        return waiting.drafts
    if case.brand_due_at and case.brand_due_at <= clock.now() + SOON:
        return waiting.first
    return waiting.asked


@dataclass(frozen=True)
class Fortnight:
    """Cases submitted and decided on each of the last fourteen days, in the reader's time zone."""

    days: list[date]
    submitted: list[int]
    decided: list[int]
    with_platform: int

    @property
    def submitted_total(self) -> int:
        return sum(self.submitted)

    @property
    def decided_total(self) -> int:
        return sum(self.decided)

    def points(self, counts: list[int], width: int = 288, height: int = 60) -> str:
        """An SVG polyline of the counts, both lines on one scale."""
        top = max([*self.submitted, *self.decided, 1])
        step = width / (len(counts) - 1)
        return " ".join(f"{i * step:.0f},{height - n / top * (height - 8):.0f}" for i, n in enumerate(counts))

    @property
    def submitted_points(self) -> str:
        return self.points(self.submitted)

    @property
    def decided_points(self) -> str:
        return self.points(self.decided)


def fortnight_of(user: User) -> Fortnight:
    today = timezone.localtime(clock.now()).date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    start = timezone.make_aware(datetime.combine(days[0], datetime.min.time()))
    cases = Case.objects.visible_to(user)

    def per_day(name: str) -> list[int]:
        moments = cases.filter(**{f"{name}__gte": start}).values_list(name, flat=True)
        counts = Counter(timezone.localtime(moment).date() for moment in moments)
        return [counts[day] for day in days]

    with_platform = cases.filter(turn=Side.PLATFORM)[:1001].count()
    return Fortnight(days, per_day("submitted_at"), per_day("decided_at"), with_platform)
