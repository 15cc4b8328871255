"""What of a case can be found, and by whom. Written in the transaction of the change itself.

Facts both sides may read and messages that left are found by the brand's people (`=b` and the brand's key) and the
marketplace's (`=m`); notes and messages that have not left only on their own side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max

from branddesk.brands.models import Brand
from branddesk.cases.kinds import kind_of
from branddesk.cases.models import Case, Message, OffendingListing
from branddesk.core.enums import Side
from branddesk.foundation.search import services as search
from branddesk.foundation.search.models import Part
from branddesk.foundation.search.services import PartText

KIND = "case"
FACTS = ("head", "listings")
LISTINGS_PER_PART = 25
CASES_AT_ONCE = 200


def index_case(case: Case) -> None:
    """Let the case be found by its facts as they are now; only what differs is written."""
    search.replace(KIND, case.pk, facts_of(case), among=FACTS)


def facts_of(case: Case) -> list[PartText]:
    """The case's number, words, answers, references and listings."""
    scopes = _scopes(case, Side.BRAND)
    if case.submitted_at is not None:
        scopes += _scopes(case, Side.PLATFORM)
    references = _references(case) if case.was_prepared else []
    words = [
        case.number,
        case.subject,
        case.brand.name,
        case.own_sku,
        case.statement,
        *_texts(case.details),
        *references,
        *("".join(reference.split()) for reference in references),
    ]
    listings = list(case.listings.all()) if kind_of(case.kind).has_listings else []
    return [PartText("head", "\n".join(words), scopes)] + [
        PartText(
            f"listings{start}",
            "\n".join(_words_of(listing) for listing in listings[start : start + LISTINGS_PER_PART]),
            scopes,
        )
        for start in range(0, len(listings), LISTINGS_PER_PART)
    ]


def message_part(message: Message, case: Case) -> PartText:
    """What was said, for those who may read it."""
    scopes = _scopes(case, Side(message.side))
    if not message.is_private and message.leaves_at is None:
        scopes = [*_scopes(case, Side.BRAND), *_scopes(case, Side.PLATFORM)]
    return PartText(f"m{message.pk}", message.body, scopes)


def reindex() -> Iterator[tuple[int, int]]:
    """Index all cases anew, some at a time while the desk goes on working. Yields how many are done, and of how many.

    Each case is held while its words are read and written, so what is said meanwhile is not lost.
    """
    last = Case.objects.aggregate(last=Max("pk"))["last"] or 0
    total, done = Case.objects.filter(pk__lte=last).count(), 0
    start = 0
    while start < last:
        with transaction.atomic():
            rows = Case.objects.select_for_update(of=("self",)).select_related("brand")
            cases = list(rows.filter(pk__gt=start, pk__lte=last).order_by("pk")[:CASES_AT_ONCE])
            end = cases[-1].pk if cases else last
            _forget_strangers(start, end, {case.pk for case in cases})
            for case in cases:
                parts = facts_of(case) + [message_part(message, case) for message in case.messages.order_by("pk")]
                search.replace(KIND, case.pk, parts, among=("",))
        done, start = done + len(cases), end
        yield done, total
    with transaction.atomic():
        beyond = Part.objects.filter(kind=KIND, key__gt=last)
        for key in beyond.exclude(key__in=Case.objects.filter(pk__gt=last).values("pk")).values_list("key", flat=True):
            search.forget(KIND, key)


def index_cases_of(brand: Brand) -> None:
    """Let the brand's cases be found by the name that it has now."""
    cases = Case.objects.filter(brand=brand.pk).select_related("brand").order_by("pk")
    for case in cases.iterator(chunk_size=CASES_AT_ONCE):
        with transaction.atomic():
            index_case(case)


def _forget_strangers(start: int, end: int, known: set[int]) -> None:
    """Words of cases that are no more."""
    there = Part.objects.filter(kind=KIND, key__gt=start, key__lte=end).values_list("key", flat=True).distinct()
    for key in set(there) - known:
        search.forget(KIND, key)


def _scopes(case: Case, side: Side) -> list[str]:
    return [f"=m{case.marketplace_id}"] if side == Side.PLATFORM else [f"=b{case.brand_id}"]


def _references(case: Case) -> list[str]:
    """The numbers that its packets got in the cabinet."""
    rows = case.submissions.order_by("pk").values_list("reference", flat=True)
    return [reference for reference in rows if reference]


def _words_of(listing: OffendingListing) -> str:
    return " ".join([listing.sku or listing.url, listing.title, listing.seller, listing.seller_inn])


def _texts(value: Any) -> Iterable[str]:
    """The words in an answer, however deep they lie."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
