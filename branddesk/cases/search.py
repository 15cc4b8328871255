"""Finding cases by their words, as far as the reader may know of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from branddesk.accounts.models import User
from branddesk.brands.models import granted_to
from branddesk.cases.models import Case, Message, OffendingListing
from branddesk.foundation.search.analyser import Fragment, mark
from branddesk.foundation.search.selectors import MOST_HITS, Hits, search
from branddesk.stores.models import Marketplace

KIND = "case"
SNIPPET = 160
RESULTS = 20


@dataclass(frozen=True)
class Result:
    """A case that was found, with the words by which it was."""

    case: Case
    title: list[Fragment]
    snippet: list[Fragment]


def scopes_of(reader: User, brands: Iterable[int] | None = None) -> list[str]:
    """Under which scopes the reader's cases are indexed."""
    if reader.is_platform:
        mine = Marketplace.objects.filter(operator=reader.organisation_id)
        return [f"=m{key}" for key in mine.values_list("pk", flat=True)]
    return [f"=b{key}" for key in (granted_to(reader) if brands is None else brands)]


def find(
    reader: User,
    text: str,
    *,
    limit: int = MOST_HITS,
    is_typing: bool = False,
    brands: Iterable[int] | None = None,
) -> Hits:
    """The keys of the cases that hold all words of the text, the newest words first.

    `brands`: the keys of the brands that the reader sees, where they are at hand.
    """
    return search(KIND, text, scopes=scopes_of(reader, brands), limit=limit, is_typing=is_typing)


def results(reader: User, hits: Hits, *, limit: int = RESULTS) -> list[Result]:
    """The first hits as a page shows them, each with its words marked."""
    keys = hits.keys[:limit]
    said = Message.objects.filter(case=OuterRef("pk"), pk__in=_messages(hits, keys)).values("body")
    cases = Case.objects.visible_to(reader).select_related("brand", "marketplace").annotate(said=Subquery(said[:1]))
    found = cases.in_bulk(keys)
    bodies = _bodies(hits, found)
    return [
        Result(
            found[key],
            mark(str(found[key]), hits.terms),
            mark(bodies[key], hits.terms, width=SNIPPET) if bodies.get(key) else [],
        )
        for key in keys
        if key in found
    ]


def _messages(hits: Hits, keys: list[int]) -> list[int]:
    """The messages by which cases were found."""
    return [int(hits.parts[key][1:]) for key in keys if hits.parts[key][0] == "m"]


def _bodies(hits: Hits, cases: Mapping[int, Case]) -> dict[int, str]:
    """The text of the part by which each case was found."""
    names = {key: hits.parts[key] for key in cases}
    bodies = {key: getattr(case, "said", "") or "" for key, case in cases.items()}
    bodies |= {key: case.statement for key, case in cases.items() if names[key] == "head"}
    listed = [key for key, name in names.items() if name.startswith("listings")]
    if not listed:
        return bodies
    for listing in OffendingListing.objects.filter(case__in=listed).order_by("-position"):
        words = f"{listing.sku or listing.url} {listing.title} {listing.seller}".strip()
        if not bodies[listing.case_id] or any(fragment.is_marked for fragment in mark(words, hits.terms)):
            bodies[listing.case_id] = words
    return bodies
