"""Analytics, product queries, stocks by warehouse, and the seller's rating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_flag, by_offset, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, number_of, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.client.values import said, span, whole

MOST = 1000
MOST_DETAILS = 100


@dataclass(frozen=True)
class Dimension:
    id: Id
    """A SKU, a day as YYYY-MM-DD, and so on."""
    name: str


@dataclass(frozen=True)
class Figures:
    dimensions: tuple[Dimension, ...]
    metrics: tuple[Decimal | None, ...]
    """In the order in which they were asked for."""


@dataclass(frozen=True)
class Demand:
    """How a product was looked for. Money in `currency`."""

    sku: Id
    name: str
    offer_id: str
    category: str
    currency: str
    gmv: Decimal | None
    position: Decimal | None
    unique_search_users: int
    unique_view_users: int
    view_conversion: Decimal | None


@dataclass(frozen=True)
class Query:
    sku: Id
    query: str
    query_index: int
    currency: str
    gmv: Decimal | None
    order_count: int
    position: Decimal | None
    unique_search_users: int
    unique_view_users: int
    view_conversion: Decimal | None


@dataclass(frozen=True)
class WarehouseStock:
    """Pieces; `ads` are daily sales on average, `idc` days for which the stock lasts."""

    sku: Id
    name: str
    offer_id: str
    warehouse_id: str
    warehouse_name: str
    cluster_name: str
    available_stock_count: int
    transit_stock_count: int
    stock_defect_stock_count: int
    return_from_customer_stock_count: int
    ads: Decimal | None
    idc: Decimal | None
    turnover_grade: Word


@dataclass(frozen=True)
class Held:
    """Pieces in one of Ozon's warehouses."""

    sku: Id
    warehouse_name: str
    item_code: str
    item_name: str
    free_to_sell_amount: int
    promised_amount: int
    reserved_amount: int


@dataclass(frozen=True)
class Turnover:
    sku: Id
    name: str
    offer_id: str
    current_stock: int
    ads: Decimal | None
    idc: Decimal | None
    idc_grade: Word
    turnover: Decimal | None
    """Days."""
    turnover_grade: Word


@dataclass(frozen=True)
class Score:
    rating: Id
    name: str
    value_type: Word
    current_value: Decimal | None
    past_value: Decimal | None
    status: Word
    direction: Word = at("change.direction")
    meaning: Word = at("change.meaning")


@dataclass(frozen=True)
class ScoreGroup:
    group_name: str
    items: tuple[Score, ...]


@dataclass(frozen=True)
class Summary:
    groups: tuple[ScoreGroup, ...]
    penalty_score_exceeded: bool
    premium: bool
    premium_plus: bool


@dataclass(frozen=True)
class Point:
    date_from: datetime | None
    date_to: datetime | None
    value: Decimal | None
    danger: bool = at("status.danger")
    warning: bool = at("status.warning")


@dataclass(frozen=True)
class Course:
    rating: Id
    danger_threshold: Decimal | None
    warning_threshold: Decimal | None
    premium_threshold: Decimal | None
    values: tuple[Point, ...]


@dataclass(frozen=True)
class PostingError:
    """A posting that counts against the FBS index; money as its currency says."""

    posting_number: Id
    posting_error_type: Word
    error_at: datetime | None
    index: Decimal | None
    charge_price: Decimal | None
    charge_price_currency_code: str
    has_grace_status: bool


def list_figures(
    ozon: Client,
    *,
    since: date,
    until: date,
    dimensions: Sequence[str],
    metrics: Sequence[str],
    after: str = "",
    limit: int = MOST,
) -> Page[Figures]:
    """Once a minute. Without Premium Plus or Pro three months and fewer metrics."""
    body = {
        "date_from": since.isoformat(),
        "date_to": until.isoformat(),
        "dimension": list(dimensions),
        "metrics": list(metrics),
        "limit": limit,
        "offset": number(after),
    }

    def of(data: Any) -> Page[Figures]:
        return by_offset(read_all(Figures, dig(data, "result.data")), after, limit=limit)

    return ozon.read("/v1/analytics/data", body, of)


def list_demand(
    ozon: Client, *, skus: Sequence[str], since: datetime, until: datetime, after: str = "", limit: int = MOST
) -> Page[Demand]:
    body: dict[str, Any] = {
        "skus": whole(list(skus)),
        "page": number(after),
        "page_size": limit,
        **span(since, until, ("date_from", "date_to")),
    }

    def of(data: Any) -> Page[Demand]:
        rows = read_all(Demand, dig(data, "items"))
        is_last = number(after) + 1 >= (number_of(dig(data, "page_count")) or 0)
        return Page(rows, "" if is_last or not rows else str(number(after) + 1))

    return ozon.read("/v1/analytics/product-queries", body, of)


def list_queries(
    ozon: Client,
    *,
    skus: Sequence[str],
    since: datetime,
    until: datetime,
    per_sku: int = 15,
    after: str = "",
    limit: int = MOST_DETAILS,
) -> Page[Query]:
    """What was typed; `per_sku` of them for each product."""
    body: dict[str, Any] = {
        "skus": whole(list(skus)),
        "limit_by_sku": per_sku,
        "page": number(after),
        "page_size": limit,
        **span(since, until, ("date_from", "date_to")),
    }

    def of(data: Any) -> Page[Query]:
        rows = read_all(Query, dig(data, "queries"))
        is_last = number(after) + 1 >= (number_of(dig(data, "page_count")) or 0)
        return Page(rows, "" if is_last or not rows else str(number(after) + 1))

    return ozon.read("/v1/analytics/product-queries/details", body, of)


def get_warehouse_stocks(ozon: Client, skus: Sequence[str]) -> tuple[WarehouseStock, ...]:
    body = {"skus": whole(list(skus))}
    return ozon.read("/v1/analytics/stocks", body, lambda data: read_all(WarehouseStock, dig(data, "items")))


def list_held(ozon: Client, *, after: str = "", limit: int = MOST) -> Page[Held]:
    """What lies in Ozon's warehouses, product by product."""
    body = {"limit": limit, "offset": number(after), "warehouse_type": "ALL"}

    def of(data: Any) -> Page[Held]:
        return by_offset(read_all(Held, dig(data, "result.rows")), after, limit=limit)

    return ozon.read("/v2/analytics/stock_on_warehouses", body, of)


def list_turnover(ozon: Client, *, skus: Sequence[str] = (), after: str = "", limit: int = MOST) -> Page[Turnover]:
    """Once a minute."""
    body: dict[str, Any] = {"limit": limit, "offset": number(after)}
    if skus:
        body["sku"] = whole(list(skus))

    def of(data: Any) -> Page[Turnover]:
        return by_offset(read_all(Turnover, dig(data, "items")), after, limit=limit)

    return ozon.read("/v1/analytics/turnover/stocks", body, of)


def rating(ozon: Client) -> Summary:
    return ozon.read("/v1/rating/summary", {}, lambda data: read(Summary, data))


def rating_history(ozon: Client, *, ratings: Sequence[str], since: datetime, until: datetime) -> tuple[Course, ...]:
    body = {"ratings": list(ratings), "date_from": said(since), "date_to": said(until), "with_premium_scores": False}
    return ozon.read("/v1/rating/history", body, lambda data: read_all(Course, dig(data, "ratings")))


def list_posting_errors(
    ozon: Client, *, since: datetime, until: datetime, after: str = "", limit: int = MOST
) -> Page[PostingError]:
    body: dict[str, Any] = {"filter": {"date_from": said(since), "date_to": said(until)}, "limit": limit}
    if after:
        body["cursor"] = after

    def of(data: Any) -> Page[PostingError]:
        rows = read_all(PostingError, dig(data, "errors"))
        return by_flag(rows, text_of(dig(data, "cursor")), has_next=bool(dig(data, "has_next")))

    return ozon.read("/v1/rating/index/fbs/posting/list", body, of)
