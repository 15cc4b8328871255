"""What a cell or word may be: a listing, a number, a moment; and why it is none of them."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from branddesk.core import clock
from branddesk.core.enums import Currency
from branddesk.marketplaces.gateway import Gateway, ListingRef
from branddesk.marketplaces.links import LINK, MAX_LINK, read_link
from branddesk.marketplaces.reading import plain, read_moment

MAX_TITLE = 300
MAX_SELLER = 200

EDGES = " \t.,:;!?()[]{}<>«»“”„\"'`*#№，；、。：！？（）【】《》「」—–-"
INN = re.compile(r"(?:ИНН|INN|税号)\s*[:：№]?\s*([0-9]{5,14})", re.IGNORECASE)
DIGITS = re.compile(r"[0-9]+")
_SHORTENED = re.compile(r"[0-9][.,][0-9]+[eEеЕ]\+?[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ ,'’][0-9]{3}){2,}")
_TAIL = re.compile(r"[.,]0+$")


class NoListing(Exception):
    """The line names no listing; the message says why."""


def one(cell: str, gateway: Gateway) -> ListingRef | None:
    """The listing that a cell or word is, in any writing of its number or link."""
    bare = plain(cell).strip(EDGES)
    return gateway.parse_line(bare) or gateway.parse_line(_TAIL.sub("", bare)) or _grouped(bare, gateway)


def _grouped(bare: str, gateway: Gateway) -> ListingRef | None:
    """A SKU that a sheet wrote with its thousands apart: 1 690 038 851."""
    return gateway.parse_line(re.sub(r"[ ,'’]", "", bare)) if _GROUPED.fullmatch(bare) else None


def merged(listings: list[ListingRef]) -> list[ListingRef]:
    """One listing for each SKU, with the page's own link where both were given on the line."""
    by_name: dict[str, ListingRef] = {}
    for listing in listings:
        by_name.setdefault(listing.sku or listing.url, listing)
    return list(by_name.values())


def why(text: str, gateway: Gateway) -> str:
    """Why nothing in `text` is a listing, and what to do."""
    bare = plain(text)
    if _SHORTENED.search(bare):
        return _("The sheet shortened this number. Format the column as text and copy it again.")
    links = [found[0] for found in LINK.finditer(bare)]
    if any(len(link) > MAX_LINK for link in links):
        return _("This link is too long. Copy it without what follows the question mark.")
    if any(gateway.is_link(link) for link in links):
        return _("This link does not lead to a listing. Open the listing and copy its address.")
    if any(read_link(link) for link in links):
        return _("This link leads to another site. Copy the listing’s address on the marketplace of this case.")
    return _("No link or SKU was found here. Put the listing’s link or SKU on the line.")


def cut(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def inn_in(text: str) -> str:
    """The digits as they were given, right or wrong, for the readiness check to judge; at most as many as fit."""
    return "".join(DIGITS.findall(_TAIL.sub("", plain(text))))[:12]


def known(currency: str) -> str:
    return currency if currency in Currency.values else Currency.RUB.value


def moment_in(cell: str) -> datetime | None:
    return read_moment(cell, today=clock.today(), zone=timezone.get_current_timezone())
