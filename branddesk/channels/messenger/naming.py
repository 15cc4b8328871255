"""What a line names: numbers of requests and cases, and SKUs. Nothing is guessed: all of it is looked up afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from branddesk.brands.models import BrandGrant
from branddesk.cases.models import Case, Submission
from branddesk.cases.models.case import CaseQuerySet
from branddesk.cases.permissions import UNDECIDED
from branddesk.stores.models import Store

_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_/-]*[A-Za-z0-9])?")
_SHORTEST_REFERENCE = 5
_SKU = re.compile(r"(?<![0-9])[1-9][0-9]{5,11}(?![0-9])")


def references_in(text: str) -> set[str]:
    """Every word that could be the number of a request: at least five signs, one of them a digit."""
    words = (match[0] for match in _WORD.finditer(text))
    return {word for word in words if len(word) >= _SHORTEST_REFERENCE and any(map(str.isdigit, word))}


def skus_in(text: str) -> set[str]:
    return set(_SKU.findall(text))


def brands_of(store: Store) -> QuerySet[BrandGrant, int]:
    """The keys of the brands for which the store's organisation acts."""
    return BrandGrant.objects.filter(organisation=store.organisation_id).values_list("brand", flat=True)


def cases_named(store: Store, texts: Sequence[str]) -> list[list[Case]]:
    """For each text the cases at this marketplace of which it holds the number, or the platform's of a submission.

    Three queries at most, however many texts.
    """
    words = [references_in(text) for text in texts]
    every = {word for found in words for word in found}
    if not every:
        return [[] for _text in texts]
    own = takers().filter(brand__in=brands_of(store), marketplace=store.marketplace_id)
    named: dict[str, set[Case]] = {}
    for case in own.filter(number__in=every):
        named.setdefault(case.number, set()).add(case)
    for row in Submission.objects.filter(reference__in=every, case__in=own).select_related("case"):
        named.setdefault(row.reference, set()).add(row.case)
    return [
        sorted({case for word in found for case in named.get(word, ())}, key=lambda case: case.pk) for found in words
    ]


def takers() -> CaseQuerySet:
    """Cases into which lines may be put: every one but drafts."""
    return Case.objects.filter(Q(prepared_at__isnull=False) | Q(submitted_at__isnull=False))


def submissions_named(store: Store, texts: Iterable[str]) -> list[Submission]:
    """The submissions that wait for an answer and whose SKU one of the texts names."""
    skus = {sku for text in texts for sku in skus_in(text)}
    if not skus:
        return []
    rows = Submission.objects.filter(
        listing__sku__in=skus,
        status__in=UNDECIDED,
        case__brand__in=brands_of(store),
        case__marketplace=store.marketplace_id,
    )
    return list(rows.select_related("listing", "case").order_by("-pk")[:50])
