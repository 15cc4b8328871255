"""A draft from what was pasted on any page: links, SKUs, a screenshot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.files import File
from django.db import transaction

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.cases.listings import Reading, read_listings
from branddesk.cases.models import Case
from branddesk.cases.services.drafts import add_listings, open_draft
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.marketplaces.links import LINK
from branddesk.marketplaces.registry import gateway
from branddesk.stores.models import Marketplace

PLAIN = "plain"
"""The adapter that takes any link, so a link alone does not name its marketplace."""

_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S+")
"""A link as an address bar gives it, without https://."""
_NUMBERS = re.compile(r"[\d\s,;，；、|]+")


@dataclass(frozen=True)
class Place:
    """Where a pasted case may go: what can be told is first in its list and `is_told`."""

    brands: list[Brand]
    marketplaces: list[Marketplace]
    is_told: bool


def place_of(actor: User, text: str, *, has_files: bool) -> Place | None:
    """Whose case it is and where it goes, as far as that can be told; None when the paste names nothing.

    A person's only brand is the brand. A link names its marketplace by its site; else it is the one used last.
    """
    brands = list(Brand.objects.visible_to(actor).order_by("name"))
    last = Case.objects.filter(created_by=actor).select_related("brand", "marketplace").order_by("-pk").first()
    marketplaces = _where(text, last.marketplace if last else None, has_files=has_files)
    if not brands or not marketplaces:
        return None
    if last is not None:
        brands.sort(key=lambda brand: brand.pk != last.brand_id)
        marketplaces.sort(key=lambda each: each.pk != last.marketplace_id)
    is_used = last is not None and marketplaces[0].pk == last.marketplace_id
    return Place(brands, marketplaces, is_told=len(brands) == 1 and (len(marketplaces) == 1 or is_used))


@transaction.atomic
def open_from_paste(
    *,
    actor: User,
    brand: Brand,
    marketplace: Marketplace,
    text: str = "",
    files: Sequence[File] = (),
    source: str = Exhibit.Source.PASTE,
    sealed_from: str | None = None,
    form_key: UUID | None = None,
) -> tuple[Case, Reading | None]:
    """The draft with the listings that the text names and the pictures sealed in it; and how the text was read.

    The same paste sent twice opens one draft.
    """
    case = open_draft(actor=actor, brand=brand, marketplace=marketplace, form_key=form_key)
    if case.listings.exists() or case.exhibit_links.exists():
        return case, None
    reading = add_listings(actor=actor, case=case, text=text) if text.strip() else None
    for file in files:
        seal_exhibit(
            actor=actor,
            brand=brand,
            file=file,
            kind=Exhibit.Kind.SCREENSHOT,
            source=source,
            sealed_from=sealed_from,
            context={"case": case.number},
        )
    case.refresh_from_db()
    return case, reading


def _where(text: str, last: Marketplace | None, *, has_files: bool) -> list[Marketplace]:
    """The marketplaces that the text names; all of them for a picture without a text."""
    everywhere = list(Marketplace.objects.order_by("name"))
    links = [found[0] for found in LINK.finditer(text)] or [word for word in text.split() if _BARE.fullmatch(word)]
    if links:
        named = [each for each in everywhere if each.gateway != PLAIN and _names_listing(text, links, each)]
        usual = last or (everywhere[0] if len(everywhere) == 1 else None)
        if not named and usual is not None and usual.gateway == PLAIN and _reads(text, usual):
            named = [usual]
    elif text.strip() and ("\t" in text or _NUMBERS.fullmatch(text)):
        named = [each for each in everywhere if _reads(text, each)]
    else:
        named = []
    return named or (everywhere if has_files else [])


def _names_listing(text: str, links: list[str], marketplace: Marketplace) -> bool:
    port = gateway(marketplace.gateway)
    return any(port.is_link(link) for link in links) and _reads(text, marketplace)


def _reads(text: str, marketplace: Marketplace) -> bool:
    return bool(read_listings(text, gateway(marketplace.gateway)).listings)
