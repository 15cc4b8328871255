"""Orders: what was sold, by which scheme, and how far it is; to look one up by the number that a customer names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from branddesk.marketplaces.ozon.client.errors import NotFound
from branddesk.marketplaces.ozon.client.paging import Page, by_flag
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.client.values import said

MOST = 100


@dataclass(frozen=True)
class PostedProduct:
    sku: Id
    name: str
    offer_id: str
    quantity: int
    price: Decimal | None = at("price.amount")


@dataclass(frozen=True)
class PlainProduct:
    """The same where the price is no object."""

    sku: Id
    name: str
    offer_id: str
    quantity: int
    price: Decimal | None = at("price")


@dataclass(frozen=True)
class Posting:
    number: Id = at("posting_number")
    order_number: str = at("order_number")
    status: Word = at("status")
    in_process_at: datetime | None = at("in_process_at")
    products: tuple[PostedProduct, ...] = at("products")


@dataclass(frozen=True)
class FullPosting:
    number: Id = at("posting_number")
    order_number: str = at("order_number")
    status: Word = at("status")
    in_process_at: datetime | None = at("in_process_at")
    products: tuple[PlainProduct, ...] = at("products")


def list_fbo(ozon: Client, *, since: datetime, until: datetime, after: str = "", limit: int = MOST) -> Page[Posting]:
    """From Ozon's warehouses."""
    return _list(ozon, "/v3/posting/fbo/list", since, until, after, limit)


def list_fbs(ozon: Client, *, since: datetime, until: datetime, after: str = "", limit: int = MOST) -> Page[Posting]:
    """From the seller's own, by FBS and rFBS."""
    return _list(ozon, "/v4/posting/fbs/list", since, until, after, limit)


def _list(ozon: Client, path: str, since: datetime, until: datetime, after: str, limit: int) -> Page[Posting]:
    body: dict[str, Any] = {"filter": {"since": said(since), "to": said(until)}, "limit": limit, "sort_dir": "ASC"}
    if after:
        body["cursor"] = after

    def of(data: Any) -> Page[Posting]:
        rows = read_all(Posting, dig(data, "postings"))
        return by_flag(rows, text_of(dig(data, "cursor")), has_next=dig(data, "has_next") in (True, "true"))

    return ozon.read(path, body, of)


def find(ozon: Client, number: str) -> FullPosting | None:
    """The posting with this number by whichever scheme, or nothing."""
    for path in ("/v3/posting/fbs/get", "/v2/posting/fbo/get"):
        try:
            return ozon.read(path, {"posting_number": number}, lambda data: read(FullPosting, dig(data, "result")))
        except NotFound:
            continue
    return None
