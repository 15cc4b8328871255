"""A line of ordinary writing: links and SKUs among words."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils import timezone

from branddesk.cases.listings.cells import EDGES, INN, MAX_SELLER, NoListing, cut, inn_in, known, merged, one, why
from branddesk.core import clock
from branddesk.marketplaces.gateway import Gateway, ListingRef
from branddesk.marketplaces.links import LINK
from branddesk.marketplaces.reading import PRICE, find_moment, looks_like_seller, plain, read_price

_SEPARATORS = re.compile(r"[\s,;，；、|]+")


def read_words(line: str, gateway: Gateway) -> list[ListingRef]:
    """A line of ordinary writing: all its links, or else all its SKUs, with what is said about the only one."""
    text = plain(line)
    inn = INN.search(text)
    price = PRICE.search(text)
    moment = find_moment(text, today=clock.today(), zone=timezone.get_current_timezone())
    listings = words_naming(line, gateway)
    if not listings:
        whole = one(text, gateway)
        if whole is None:
            raise NoListing(why(text, gateway))
        return [whole]
    if len(listings) > 1:
        return listings
    amount = read_price(price[0]) if price else None
    return [
        replace(
            listings[0],
            seller=cut(_seller_in(_bare_words(line), listings[0]), MAX_SELLER),
            inn=inn_in(inn[1]) if inn else "",
            price=amount[0] if amount else None,
            currency=known(amount[1] if amount else ""),
            seen_at=moment[0] if moment else None,
        )
    ]


def words_naming(line: str, gateway: Gateway) -> list[ListingRef]:
    """The listings among the links and words of a line, without what is a price, a date or an INN."""
    links = [found[0] for found in LINK.finditer(line)]
    words = [word.strip(EDGES) for word in _SEPARATORS.split(_bare_words(line))]
    return merged([ref for word in [*links, *words] if (ref := one(word, gateway))])


def _bare_words(line: str) -> str:
    """The line without links, prices, dates and INNs. Links go first, while Chinese punctuation still ends them."""
    rest = INN.sub(" ", plain(LINK.sub(" ", line)))
    moment = find_moment(rest, today=clock.today(), zone=timezone.get_current_timezone())
    if moment:
        rest = rest[: moment[1][0]] + " " + rest[moment[1][1] :]
    return PRICE.sub(" ", rest)


def _seller_in(rest: str, listing: ListingRef) -> str:
    """The part of a line that names a trader by its legal form, as «ИП Гусев А. В.»."""
    for part in re.split(r"[,;，；、|\t]|\s[—–-]\s", rest.replace(listing.sku, " ") if listing.sku else rest):
        if looks_like_seller(part):
            return re.sub(
                r"^(?:продавец|магазин|seller|shop|卖家|店铺)\s*[:：]?\s*", "", part.strip(), flags=re.IGNORECASE
            )
    return ""
