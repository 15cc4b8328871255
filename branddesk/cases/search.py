"""Finding cases by their words, as far as the reader may know of them."""

from __future__ import annotations

from dataclasses import dataclass

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
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


def scopes_of(reader: User) -> list[str]:
    """Under which scopes the reader's cases are indexed."""
    if reader.is_platform:
        mine = Marketplace.objects.filter(operator=reader.organisation_id)
        return [f"=m{key}" for key in mine.values_list("pk", flat=True)]
    return [f"=b{key}" for key in Brand.objects.visible_to(reader).values_list("pk", flat=True)]


def find(reader: User, text: str, *, limit: int = MOST_HITS, is_typing: bool = False) -> Hits:
    """The keys of the cases that hold all words of the text, the newest words first."""
    return search(KIND, text, scopes=scopes_of(reader), limit=limit, is_typing=is_typing)


def results(reader: User, hits: Hits, *, limit: int = RESULTS) -> list[Result]:
    """The first hits as a page shows them, each with its words marked."""
    keys = hits.keys[:limit]
    cases = Case.objects.visible_to(reader).select_related("brand", "marketplace").in_bulk(keys)
    bodies = _bodies(hits, [key for key in keys if key in cases])
    return [
        Result(
            cases[key],
            mark(str(cases[key]), hits.terms),
            mark(bodies[key], hits.terms, width=SNIPPET) if bodies.get(key) else [],
        )
        for key in keys
        if key in cases
    ]


def _bodies(hits: Hits, keys: list[int]) -> dict[int, str]:
    """The text of the part by which each case was found."""
    names = {key: hits.parts[key] for key in keys}
    said = {int(name[1:]): key for key, name in names.items() if name[0] == "m"}
    bodies = dict[int, str]()
    for pk, body in Message.objects.filter(pk__in=said).values_list("pk", "body"):
        bodies[said[pk]] = body
    listed = [key for key, name in names.items() if name.startswith("listings")]
    for listing in OffendingListing.objects.filter(case__in=listed).order_by("-position"):
        words = f"{listing.sku or listing.url} {listing.title} {listing.seller}".strip()
        if listing.case_id not in bodies or any(fragment.is_marked for fragment in mark(words, hits.terms)):
            bodies[listing.case_id] = words
    stated = [key for key, name in names.items() if name == "head"]
    bodies |= dict(Case.objects.filter(pk__in=stated).values_list("pk", "statement"))
    return bodies
