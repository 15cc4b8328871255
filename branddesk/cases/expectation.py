"""How long such cases take: estimated from those answered and, as much as they say, from those still open.

The Kaplan-Meier estimate counts an open case among those that were not answered on each day it has lived through, and
then leaves it out. It never speaks of days beyond the last one that anybody waited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.cases.models import Case, Expectation
from branddesk.core import clock
from branddesk.web import formats

MIN_CASES = 10
"""So many cases must have been answered before the desk says anything."""
MIN_OF_BRAND = 30
"""So many of a brand's own, and they speak for it instead of everybody's."""
MOST_DAYS = 60
"""What is drawn and listed of a long tail."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wait:
    """How long one case waited, in days: the day on which it ended, or the last whole day that an open one has lived.

    Day 1 is the first 24 hours after submission.
    """

    days: int
    ended: bool


@dataclass(frozen=True)
class Curve:
    """The share of cases that ended by the end of each day on which one ended; nothing is known after `last_day`."""

    steps: list[tuple[int, float]]
    cases: int
    ended: int
    last_day: int

    @property
    def is_enough(self) -> bool:
        return self.ended >= MIN_CASES

    def share_by(self, day: int) -> float | None:
        """The share that ended by the end of that day; None beyond what was observed."""
        if day > self.last_day:
            return None
        return max((share for at, share in self.steps if at <= day), default=0.0)

    def day_of(self, share: float) -> int | None:
        """The first day by whose end at least this share had ended; None when so many never did."""
        return next((day for day, reached in self.steps if reached >= share - 1e-9), None)


def wait_of(started: datetime, ended: datetime | None, *, until: datetime | None = None) -> Wait:
    """The wait of a case from `started` to its end, or, still open, until now or until nobody waited any more."""
    if ended is not None:
        return Wait(max(1, -((started - ended) // DAY)), ended=True)
    return Wait(max(0, ((until or clock.now()) - started) // DAY), ended=False)


def curve_of(waits: Iterable[Wait]) -> Curve:
    """The estimate. Without a single end the curve is empty: nothing ended by any day."""
    waits = list(waits)
    ends = [wait.days for wait in waits if wait.ended]
    last = max((wait.days for wait in waits), default=0)
    if not ends:
        return Curve([], len(waits), 0, last)
    # Only the hourly estimate needs it; at the top it would cost each process 80 MB and most of its start.
    from scipy.stats import CensoredData, ecdf  # noqa: PLC0415

    estimate = ecdf(CensoredData(ends, right=[wait.days for wait in waits if not wait.ended])).cdf
    ended_on = set(ends)
    steps = [
        (int(day), round(float(share), 6))
        for day, share in zip(estimate.quantiles, estimate.probabilities, strict=True)
        if int(day) in ended_on
    ]
    return Curve(steps, len(waits), len(ends), last)


def expectations_for(case: Case) -> dict[str, Expectation]:
    """The best estimate there is for the case, of its answer and of its decision. One query.

    The brand's own before everybody's, its kind's before the whole marketplace's.
    """
    own = Q(brand=case.brand_id, kind=case.kind)
    everybodys = Q(brand=None, kind__in=[case.kind, ""])
    best: dict[str, Expectation] = {}
    for row in Expectation.objects.filter(own | everybodys, marketplace=case.marketplace_id):
        needed = MIN_OF_BRAND if row.brand_id else MIN_CASES
        before = best.get(row.what)
        if row.ended >= needed and (before is None or _rank(row) > _rank(before)):
            best[row.what] = row
    return best


def curve(row: Expectation) -> Curve:
    return Curve([(day, share) for day, share in row.curve], row.cases, row.ended, row.last_day)


@dataclass(frozen=True)
class Outlook:
    """What is expected of a case, in words and as a picture."""

    what: str
    today: int
    """The day that the case is in; 0 once it has ended."""
    sentence: str
    patience: str
    """Where today stands on the curve."""
    basis: str
    """How many cases this is read off, and whose."""
    ask_on: date | None
    """The day after which most such cases have ended: when to ask again."""
    points: str
    today_x: str
    """Where today stands; empty beyond the picture."""
    ticks: list[tuple[str, int]]
    table: list[tuple[int, str]]


WIDTH, HEIGHT = 272, 72


def outlook_of(case: Case, row: Expectation) -> Outlook:
    """What the estimate says about a case that waits since its submission."""
    assert case.submitted_at is not None
    known = curve(row)
    today = (clock.now() - case.submitted_at) // DAY + 1
    shown = min(max(known.last_day, 1), MOST_DAYS)
    most = known.day_of(0.8)
    return Outlook(
        what=row.what,
        today=today,
        sentence=_sentence(case.submitted_at, known, row),
        patience=_patience(known, today, row),
        basis=_basis(row),
        ask_on=_end_of(case.submitted_at, most) if most is not None else None,
        points=_points(known, shown),
        today_x=f"{WIDTH * today / shown:.1f}" if today <= shown else "",
        ticks=[(f"{WIDTH * day / shown:.1f}", day) for day in _round_days(shown)],
        table=[(day, formats.percent(share)) for day, share in _listed(known)],
    )


def _sentence(start: datetime, known: Curve, row: Expectation) -> str:
    """8 of 10 such cases are answered by Thu 26 Nov; or as many as ever were."""
    for tenths in (8, 5):
        day = known.day_of(tenths / 10)
        if day is not None:
            end = _end_of(start, day)
            passed = end < localdate(clock.now())
            return _by(row, passed=passed) % {"share": tenths, "day": formats.day_of_week(end)}
    words = {"share": formats.percent(known.steps[-1][1] if known.steps else 0.0), "day": known.last_day}
    if row.what == Expectation.What.ANSWER:
        return _("%(share)s were answered within %(day)s days; nobody has waited longer yet.") % words
    return _("%(share)s were decided within %(day)s days; nobody has waited longer yet.") % words


def _by(row: Expectation, *, passed: bool) -> str:
    if row.what == Expectation.What.ANSWER:
        return (
            _("%(share)s of 10 such cases were answered by %(day)s.")
            if passed
            else _("%(share)s of 10 such cases are answered by %(day)s.")
        )
    return (
        _("%(share)s of 10 such cases were decided by %(day)s.")
        if passed
        else _("%(share)s of 10 such cases are decided by %(day)s.")
    )


def _patience(known: Curve, today: int, row: Expectation) -> str:
    """62 % are answered by day 5; today is day 3."""
    if today > known.last_day:
        return _("Nobody has waited longer than %(last)s days so far; today is day %(today)s.") % {
            "last": known.last_day,
            "today": today,
        }
    ahead = [step for step in known.steps if step[0] >= today]
    named = next((step for step in ahead if step[1] >= 0.6), None) or (ahead or known.steps or [(today, 0.0)])[-1]
    words = {"share": formats.percent(named[1]), "day": named[0], "today": today}
    is_answer = row.what == Expectation.What.ANSWER
    if named[0] < today:
        return (
            _("%(share)s were answered by day %(day)s and none since; today is day %(today)s.")
            if is_answer
            else _("%(share)s were decided by day %(day)s and none since; today is day %(today)s.")
        ) % words
    return (
        _("%(share)s are answered by day %(day)s; today is day %(today)s.")
        if is_answer
        else _("%(share)s are decided by day %(day)s; today is day %(today)s.")
    ) % words


def _basis(row: Expectation) -> str:
    if row.brand_id:
        text = ngettext("From %(n)s case of your own.", "From %(n)s cases of your own.", row.cases)
    elif row.kind:
        text = ngettext(
            "From %(n)s case of this kind, open ones counted.",
            "From %(n)s cases of this kind, open ones counted.",
            row.cases,
        )
    else:
        text = ngettext(
            "From %(n)s case of every kind, open ones counted.",
            "From %(n)s cases of every kind, open ones counted.",
            row.cases,
        )
    return text % {"n": formats.number(row.cases)}


def _points(known: Curve, shown: int) -> str:
    """An SVG path of the steps, each level until the next day on which somebody was answered."""
    path = f"M0 {HEIGHT}"
    for day, share in known.steps:
        if day <= shown:
            path += f"H{WIDTH * day / shown:.1f}V{HEIGHT * (1 - share):.1f}"
    return f"{path}H{WIDTH}"


def _round_days(shown: int) -> Sequence[int]:
    step = next((step for step in (1, 2, 5, 7, 10, 14) if shown / step <= 6), 20)
    return range(step, shown + 1, step)


def _listed(known: Curve) -> list[tuple[int, float]]:
    """The steps for the table: every one of a short curve, the first of each tenth of a long one."""
    if len(known.steps) <= 12:
        return known.steps
    listed: list[tuple[int, float]] = []
    for day, share in known.steps:
        if not listed or int(share * 10) > int(listed[-1][1] * 10):
            listed.append((day, share))
    return listed


def _end_of(start: datetime, day: int) -> date:
    """The reader's date at which that day of waiting ends."""
    return localdate(start + day * DAY)


def _rank(row: Expectation) -> tuple[bool, bool]:
    return (row.brand_id is not None, bool(row.kind))
