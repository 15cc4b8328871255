"""Sheets that Ozon makes: ordered, asked after, and fetched by a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_number, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import said

MOST = 1000


@dataclass(frozen=True)
class Report:
    code: Id
    status: Word
    """waiting, processing, success, failed."""
    report_type: Word
    """In changing case."""
    created_at: datetime | None
    expires_at: datetime | None
    error: str
    url: str = at("file")
    """Of an XLSX; a sheet of returns can be fetched for five minutes."""


def get_report(ozon: Client, code: str) -> Report:
    return ozon.read("/v1/report/info", {"code": code}, lambda data: read(Report, dig(data, "result")))


def list_reports(ozon: Client, *, after: str = "", report_type: str = "ALL", limit: int = MOST) -> Page[Report]:
    body = {"page": number(after, 1), "page_size": limit, "report_type": report_type}

    def of(data: Any) -> Page[Report]:
        return by_number(read_all(Report, dig(data, "result.reports")), after, limit=limit)

    return ozon.read("/v1/report/list", body, of)


def order_products(ozon: Client, *, visibility: str = "ALL") -> str | Unknown[str]:
    """Order a sheet of all products; gives its code."""
    body = {"visibility": visibility, "language": "DEFAULT"}
    return _order(ozon, "/v1/report/products/create", body, "SELLER_PRODUCTS")


def order_returns(ozon: Client, *, scheme: str, status: str, since: datetime, until: datetime) -> str | Unknown[str]:
    """Order a sheet of returns (FBO, FBS, ALL) in a status; gives its code."""
    filters = {"delivery_schema": scheme, "status": status, "date_from": said(since), "date_to": said(until)}
    body = {"filter": filters, "language": "DEFAULT"}
    return _order(ozon, "/v2/report/returns/create", body, "SELLER_RETURNS")


def order_postings(ozon: Client, *, since: datetime, until: datetime, scheme: str = "fbs") -> str | Unknown[str]:
    """Order a sheet of orders that were taken up in the span, by fbo or fbs; gives its code."""
    filters = {"processed_at_from": said(since), "processed_at_to": said(until), "delivery_schema": [scheme]}
    body = {"filter": filters, "language": "DEFAULT"}
    return _order(ozon, "/v1/report/postings/create", body, "SELLER_POSTINGS")


def order_discounted(ozon: Client) -> str | Unknown[str]:
    """Order a sheet of goods with defects; gives its code."""
    return _order(ozon, "/v1/report/discounted/create", {}, "SELLER_DISCOUNTED")


def _order(ozon: Client, path: str, body: dict[str, Any], report_type: str) -> str | Unknown[str]:
    """A look-up names the newest such sheet that is being made: a sheet more or less harms nobody."""

    def look_up() -> str | None:
        rows = list_reports(ozon, report_type=report_type).rows
        return next((row.code for row in rows if row.status in ("waiting", "processing")), None)

    return ozon.write(path, body, lambda data: text_of(dig(data, "result.code") or dig(data, "code")), look_up=look_up)
