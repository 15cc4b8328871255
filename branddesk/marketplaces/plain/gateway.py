"""Any marketplace that answers on this desk: links of any site, SKUs of any form, nothing particular in its rules."""

from __future__ import annotations

import re

from branddesk.marketplaces.complaint import compose
from branddesk.marketplaces.gateway import Cabinet, Complaint, Facts, ListingRef, Rules
from branddesk.marketplaces.links import read_link

_SKU = re.compile(r"[0-9]{5,20}|(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._-]{3,30}[A-Za-z0-9]")
_IN_PATH = re.compile(r"(?:.*[-_])?([0-9]{5,20})(?:\.html?)?")

RULES = Rules()
"""Nothing beyond what holds anywhere: the case's own fields limit the text, the vault limits the files."""


class PlainGateway:
    name = "plain"
    rules: Rules = RULES
    cabinet: Cabinet | None = None

    def parse_line(self, text: str) -> ListingRef | None:
        """A SKU, or a link to any site; its SKU is the last number of its path that is long enough to be one."""
        text = text.strip()
        if self.is_sku(text):
            return ListingRef(sku=text)
        link = read_link(text)
        if link is None or link.scheme not in ("http", "https") or not (link.parts or link.query):
            return None
        for part in reversed(link.parts):
            if found := _IN_PATH.fullmatch(part):
                return ListingRef(sku=found[1], url=link.clean)
        return ListingRef(url=link.full)

    def is_link(self, text: str) -> bool:
        link = read_link(text)
        return link is not None and link.scheme in ("http", "https")

    def is_sku(self, text: str) -> bool:
        return _SKU.fullmatch(text) is not None

    def listing_url(self, sku: str) -> str:
        """Always empty: on an unknown site a SKU does not tell the address."""
        return ""

    def complaint(self, facts: Facts, language: str) -> Complaint:
        return compose(facts, language)
