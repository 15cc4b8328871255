"""Ozon: its links and SKUs, its cabinet, and the complaint in its words."""

from __future__ import annotations

import re

from branddesk.marketplaces.complaint import compose
from branddesk.marketplaces.gateway import Cabinet, Complaint, Facts, ListingRef, Rules
from branddesk.marketplaces.links import Link, read_link
from branddesk.marketplaces.ozon.cabinet import CABINET
from branddesk.marketplaces.ozon.rules import RULES
from branddesk.marketplaces.ozon.texts import TITLES

_SKU = re.compile(r"[1-9][0-9]{5,11}")
_PRODUCT = re.compile(r"(?:.*-)?([1-9][0-9]{4,11})")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)*ozon\.(?:ru|kz|by|com|am|ge|uz|kg|az|com\.by|com\.tr)")
_PAGES_OF_ONE = {"product", "products", "onelink"}


class OzonGateway:
    name = "ozon"
    rules: Rules = RULES
    cabinet: Cabinet | None = CABINET

    def parse_line(self, text: str) -> ListingRef | None:
        """A bare SKU, a page's link with or without its slug, an old or short link, or a link of the app."""
        text = text.strip()
        if self.is_sku(text):
            return ListingRef(sku=text, url=self.listing_url(text))
        link = read_link(text)
        if link is None:
            return None
        if link.scheme == "ozon":
            found = _PRODUCT.fullmatch(link.parts[0]) if link.host == "products" and link.parts else None
            return ListingRef(sku=found[1], url=self.listing_url(found[1])) if found else None
        if not self._is_here(link):
            return None
        if sku := _sku_in(link.parts):
            return ListingRef(sku=sku, url=link.clean)
        if len(link.parts) == 2 and link.parts[0] == "t":
            return ListingRef(url=link.clean)
        return None

    def is_link(self, text: str) -> bool:
        link = read_link(text)
        return link is not None and (link.scheme == "ozon" or self._is_here(link))

    def is_sku(self, text: str) -> bool:
        return _SKU.fullmatch(text) is not None

    def listing_url(self, sku: str) -> str:
        return f"https://www.ozon.ru/product/{sku}/"

    def complaint(self, facts: Facts, language: str) -> Complaint:
        return compose(facts, language, TITLES)

    def _is_here(self, link: Link) -> bool:
        return link.scheme in ("http", "https") and _HOST.fullmatch(link.host) is not None


def _sku_in(parts: tuple[str, ...]) -> str:
    """The SKU in the path of a product's page: /product/slug-123/, /context/detail/id/123/, /onelink/123/."""
    if len(parts) >= 4 and parts[:3] == ("context", "detail", "id"):
        found = _PRODUCT.fullmatch(parts[3])
    elif len(parts) >= 2 and parts[0] in _PAGES_OF_ONE:
        found = _PRODUCT.fullmatch(parts[1])
    else:
        found = None
    return found[1] if found else ""
