"""What waits for the platform's people: the queue, what is near its breach, what is theirs, and how the day goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from branddesk.accounts.models import User
from branddesk.cases import permissions, queues, sla
from branddesk.cases.models import Breach, Case
from branddesk.cases.models.case import UNDECIDED, Shelf
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Status
from branddesk.core.queries import COUNT_UP_TO, at, counted_at
from branddesk.workplace.selectors.fortnight import start_of_day

SHOWN = 20
MISSED_LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Desk:
    """What one of the platform's people finds in the morning."""

    near: list[Case]
    """Near the breach of a promise or past it: one's own and those that nobody took."""
    escalated: list[Case]
    mine: list[Case]
    with_brand: list[Case]
    queued: int
    """How many wait that nobody has taken; like every count, up to a thousand and one."""
    mine_count: int
    near_count: int
    next: Case | None
    """The one of them that has waited longest."""

    @property
    def over(self) -> int:
        return sum(case.due_at is not None and case.due_at < clock.now() for case in self.near)

    @property
    def is_empty(self) -> bool:
        return not (self.near or self.escalated or self.mine or self.with_brand or self.queued)


def desk_of(user: User) -> Desk:
    """Eight queries, whatever the number of cases. A case stands in the first group that it fits."""
    cases = Case.objects.visible_to(user).filter(permissions.in_queue_of(user))
    reachable = Q(moderator=user) | Q(moderator=None) if user.role in permissions.JUDGE else Q()
    queued, mine = Q(status__in=UNDECIDED, moderator=None), Q(status__in=UNDECIDED, moderator=user)
    near = sla.near_breach() & reachable
    raised = cases.filter(reachable, status__in=UNDECIDED, level__gt=EscalationLevel.SUPPORT)
    asked = cases.filter(status=Status.WAITING, moderator=user)

    seen: set[int] = set()
    longest = ("submitted_at", "pk")
    counts = queues.counts_of(
        user, {"queued": (queued, longest), "mine": (mine, longest), "near": (near, ["warns_at"])}
    )
    return Desk(
        near=_group(cases.filter(near).order_by("due_at"), seen),
        escalated=_group(raised.order_by(*longest), seen),
        mine=_group(cases.filter(mine).order_by(*longest), seen),
        with_brand=_group(asked.order_by(*longest), seen),
        queued=counts["queued"],
        mine_count=counts["mine"],
        near_count=counts["near"],
        next=queues.next_in_queue(user),
    )


def _group(rows: QuerySet[Case], seen: set[int]) -> list[Case]:
    found = [case for case in rows.select_related("brand", "marketplace", "moderator")[:SHOWN] if case.pk not in seen]
    seen.update(case.pk for case in found)
    return found


@dataclass(frozen=True)
class Today:
    """The day in numbers, from midnight where the reader is."""

    submitted: int
    decided: int
    decided_by_me: int
    missed: int
    """Promises whose moment passed today without being kept."""


def today_of(user: User) -> Today:
    """Two queries, over the cases of one day."""
    start = start_of_day(timezone.localdate(clock.now()))
    cases = Case.objects.filter(marketplace=at("market"), submitted_at__isnull=False)
    decided = cases.filter(decided_at__gte=start)
    missed = Breach.objects.filter(case__marketplace=at("market"), due_at__gte=start, due_at__lt=clock.now())
    counts = {
        # Every shelf, since the index begins with it.
        "submitted": cases.filter(shelf__in=Shelf.values, submitted_at__gte=start),
        "decided": decided,
        "decided_by_me": decided.filter(moderator=user),
        "missed": missed,
    }
    found = counted_at(counts, queues.marketplaces_of(user))
    return Today(**{name: min(sum(each), COUNT_UP_TO) for name, each in found.items()})


def missed_lately(user: User) -> list[Breach]:
    """The promises of the last thirty days that were not kept, the latest first. One query."""
    rows = Breach.objects.filter(
        case__marketplace__operator=user.organisation_id, due_at__gte=clock.now() - MISSED_LATELY
    )
    return list(rows.select_related("case__brand", "moderator")[:SHOWN])
