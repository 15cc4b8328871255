"""What the composer shows: the four steps, the listings with their screenshots, the exhibits, the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases import packets, proofs
from branddesk.cases.models import Case, CaseExhibit, OffendingListing
from branddesk.cases.prefetched import bring_along, links_of
from branddesk.cases.readiness import Readiness, check_case
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.registry import gateway

MOST_OFFERED = 8
"""Exhibits of the vault that are offered at once; the rest is found on the vault's own page."""
MOST_LOOKED_AT = 300

STEPS: tuple[tuple[str, Promise], ...] = (
    ("listings", pgettext_lazy("step", "Listings")),
    ("right", gettext_lazy("Right and demand")),
    ("evidence", gettext_lazy("Evidence")),
    ("preview", gettext_lazy("Preview and submit")),
)


@dataclass(frozen=True)
class Step:
    """One step of the composer: done, now (the first with something missing) or later."""

    number: int
    anchor: str
    title: Promise
    note: str
    state: str


@dataclass(frozen=True)
class Row:
    """A listing and the screenshots that show it."""

    listing: OffendingListing
    screenshots: list[Exhibit]


def context_of(case: Case, reader: User) -> dict[str, Any]:
    """Everything on the composer but its form and preview; the number of queries does not grow with the rows."""
    listings = list(bring_along(case).listings.all())
    links = links_of(case)
    readiness = check_case(case, today=case.marketplace.today(), organisation=reader.organisation)
    return {
        "case": case,
        "may": {"edit": True},
        "readiness": readiness,
        "steps": steps_of(case, readiness, listings, links),
        "listings": listings,
        "rows": rows_of(case, listings, links),
        "links": links,
        "offered": offered_to(case, links),
    }


def rows_of(case: Case, listings: list[OffendingListing], links: list[CaseExhibit]) -> list[Row]:
    port = gateway(case.marketplace.gateway)
    standing = [link for link in links if link.exhibit.withdrawn_at is None]
    return [Row(listing, proofs.screenshots_for(listing, standing, listings, port)) for listing in listings]


def offered_to(case: Case, links: list[CaseExhibit]) -> list[Exhibit]:
    """Exhibits of the brand that are not in the case: the latest of each paper, those of its right first, then others.

    Screenshots that stand in another case are left out, they show something else.
    """
    rows = Exhibit.objects.filter(brand=case.brand_id, withdrawn_at=None)
    rows = rows.exclude(pk__in=[link.exhibit_id for link in links])
    rows = rows.exclude(Q(kind=Exhibit.Kind.SCREENSHOT) & Q(case_links__isnull=False))
    latest: dict[tuple[object, ...], Exhibit] = {}
    for exhibit in rows.select_related("blob", "right").order_by("-pk")[:MOST_LOOKED_AT]:
        is_paper = exhibit.right_id is not None or exhibit.authorisation_id is not None
        paper = (exhibit.kind, exhibit.right_id, exhibit.authorisation_id)
        latest.setdefault(paper if is_paper else (exhibit.pk,), exhibit)
    here = {(link.exhibit.kind, link.exhibit.right_id, link.exhibit.authorisation_id) for link in links}

    def urgency(exhibit: Exhibit) -> tuple[bool, bool, bool]:
        paper = (exhibit.kind, exhibit.right_id, exhibit.authorisation_id)
        is_of_case = exhibit.authorisation_id is not None or (case.right_id and exhibit.right_id == case.right_id)
        return paper in here, not is_of_case, exhibit.right_id is None and exhibit.authorisation_id is None

    return sorted(latest.values(), key=urgency)[:MOST_OFFERED]


def steps_of(
    case: Case, readiness: Readiness, listings: list[OffendingListing], links: list[CaseExhibit]
) -> list[Step]:
    notes = {
        "listings": _count_of_listings(len(listings)),
        "right": str(case.right.number) if case.right else _("Not chosen yet"),
        "evidence": ngettext("%(count)d exhibit", "%(count)d exhibits", len(links)) % {"count": len(links)},
        "preview": _("Filed by a person, listing by listing") if case.by_cabinet else _("One submission per listing"),
    }
    missing = {anchor: [c for c in readiness.blockers if c.step == anchor] for anchor, _title in STEPS}
    is_begun = {"listings": bool(listings), "right": case.right is not None, "evidence": bool(links), "preview": False}
    first = next((anchor for anchor, _title in STEPS if missing[anchor] or not is_begun[anchor]), "preview")
    steps = []
    for number, (anchor, title) in enumerate(STEPS, start=1):
        gaps = len(missing[anchor])
        note = ngettext("%(count)d point missing", "%(count)d points missing", gaps) % {"count": gaps}
        is_done = not gaps and is_begun[anchor]
        state = "now" if anchor == first else "done" if is_done else ""
        steps.append(Step(number, anchor, title, note if gaps else notes[anchor], state))
    return steps


def _count_of_listings(count: int) -> str:
    if not count:
        return _("Paste the first one")
    return ngettext("%(count)d listing", "%(count)d listings", count) % {"count": count}


def preview_of(case: Case, listings: list[OffendingListing], sku: int | None, language: str) -> dict[str, Any]:
    """The complaint about one listing as the platform reads it, and what it means in the reader's language.

    By desk one letter is about all listings; by cabinet each listing has its own.
    """
    shown = next((row for row in listings if row.pk == sku), listings[0] if listings else None)
    subject = shown if case.by_cabinet else None
    is_foreign = case.marketplace.language != language
    return {
        "shown": subject,
        "preview": packets.preview(case, subject, case.marketplace.language),
        "meaning": packets.preview(case, subject, language) if is_foreign else None,
    }
