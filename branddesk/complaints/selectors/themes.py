"""Themes with their counts over time: how often now, how often usually, and whether what was done helped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from branddesk.accounts.models import User
from branddesk.complaints.models import Complaint, Improvement, Theme
from branddesk.core import clock

NOW = timedelta(days=30)
USUAL = timedelta(days=180)
"""Before the last thirty days; a usual month is a sixth of it."""
WEEKS = 13
FEWEST = 2
MOST = 100
LOUD = 1.5
"""Times the usual from which it is said."""


@dataclass(frozen=True)
class Counted:
    theme: Theme
    recent: int
    """Voices in the last 30 days."""
    usual: float
    """Voices in 30 days, over the half year before them, or as much of it as the brand has been heard."""
    total: int
    last_at: datetime | None

    @property
    def times(self) -> float | None:
        """How many times the usual; None where it is not more than usual, or there is no usual."""
        if not self.usual or self.recent < FEWEST:
            return None
        times = self.recent / self.usual
        return times if times >= LOUD else None

    @property
    def is_new(self) -> bool:
        """It came up in these thirty days."""
        return self.recent >= FEWEST and not self.usual


def themes_of(user: User, *, closed: bool = False, brand: str = "") -> list[Counted]:
    """The person's themes of at least two voices, the most frequent of these days first. One query."""
    rows = Theme.objects.visible_to(user).filter(closed_at__isnull=not closed, merged_into=None)
    if brand:
        rows = rows.filter(brand__slug=brand)
    found = [_counted(theme) for theme in _with_counts(rows)[:MOST]]
    return [row for row in found if row.total >= FEWEST]


def counted(theme: Theme) -> Counted:
    return _counted(_with_counts(Theme.objects.filter(pk=theme.pk)).get())


def _with_counts(rows: QuerySet[Theme]) -> QuerySet[Theme]:
    now = clock.now()
    recent = Q(complaints__received_at__gt=now - NOW)
    first = Complaint.objects.filter(brand=OuterRef("brand")).order_by("received_at")
    before = Q(complaints__received_at__gt=now - NOW - USUAL, complaints__received_at__lte=now - NOW)
    return (
        rows.select_related("brand", "case")
        .annotate(
            total=Count("complaints"),
            recent=Count("complaints", filter=recent),
            before=Count("complaints", filter=before),
            last_at=Max("complaints__received_at"),
            heard_since=Subquery(first.values("received_at")[:1]),
        )
        .order_by("-recent", "-total", "pk")
    )


def _counted(theme: Any) -> Counted:
    """From a row that `_with_counts` gave."""
    heard = clock.now() - NOW - (theme.heard_since or clock.now())
    usual = theme.before * (NOW / min(max(heard, NOW), USUAL))
    return Counted(theme, theme.recent, usual, theme.total, theme.last_at)


@dataclass(frozen=True)
class Bar:
    begins: datetime
    count: int
    height: int
    """0 to 40, by the highest week."""

    @property
    def shown(self) -> int:
        """An empty week is a line, too."""
        return max(self.height, 1)

    @property
    def top(self) -> int:
        return 42 - self.shown


def weeks_of(theme: Theme) -> list[Bar]:
    """The voices of each of the last thirteen weeks, the oldest first."""
    now = clock.now()
    start = now - timedelta(weeks=WEEKS)
    moments = theme.complaints.filter(received_at__gt=start).values_list("received_at", flat=True)
    counts = [0] * WEEKS
    for moment in moments:
        counts[min(WEEKS - 1, int((moment - start) / timedelta(weeks=1)))] += 1
    highest = max(counts) or 1
    return [Bar(start + timedelta(weeks=week), count, round(count * 40 / highest)) for week, count in enumerate(counts)]


@dataclass(frozen=True)
class Effect:
    """How often the trouble came in a month before an improvement was done, and after it."""

    task: Improvement
    before: float
    after: float | None
    """None while fewer than seven days have passed."""


def effects_of(theme: Theme) -> list[Effect]:
    return [_effect(theme, task) for task in theme.improvements.select_related("owner")]


def _effect(theme: Theme, task: Improvement) -> Effect:
    done, now = task.done_at or clock.now(), clock.now()
    before = theme.complaints.filter(received_at__gt=done - NOW * 2, received_at__lte=done).count() / 2
    passed = now - done
    if task.done_at is None or passed < timedelta(days=7):
        return Effect(task, before, None)
    since = theme.complaints.filter(received_at__gt=done).count()
    return Effect(task, before, since * (NOW / passed))


def latest_of(theme: Theme, most: int = 30) -> Sequence[Complaint]:
    return list(theme.complaints.select_related("brand", "product", "assignee").order_by("-received_at")[:most])
