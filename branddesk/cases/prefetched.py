"""Rows of a case that several parts of one page read, so that the page may bring them along once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from branddesk.cases.models import Case, CaseExhibit, Submission


def bring_along(case: Case) -> Case:
    """Read listings, submissions and exhibits now, once for the whole page. Not for a case that is about to change."""
    bring_content(case)
    submissions = Submission.objects.select_related("listing").order_by("listing__position", "pk")
    prefetch_related_objects([case], Prefetch("submissions", submissions))
    return case


def bring_content(case: Case) -> None:
    """Read right, listings and exhibits now, once for all that looks at them. Not where they are about to change."""
    links = CaseExhibit.objects.select_related("exhibit__blob", "listing")
    prefetch_related_objects([case], "right", "listings", Prefetch("exhibit_links", links))


def links_of(case: Case) -> list[CaseExhibit]:
    """The exhibits used in the case, with their bytes' facts."""
    links = case.exhibit_links
    return list(links.all() if _is_here(case, "exhibit_links") else links.select_related("exhibit__blob", "listing"))


def submissions_of(case: Case) -> list[Submission]:
    """The submissions with their listings."""
    rows = case.submissions
    return list(rows.all() if _is_here(case, "submissions") else rows.select_related("listing"))


@dataclass(frozen=True)
class Rarities:
    """Which of the rows that few cases have this one has, so that a page asks only for what is there."""

    writers: bool = True
    phone_links: bool = True
    follow_ups: bool = True
    overrules: bool = True
    namesakes: bool = True
    """Other cases of the brand that name a listing of this one."""
    watchers: bool = True
    tags: bool = True
    links_out: bool = True
    links_in: bool = True
    merged: bool = True
    """Cases that were merged into this one."""


def note_rarities(case: Case, rarities: Rarities) -> None:
    case._rarities = rarities  # type: ignore[attr-defined]


def rarities_of(case: Case) -> Rarities:
    """What the page found out beforehand; everything may be there when nobody asked."""
    found: Rarities = getattr(case, "_rarities", Rarities())
    return found


def _is_here(case: Case, name: str) -> bool:
    return name in getattr(case, "_prefetched_objects_cache", {})
