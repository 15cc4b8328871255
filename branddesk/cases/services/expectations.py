"""Estimating anew how long cases take, from what happened since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery

from branddesk.cases.expectation import MIN_OF_BRAND, Curve, curve_of, wait_of
from branddesk.cases.models import PRIVATE, Case, Expectation, Message
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Side
from branddesk.stores.models import Marketplace

LOOKED_BACK = timedelta(days=730)
MOST_CASES = 2_000
"""The latest cases of a kind tell how long it takes now, and cost the same whether there are thousands or a million."""

W = Expectation.What


def estimate_waits() -> int:
    """Estimate for every marketplace anew: all cases, those of each kind, and those of brands with many of a kind."""
    return sum(_estimate(marketplace) for marketplace in Marketplace.objects.all())


@transaction.atomic
def _estimate(marketplace: Marketplace) -> int:
    cases = Case.objects.filter(marketplace=marketplace, submitted_at__gte=clock.now() - LOOKED_BACK)
    rows = _rows(cases, marketplace=marketplace, brand=None, kind="")
    for kind in CaseKind:
        of_kind = cases.filter(kind=kind)
        rows += _rows(of_kind, marketplace=marketplace, brand=None, kind=kind)
        counts = of_kind.order_by().values("brand").annotate(n=Count("pk")).filter(n__gte=MIN_OF_BRAND)
        for brand in counts.values_list("brand", flat=True):
            rows += _rows(of_kind.filter(brand=brand), marketplace=marketplace, brand=brand, kind=kind)
    Expectation.objects.filter(marketplace=marketplace).delete()
    Expectation.objects.bulk_create(rows)
    return len(rows)


def _rows(cases: QuerySet[Case], *, marketplace: Marketplace, brand: int | None, kind: str) -> list[Expectation]:
    curves = _curves(cases)
    return [
        Expectation(
            marketplace=marketplace,
            brand_id=brand,
            kind=kind,
            what=what,
            cases=curve.cases,
            ended=curve.ended,
            curve=curve.steps,
            last_day=curve.last_day,
            computed_at=clock.now(),
        )
        for what, curve in curves
        if curve.cases
    ]


def _curves(cases: QuerySet[Case]) -> Iterable[tuple[Expectation.What, Curve]]:
    """Of the first answer and of the decision. A case that was reopened had its first decision before."""
    said = Message.objects.filter(case=OuterRef("pk"), side=Side.PLATFORM, leaves_at=None).order_by("happened_at")
    answers = said.exclude(kind__in=PRIVATE).values("happened_at")[:1]
    decisions = said.filter(kind=Message.Kind.DECISION).values("happened_at")[:1]
    latest = (
        cases.order_by("-submitted_at")
        .annotate(answered=Subquery(answers), first_decision=Subquery(decisions))
        .values_list("submitted_at", "answered", "first_decision", "reopened_at", "decided_at", "closed_at")
    )
    answered, decided = [], []
    for submitted, answer, first, reopened, decision, closed in latest[:MOST_CASES]:
        if submitted is None:
            continue
        answered.append(wait_of(submitted, answer, until=closed))
        decided.append(wait_of(submitted, first if reopened else decision, until=closed))
    return [(W.ANSWER, curve_of(answered)), (W.DECISION, curve_of(decided))]
