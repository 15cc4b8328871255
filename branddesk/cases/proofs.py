"""Which exhibits prove which listing, and in which order they go to the platform."""

from __future__ import annotations

from enum import Enum

from branddesk.cases.models import CaseExhibit, OffendingListing
from branddesk.evidence.models import Exhibit
from branddesk.marketplaces.gateway import Gateway
from branddesk.marketplaces.links import read_link

K = Exhibit.Kind
ORDER = (
    K.SCREENSHOT,
    K.CORRESPONDENCE,
    K.PHOTO,
    K.VIDEO,
    K.PURCHASE,
    K.RECEIPT,
    K.QUALITY_DOCUMENT,
    K.TEST_REPORT,
    K.CERTIFICATE,
    K.EXTRACT,
    K.LETTER,
    K.TRANSLATION,
    K.OTHER,
)
"""First what shows the matter, then what proves the goods and the right, then who we are."""


class Match(Enum):
    """Whether an address shows a listing."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


def match_of(address: str, listing: OffendingListing, gateway: Gateway) -> Match:
    """Compares by SKU where both have one, else by the page itself; a short link alone tells nothing."""
    shown = gateway.parse_line(address)
    own = gateway.parse_line(listing.url) if listing.url else None
    sku = listing.sku or (own.sku if own else "")
    if shown is not None and shown.sku and sku:
        return Match.SAME if shown.sku == sku else Match.OTHER
    page, own_page = read_link(address), read_link(listing.url)
    if page is not None and own_page is not None and page.place == own_page.place:
        return Match.SAME if own_page.query in ("", page.query) else Match.UNKNOWN
    if shown is None or (own_page is not None and not gateway.rules.needs_sku):
        return Match.OTHER
    return Match.UNKNOWN


def screenshots_for(
    listing: OffendingListing, links: list[CaseExhibit], listings: list[OffendingListing], gateway: Gateway
) -> list[Exhibit]:
    """Screenshots of the listing: those put to it, and those put to none whose address shows it.

    Where the case has one listing only, every screenshot put to none is of it.
    """
    return [
        link.exhibit for link in links if link.exhibit.kind == K.SCREENSHOT and _shows(link, listing, listings, gateway)
    ]


def _shows(link: CaseExhibit, listing: OffendingListing, listings: list[OffendingListing], gateway: Gateway) -> bool:
    if link.listing_id is not None:
        return link.listing_id == listing.pk
    if len(listings) == 1:
        return True
    address = link.exhibit.source_url
    return bool(address) and match_of(address, listing, gateway) is Match.SAME


def files_for(
    listing: OffendingListing | None, links: list[CaseExhibit], listings: list[OffendingListing], gateway: Gateway
) -> list[CaseExhibit]:
    """What goes to the platform, in order: a listing's own proof and the papers of the whole case; without one, all."""
    chosen = [
        link
        for link in links
        if listing is None
        or (
            _shows(link, listing, listings, gateway)
            if link.exhibit.kind == K.SCREENSHOT
            else link.listing_id in (None, listing.pk)
        )
    ]
    return sorted(chosen, key=lambda link: (ORDER.index(K(link.exhibit.kind)), link.position, link.exhibit_id))
