"""The seller's own promotions. Beta at Ozon: its shape may change with a week's notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_flag, by_offset, each, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import nothing, whole

MOST = 100
KINDS = frozenset({"discount", "discount-with-condition", "installment", "multi-level-discount", "voucher"})
"""Kinds that can be made; `discount` is closed to sellers from the CIS."""


@dataclass(frozen=True)
class SellerAction:
    id: Id = at("action_id")
    title: str = at("action_parameters.title")
    type: Word = at("action_parameters.type")
    status: Word = at("action_parameters.status")
    """ACTIVE, ENDED, PLANNED, PAUSED."""
    starts_at: datetime | None = at("action_parameters.date_start")
    ends_at: datetime | None = at("action_parameters.date_end")
    discount_type: Word = at("action_parameters.discount_type")
    discount_value: Decimal | None = at("action_parameters.discount_value")
    min_order_amount: Decimal | None = at("action_parameters.min_order_amount")
    budget: Decimal | None = at("action_parameters.budget")
    budget_spent: Decimal | None = at("action_parameters.budget_spent")
    is_turn_on: bool = at("is_turn_on")
    is_editable: bool = at("is_editable")
    sku_count: int = at("sku_count")
    url: str = at("highlight_url")


@dataclass(frozen=True)
class ActionProduct:
    product_id: Id
    sku: tuple[str, ...]
    offer_id: str
    name: str
    price: Decimal | None
    base_price: Decimal | None
    action_price: Decimal | None
    min_seller_price: Decimal | None
    currency: str
    discount_percent: Decimal | None
    is_active: bool


def list_actions(ozon: Client, *, after: str = "", search: str = "", limit: int = MOST) -> Page[SellerAction]:
    body: dict[str, Any] = {"limit": limit, "offset": number(after)}
    if search:
        body["search"] = search

    def of(data: Any) -> Page[SellerAction]:
        return by_offset(read_all(SellerAction, dig(data, "actions")), after, limit=limit)

    return ozon.read("/v1/seller-actions/list", body, of)


def create_action(ozon: Client, kind: str, parameters: Mapping[str, Any]) -> str | Unknown[str]:
    """Make a promotion, one of `KINDS`; `parameters` as that method takes them. Gives its number.

    A look-up finds it by its title, which should therefore be one of its own.
    """
    if kind not in KINDS:
        raise ValueError(f"Ozon makes no promotion called {kind}")
    title = str(parameters.get("title", ""))

    def look_up() -> str | None:
        rows = each(partial(list_actions, ozon, search=title))
        return next((row.id for row in rows if title and row.title == title), None)

    path = f"/v1/seller-actions/create/{kind}"
    return ozon.write(path, parameters, lambda data: text_of(dig(data, "action_id")), look_up=look_up)


def change_action(ozon: Client, kind: str, action_id: str, parameters: Mapping[str, Any]) -> bool | Unknown[bool]:
    """Give a promotion other parameters, as that method takes them."""
    if kind not in KINDS:
        raise ValueError(f"Ozon makes no promotion called {kind}")
    title = str(parameters.get("title", ""))
    body = {"action_id": int(action_id), "action_parameters": dict(parameters)}
    look_up = partial(_is_as, ozon, action_id, title=title)
    return ozon.write(f"/v1/seller-actions/update/{kind}", body, nothing, look_up=look_up)


def turn(ozon: Client, action_id: str, *, on: bool) -> bool | Unknown[bool]:
    body = {"action_id": int(action_id), "is_turn_on": on}
    return ozon.write(
        "/v1/seller-actions/change-activity", body, nothing, look_up=partial(_is_as, ozon, action_id, on=on)
    )


def archive(ozon: Client, action_id: str) -> bool | Unknown[bool]:
    def look_up() -> bool | None:
        return None if any(row.id == action_id for row in each(partial(list_actions, ozon))) else True

    return ozon.write("/v1/seller-actions/archive", {"action_id": int(action_id)}, nothing, look_up=look_up)


def _is_as(ozon: Client, action_id: str, *, title: str = "", on: bool | None = None) -> bool | None:
    row = next((row for row in each(partial(list_actions, ozon)) if row.id == action_id), None)
    is_so = row is not None and (not title or row.title == title) and (on is None or row.is_turn_on == on)
    return is_so or None


def list_products(
    ozon: Client, *, action_id: str, candidates: bool = False, after: str = "", limit: int = MOST
) -> Page[ActionProduct]:
    """Products in the promotion, or with `candidates` those that could be."""
    body: dict[str, Any] = {"action_id": int(action_id), "limit": limit}
    if after:
        body["cursor"] = int(after)

    def of(data: Any) -> Page[ActionProduct]:
        rows = read_all(ActionProduct, dig(data, "products"))
        return by_flag(rows, text_of(dig(data, "cursor")), has_next=bool(dig(data, "has_next")))

    return ozon.read(f"/v1/seller-actions/products/{'candidates' if candidates else 'list'}", body, of)


def add_products(
    ozon: Client, *, action_id: str, percents: Mapping[str, Decimal], currency: str = "RUB"
) -> bool | Unknown[bool]:
    """Put products in, by SKU, each with its discount in per cent."""
    products = [
        {"sku": int(sku), "discount_percent": float(percent), "currency": currency} for sku, percent in percents.items()
    ]
    look_up = partial(_has, ozon, action_id, list(percents), inside=True)
    body = {"action_id": int(action_id), "products": products}
    return ozon.write("/v1/seller-actions/products/add", body, nothing, look_up=look_up)


def remove_products(ozon: Client, *, action_id: str, skus: Sequence[str]) -> bool | Unknown[bool]:
    look_up = partial(_has, ozon, action_id, skus, inside=False)
    body = {"action_id": int(action_id), "skus": whole(list(skus))}
    return ozon.write("/v1/seller-actions/products/delete", body, nothing, look_up=look_up)


def _has(ozon: Client, action_id: str, skus: Sequence[str], *, inside: bool) -> bool | None:
    there = {sku for row in each(partial(list_products, ozon, action_id=action_id)) for sku in row.sku}
    is_so = set(skus) <= there if inside else not set(skus) & there
    return is_so or None


def get_codes(ozon: Client, action_id: str) -> str:
    """The promo codes, as a file in base64."""
    body = {"action_id": int(action_id)}
    return ozon.read("/v1/seller-actions/voucher/get", body, lambda data: text_of(dig(data, "file")))
