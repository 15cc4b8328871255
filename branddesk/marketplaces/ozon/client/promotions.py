"""Ozon's promotions (v2), what is added to them by itself, and buyers' requests for a discount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_length, by_offset, each, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, moment_of, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import Money, said, whole

MOST = 100
MOST_CHANGES = 1000
REQUESTS = 50
"""Discount requests on a page: 5, 10, 15, 20, 30 or 50, and no other number."""


@dataclass(frozen=True)
class Promotion:
    id: Id
    title: str
    action_type: Word
    description: str
    """HTML."""
    starts: str = at("date_start")
    ends: str = at("date_end")
    freezes: str = at("freeze_date")
    """From then on prices cannot be raised; empty for never. As Ozon writes it: see `moment_of`."""
    auto_add_dates: tuple[str, ...] = at("auto_add_dates")
    is_participating: bool = at("is_participating")
    is_voucher: bool = at("is_voucher_action")
    potential: int = at("potential_products_count")
    participating: int = at("participating_products_count")
    banned: int = at("banned_products_count")
    discount_type: Word = at("discount_type")
    discount_value: Decimal | None = at("discount_value")

    @property
    def starts_at(self) -> datetime | None:
        return moment_of(self.starts)

    @property
    def ends_at(self) -> datetime | None:
        return moment_of(self.ends)


@dataclass(frozen=True)
class Offered:
    """A product that is in a promotion, or could be: at or under `max_action_price` it joins, above it leaves."""

    product_id: Id = at("id")
    price: Money = at("price")
    action_price: Money = at("action_price")
    max_action_price: Money = at("max_action_price")
    min_seller_price: Money = at("min_seller_price")
    price_min_elastic: Money = at("price_min_elastic")
    price_max_elastic: Money = at("price_max_elastic")
    current_boost: Decimal | None = at("current_boost")
    min_boost: Decimal | None = at("min_boost")
    max_boost: Decimal | None = at("max_boost")
    min_stock: int = at("min_stock")
    stock: int = at("stock")
    recommended_stock: int = at("recommended_stock")
    add_mode: Word = at("add_mode")
    """SELLER, AUTO; empty for candidates."""
    is_quarantined: bool = at("is_quarantined")


@dataclass(frozen=True)
class Entry:
    product_id: str
    action_price: Money
    stock: int | None = None


@dataclass(frozen=True)
class Remark:
    product_id: Id
    reason: str


@dataclass(frozen=True)
class Changed:
    active: tuple[str, ...] = at("active_product_ids")
    deactivated: tuple[str, ...] = at("deactivated_product_ids")
    rejected: tuple[Remark, ...] = at("rejected")
    warnings: tuple[Remark, ...] = at("warnings")


@dataclass(frozen=True)
class AutoAdded:
    """A product that Ozon will add by itself on the date."""

    name: str = at("name")
    offer_id: str = at("offer_id")
    sku: str = at("sku")
    candidate_id: str = at("id")
    listed_id: str = at("product_id")
    price: Money = at("price")
    action_price: Money = at("action_price_to_auto_add")
    max_price: Money = at("max_discount_price")
    quantity: int = at("quantity_to_auto_add")
    will_be_quarantined: bool = at("will_be_quarantined")

    @property
    def product_id(self) -> str:
        """The methods name it differently."""
        return self.listed_id or self.candidate_id


@dataclass(frozen=True)
class DiscountRequest:
    """A buyer asks for a lower price. Holds names and an e-mail: personal data."""

    id: Id
    sku: str
    name: str
    status: Word
    """NEW, APPROVED, DECLINED."""
    created_at: datetime | None
    end_at: datetime | None
    edited_till: datetime | None
    original_price: Decimal | None
    requested_price: Decimal | None
    requested_discount: Decimal | None
    """Per cent."""
    requested_quantity_max: int
    approved_price: Decimal | None
    approved_quantity_max: int
    is_auto_moderated: bool


@dataclass(frozen=True)
class Failure:
    task_id: Id
    error_for_user: str


@dataclass(frozen=True)
class Decided:
    success_count: int = at("result.success_count")
    fail_count: int = at("result.fail_count")
    failures: tuple[Failure, ...] = at("result.fail_details")


def list_promotions(ozon: Client) -> tuple[Promotion, ...]:
    return ozon.read("/v1/actions", None, lambda data: read_all(Promotion, dig(data, "result")), verb="GET")


def _offered(ozon: Client, path: str, action_id: str, after: str, limit: int) -> Page[Offered]:
    body: dict[str, Any] = {"action_id": int(action_id), "limit": limit}
    if after:
        body["last_id"] = after

    def of(data: Any) -> Page[Offered]:
        return by_length(read_all(Offered, dig(data, "products")), text_of(dig(data, "last_id")), limit=limit)

    return ozon.read(path, body, of)


def list_candidates(ozon: Client, *, action_id: str, after: str = "", limit: int = MOST) -> Page[Offered]:
    return _offered(ozon, "/v2/actions/candidates", action_id, after, limit)


def list_products(ozon: Client, *, action_id: str, after: str = "", limit: int = MOST) -> Page[Offered]:
    return _offered(ozon, "/v2/actions/products", action_id, after, limit)


def change_products(ozon: Client, *, action_id: str, entries: Sequence[Entry]) -> Changed | Unknown[Changed]:
    """Have up to 1,000 products join, or leave, by the price they are given."""

    def look_up() -> Changed | None:
        inside = {row.product_id: row for row in each(partial(list_products, ozon, action_id=action_id))}
        active = tuple(
            entry.product_id
            for entry in entries
            if entry.product_id in inside and inside[entry.product_id].action_price.amount == entry.action_price.amount
        )
        return Changed(active, (), (), ()) if len(active) == len(entries) else None

    products = [
        {"product_id": int(entry.product_id), "action_price": entry.action_price.sent()}
        | ({} if entry.stock is None else {"stock": entry.stock})
        for entry in entries
    ]
    body = {"action_id": int(action_id), "products": products}
    return ozon.write("/v1/actions/products/update", body, lambda data: read(Changed, data), look_up=look_up)


def take_out(ozon: Client, *, action_id: str, product_ids: Sequence[str]) -> tuple[str, ...] | Unknown[tuple[str, ...]]:
    """Take products out of a promotion by promo code; from others they leave by their price. Gives who left."""

    def look_up() -> tuple[str, ...] | None:
        inside = {row.product_id for row in each(partial(list_products, ozon, action_id=action_id))}
        return None if inside & set(product_ids) else tuple(product_ids)

    body = {"action_id": int(action_id), "product_ids": whole(list(product_ids))}
    return ozon.write("/v2/actions/products/deactivate", body, _product_ids, look_up=look_up)


def _product_ids(data: Any) -> tuple[str, ...]:
    return tuple(text_of(number) for number in dig(data, "product_ids") or ())


def list_auto_added(
    ozon: Client, *, action_id: str, on: datetime, candidates: bool = False, after: str = "", limit: int = MOST
) -> Page[AutoAdded]:
    """What Ozon adds on the date `on`, one of the promotion's; or with `candidates` what it could."""
    body = {"action_id": int(action_id), "auto_add_date": said(on), "limit": limit, "offset": number(after)}

    def of(data: Any) -> Page[AutoAdded]:
        return by_offset(read_all(AutoAdded, dig(data, "products")), after, limit=limit)

    return ozon.read(f"/v2/actions/auto-add/products/{'candidates' if candidates else 'list'}", body, of)


def change_auto_added(
    ozon: Client, *, action_id: str, on: datetime, entries: Sequence[Entry]
) -> tuple[str, ...] | Unknown[tuple[str, ...]]:
    """Give the prices at which products are to be added. Gives those that Ozon took."""

    def look_up() -> tuple[str, ...] | None:
        rows = each(partial(list_auto_added, ozon, action_id=action_id, on=on))
        shown = {row.product_id: row.action_price.amount for row in rows}
        is_so = all(shown.get(entry.product_id) == entry.action_price.amount for entry in entries)
        return tuple(entry.product_id for entry in entries) if is_so else None

    products = [
        {"id": int(entry.product_id), "action_price": entry.action_price.sent()}
        | ({} if entry.stock is None else {"stock": entry.stock})
        for entry in entries
    ]
    body = {"action_id": int(action_id), "auto_add_date": said(on), "products": products}
    return ozon.write("/v2/actions/auto-add/products/update", body, _product_ids, look_up=look_up)


def stop_auto_adding(
    ozon: Client, *, action_id: str, on: datetime, product_ids: Sequence[str]
) -> tuple[str, ...] | Unknown[tuple[str, ...]]:
    def look_up() -> tuple[str, ...] | None:
        kept = {row.product_id for row in each(partial(list_auto_added, ozon, action_id=action_id, on=on))}
        return None if kept & set(product_ids) else tuple(product_ids)

    body = {"action_id": int(action_id), "auto_add_date": said(on), "product_ids": whole(list(product_ids))}
    return ozon.write("/v2/actions/auto-add/products/delete", body, _product_ids, look_up=look_up)


def list_discount_requests(
    ozon: Client, *, after: str = "", status: str = "NEW", limit: int = REQUESTS
) -> Page[DiscountRequest]:
    """Ozon gives no mark, so the last request's number is it."""
    body: dict[str, Any] = {"status": status, "limit": limit}
    if after:
        body["last_id"] = int(after)

    def of(data: Any) -> Page[DiscountRequest]:
        rows = read_all(DiscountRequest, dig(data, "tasks"))
        return by_length(rows, rows[-1].id if rows else "", limit=limit)

    return ozon.read("/v2/actions/discounts-task/list", body, of)


def approve_discount(
    ozon: Client, *, request_id: str, price: Decimal, most: int, fewest: int = 1, comment: str = ""
) -> Decided | Unknown[Decided]:
    """Grant a buyer's request at `price`, for `fewest` to `most` pieces."""
    task = {
        "id": int(request_id),
        "approved_price": float(price),
        "approved_quantity_min": fewest,
        "approved_quantity_max": most,
        "seller_comment": comment,
    }
    return _decide(ozon, "approve", "APPROVED", request_id, task)


def decline_discount(ozon: Client, *, request_id: str, comment: str = "") -> Decided | Unknown[Decided]:
    return _decide(ozon, "decline", "DECLINED", request_id, {"id": int(request_id), "seller_comment": comment})


def _decide(ozon: Client, verb: str, state: str, request_id: str, task: dict[str, Any]) -> Decided | Unknown[Decided]:
    def look_up() -> Decided | None:
        rows = each(partial(list_discount_requests, ozon, status=state))
        return Decided(1, 0, ()) if any(row.id == request_id for row in rows) else None

    path = f"/v1/actions/discounts-task/{verb}"
    return ozon.write(path, {"tasks": [task]}, lambda data: read(Decided, data), look_up=look_up)
