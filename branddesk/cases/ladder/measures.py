"""What the rules go by, measured for many cases at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce, Greatest

from branddesk.cases.kinds import Type, kind_of
from branddesk.cases.kinds.questions import price_of
from branddesk.cases.models import PRIVATE, Breach, Case, Message, OffendingListing, Submission
from branddesk.core import clock
from branddesk.core.enums import Currency, EscalationLevel, Side, SubmissionStatus
from branddesk.foundation.calendars.hours import Hours
from branddesk.stores.selectors import working_hours_of

Measured = dict[str, int]
MOST = 100
"""Cases measured at once, so that no query names too many sellers."""
MOST_AMOUNT = 2_000_000_000


def measure(cases: Sequence[Case]) -> dict[int, Measured]:
    """By the case's key. Five queries for up to a hundred cases, which bring brand and marketplace along."""
    now = clock.now()
    keys = [case.pk for case in cases]
    words, broken = _last_words(keys), _broken(keys)
    listings: dict[int, list[OffendingListing]] = defaultdict(list)
    for listing in OffendingListing.objects.filter(case__in=keys):
        listings[listing.case_id].append(listing)
    repeated = _repeated(cases, listings)
    hours: dict[int, Hours] = {}
    found = {}
    for case in cases:
        calendar = hours.setdefault(case.marketplace_id, working_hours_of(case.marketplace))
        since, last = _since(case), words.get(case.pk)
        is_answered = last is not None and last >= since
        days = working_days(calendar, last if is_answered and last is not None else since, now)
        found[case.pk] = {
            "unanswered": 0 if is_answered else days,
            "silent": days if is_answered else 0,
            "broken": broken.get(case.pk, 0),
            "priority": int(case.priority),
            "amount": _amount(case, listings[case.pk]),
            "repeated": repeated.get(case.pk, 0),
        }
    return found


def working_days(hours: Hours, start: datetime, end: datetime) -> int:
    """Whole working days from one moment to the other, by the working time that passed."""
    opens, closes = hours.opens_at, hours.closes_at
    length = (closes.hour - opens.hour) * 3600 + (closes.minute - opens.minute) * 60
    return hours.working_seconds(start, end) // (length if length > 0 else length + 86_400)


def _since(case: Case) -> datetime:
    """When whoever looks at the case now began to owe an answer."""
    starts = [case.submitted_at, case.reopened_at]
    if case.level > EscalationLevel.SUPPORT:
        starts.append(case.escalated_at)
    return max((at for at in starts if at is not None), default=case.created_at)


def _last_words(keys: Iterable[int]) -> dict[int, datetime]:
    """When the platform last said or decided anything in each case."""
    said = Message.objects.filter(case__in=keys, side=Side.PLATFORM, leaves_at=None).exclude(kind__in=PRIVATE)
    found = dict(said.order_by().values("case").annotate(at=Max("happened_at")).values_list("case", "at"))
    answered = Submission.objects.filter(case__in=keys, answered_at__isnull=False).order_by().values("case")
    for case, at in answered.annotate(at=Max("answered_at")).values_list("case", "at"):
        found[case] = max(found.get(case, at), at)
    return found


def _broken(keys: Iterable[int]) -> dict[int, int]:
    """Promises broken since the case has its level."""
    since = Greatest(Coalesce("case__escalated_at", "case__created_at"), F("case__created_at"))
    late = Breach.objects.filter(case__in=keys, due_at__gte=since)
    return dict(late.order_by().values("case").annotate(n=Count("pk")).values_list("case", "n"))


def _amount(case: Case, listings: Iterable[OffendingListing]) -> int:
    """Roubles at stake. Sums in other currencies are not converted, so they do not count."""
    prices = sum((row.price for row in listings if row.price and row.currency == Currency.RUB), Decimal(0))
    kind = kind_of(case.kind)
    answers = kind.given(case.details)
    named = [
        amount
        for question in kind.questions
        if question.type is Type.MONEY and question.code in answers
        for amount, currency in [price_of(str(answers[question.code]))]
        if currency == Currency.RUB
    ]
    return min(int(max([prices, *named])), MOST_AMOUNT)


def _repeated(cases: Sequence[Case], listings: dict[int, list[OffendingListing]]) -> dict[int, int]:
    """How many earlier cases of the same brand about the same seller or SKU were granted."""
    rows = [row for case in cases for row in listings[case.pk]]
    names: dict[str, set[str]] = {
        name: {value for row in rows if (value := getattr(row, name))} for name in ("seller_inn", "seller", "sku")
    }
    asked = Q()
    for name, values in names.items():
        if values:
            asked |= Q(**{f"listing__{name}__in": values})
    if not asked:
        return {}
    granted = Submission.objects.filter(
        asked, status=SubmissionStatus.GRANTED, case__brand__in={case.brand_id for case in cases}
    ).values_list(
        "case", "case__brand", "case__marketplace", "case__submitted_at", *(f"listing__{name}" for name in names)
    )
    earlier: dict[tuple[int, int, str, str], set[tuple[int, datetime]]] = defaultdict(set)
    for key, brand, market, at, *values in granted:
        for name, value in zip(names, values, strict=True):
            if value and at is not None:
                earlier[brand, market, name, value].add((key, at))
    found = {}
    for case in cases:
        mine = {
            key
            for row in listings[case.pk]
            for name in names
            for key, at in earlier.get((case.brand_id, case.marketplace_id, name, getattr(row, name)), ())
            if key != case.pk and case.submitted_at is not None and at < case.submitted_at
        }
        found[case.pk] = len(mine)
    return found
