"""What a line names: numbers of requests and cases, and SKUs. Nothing is guessed: all of it is looked up afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


def cases_named(store: Store, text: str) -> list[Case]:
    """The cases at this marketplace whose own number, or the platform's number of a submission, the text holds."""
    words = references_in(text)
    if not words:
        return []
    own = Case.objects.filter(brand__in=brands_of(store), marketplace=store.marketplace_id)
    by_reference = Submission.objects.filter(reference__in=words, case__in=own).values_list("case", flat=True)
    keys = {*by_reference, *own.filter(number__in=words).values_list("pk", flat=True)}
    return list(takers().filter(pk__in=keys).order_by("pk")) if keys else []


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
