"""Own products: what the card says, its pictures, price, stock and content rating, and changing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.pace import PRICE_CHANGES
from branddesk.marketplaces.ozon.client.paging import Page, by_length, by_mark
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import whole

MOST = 1000
"""Products on a page, and in one question by their numbers."""


@dataclass(frozen=True)
class Listed:
    product_id: Id
    offer_id: str
    sku: str
    """Empty until the card is made."""
    archived: bool
    is_discounted: bool
    has_fbo_stocks: bool
    has_fbs_stocks: bool


@dataclass(frozen=True)
class CardError:
    code: str
    field: str
    level: Word
    attribute_id: str
    message: str = at("texts.message")
    description: str = at("texts.description")


@dataclass(frozen=True)
class Product:
    product_id: Id = at("id")
    sku: str = at("sku")
    offer_id: str = at("offer_id")
    name: str = at("name")
    price: Decimal | None = at("price")
    old_price: Decimal | None = at("old_price")
    min_price: Decimal | None = at("min_price")
    currency: str = at("currency_code")
    primary_images: tuple[str, ...] = at("primary_image")
    """One, in a list."""
    images: tuple[str, ...] = at("images")
    is_archived: bool = at("is_archived")
    status: Word = at("statuses.status")
    status_name: str = at("statuses.status_name")
    moderate_status: Word = at("statuses.moderate_status")
    has_stock: bool = at("stocks.has_stock")
    color_index: Word = at("price_indexes.color_index")
    errors: tuple[CardError, ...] = at("errors")
    created_at: datetime | None = at("created_at")
    updated_at: datetime | None = at("updated_at")


@dataclass(frozen=True)
class Value:
    value: str
    dictionary_value_id: str


@dataclass(frozen=True)
class Attribute:
    id: Id
    complex_id: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Attributes:
    """What the card says. Lengths in `dimension_unit`, weight in `weight_unit`."""

    product_id: Id = at("id")
    offer_id: str = at("offer_id")
    sku: str = at("sku")
    name: str = at("name")
    barcodes: tuple[str, ...] = at("barcodes")
    category_id: str = at("description_category_id")
    type_id: str = at("type_id")
    primary_image: str = at("primary_image")
    images: tuple[Any, ...] = at("images")
    """Links, or objects that hold one."""
    attributes: tuple[Attribute, ...] = at("attributes")
    width: int = at("width")
    height: int = at("height")
    depth: int = at("depth")
    dimension_unit: str = at("dimension_unit")
    weight: int = at("weight")
    weight_unit: str = at("weight_unit")


@dataclass(frozen=True)
class Price:
    """Sums in `currency`."""

    product_id: Id = at("product_id")
    offer_id: str = at("offer_id")
    price: Decimal | None = at("price.price")
    old_price: Decimal | None = at("price.old_price")
    min_price: Decimal | None = at("price.min_price")
    marketing_seller_price: Decimal | None = at("price.marketing_seller_price")
    """With all promotions of the seller."""
    net_price: Decimal | None = at("price.net_price")
    currency: str = at("price.currency_code")
    color_index: Word = at("price_indexes.color_index")


@dataclass(frozen=True)
class Held:
    type: Word
    """fbo, fbs and others."""
    present: int
    reserved: int
    sku: str


@dataclass(frozen=True)
class Stock:
    product_id: Id
    offer_id: str
    stocks: tuple[Held, ...]


@dataclass(frozen=True)
class Pictures:
    product_id: Id = at("product_id")
    primary: tuple[str, ...] = at("primary_photo")
    others: tuple[str, ...] = at("photo")
    color: tuple[str, ...] = at("color_photo")


@dataclass(frozen=True)
class Condition:
    key: Id
    description: str
    fulfilled: bool
    cost: Decimal | None
    """Points of 100."""


@dataclass(frozen=True)
class RatingGroup:
    key: Id
    name: str
    rating: Decimal | None
    weight: Decimal | None
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class ContentRating:
    sku: Id
    rating: Decimal | None
    """0 to 100."""
    groups: tuple[RatingGroup, ...]


@dataclass(frozen=True)
class Description:
    product_id: Id = at("id")
    offer_id: str = at("offer_id")
    name: str = at("name")
    description: str = at("description")
    """May hold simple HTML."""


@dataclass(frozen=True)
class Fault:
    code: str
    message: str
    field: str
    """Empty where the fault is of the whole."""


@dataclass(frozen=True)
class Imported:
    """What became of one product of an import."""

    offer_id: str
    product_id: str
    status: Word
    """pending, imported, failed, skipped."""
    errors: tuple[Fault, ...]


@dataclass(frozen=True)
class NewPrice:
    """Sums in `currency`; None leaves one as it is."""

    product_id: str
    price: Decimal | None = None
    old_price: Decimal | None = None
    min_price: Decimal | None = None
    currency: str = "RUB"

    def sent(self) -> dict[str, Any]:
        sums = {"price": self.price, "old_price": self.old_price, "min_price": self.min_price}
        named = {name: str(amount) for name, amount in sums.items() if amount is not None}
        return {"product_id": int(self.product_id), "currency_code": self.currency, **named}


@dataclass(frozen=True)
class PriceChange:
    product_id: Id
    offer_id: str
    updated: bool
    errors: tuple[Fault, ...]


def _wanted(product_ids: Sequence[str]) -> dict[str, Any]:
    """A filter is asked for even where all are wanted."""
    wanted: dict[str, Any] = {"visibility": "ALL"}
    if product_ids:
        wanted["product_id"] = whole(list(product_ids))
    return wanted


def list_products(ozon: Client, *, after: str = "", visibility: str = "ALL", limit: int = MOST) -> Page[Listed]:
    body = {"filter": {"visibility": visibility}, "last_id": after, "limit": limit}

    def of(data: Any) -> Page[Listed]:
        return by_length(read_all(Listed, dig(data, "result.items")), text_of(dig(data, "result.last_id")), limit=limit)

    return ozon.read("/v3/product/list", body, of)


def get_products(ozon: Client, *, product_ids: Sequence[str] = (), skus: Sequence[str] = ()) -> tuple[Product, ...]:
    """Up to 1,000 in all. Numbers that Ozon does not know are left out."""
    body = {"product_id": whole(list(product_ids)), "sku": whole(list(skus))}
    return ozon.read("/v3/product/info/list", body, lambda data: read_all(Product, dig(data, "items")))


def list_attributes(
    ozon: Client, *, after: str = "", product_ids: Sequence[str] = (), limit: int = MOST
) -> Page[Attributes]:
    body = {"filter": _wanted(product_ids), "last_id": after, "limit": limit, "sort_dir": "ASC"}

    def of(data: Any) -> Page[Attributes]:
        return by_length(read_all(Attributes, dig(data, "result")), text_of(dig(data, "last_id")), limit=limit)

    return ozon.read("/v4/product/info/attributes", body, of)


def list_prices(ozon: Client, *, after: str = "", product_ids: Sequence[str] = (), limit: int = MOST) -> Page[Price]:
    body = {"filter": _wanted(product_ids), "cursor": after, "limit": limit}

    def of(data: Any) -> Page[Price]:
        return by_mark(read_all(Price, dig(data, "items")), text_of(dig(data, "cursor")))

    return ozon.read("/v5/product/info/prices", body, of)


def list_stocks(ozon: Client, *, after: str = "", product_ids: Sequence[str] = (), limit: int = MOST) -> Page[Stock]:
    body = {"filter": _wanted(product_ids), "cursor": after, "limit": limit}

    def of(data: Any) -> Page[Stock]:
        return by_mark(read_all(Stock, dig(data, "items")), text_of(dig(data, "cursor")))

    return ozon.read("/v4/product/info/stocks", body, of)


def get_pictures(ozon: Client, product_ids: Sequence[str]) -> tuple[Pictures, ...]:
    body = {"product_id": whole(list(product_ids))}
    return ozon.read("/v2/product/pictures/info", body, lambda data: read_all(Pictures, dig(data, "items")))


def get_content_ratings(ozon: Client, skus: Sequence[str]) -> tuple[ContentRating, ...]:
    body = {"skus": whole(list(skus))}
    return ozon.read("/v1/product/rating-by-sku", body, lambda data: read_all(ContentRating, dig(data, "products")))


def get_description(ozon: Client, product_id: str) -> Description:
    body = {"product_id": int(product_id)}
    return ozon.read("/v1/product/info/description", body, lambda data: read(Description, dig(data, "result")))


def change_prices(
    ozon: Client, prices: Sequence[NewPrice]
) -> tuple[PriceChange, ...] | Unknown[tuple[PriceChange, ...]]:
    """Up to 1,000. Ozon lets the price of one product be changed ten times an hour; Limited when that is used up."""
    for each in prices:
        ozon.count_use(f"price of {each.product_id}", PRICE_CHANGES)

    def look_up() -> tuple[PriceChange, ...] | None:
        shown = {
            row.product_id: row for row in list_prices(ozon, product_ids=[each.product_id for each in prices]).rows
        }
        if all(each.product_id in shown and _is_so(each, shown[each.product_id]) for each in prices):
            return tuple(PriceChange(each.product_id, shown[each.product_id].offer_id, True, ()) for each in prices)
        return None

    body = {"prices": [each.sent() for each in prices]}
    return ozon.write(
        "/v1/product/import/prices", body, lambda data: read_all(PriceChange, dig(data, "result")), look_up=look_up
    )


def _is_so(wanted: NewPrice, shown: Price) -> bool:
    pairs = ((wanted.price, shown.price), (wanted.old_price, shown.old_price), (wanted.min_price, shown.min_price))
    return all(want is None or want == now for want, now in pairs)


def change_attributes(ozon: Client, *, offer_id: str, values: Mapping[str, Sequence[str]]) -> str | Unknown[str]:
    """Set attributes, by their numbers, to texts. Gives the number of the task, for `get_import`."""
    attributes = [
        {"id": int(number), "complex_id": 0, "values": [{"value": text} for text in texts]}
        for number, texts in values.items()
    ]
    look_up = partial(_attributes_are, ozon, offer_id, values)
    body = {"items": [{"offer_id": offer_id, "attributes": attributes}]}
    return ozon.write(
        "/v1/product/attributes/update", body, lambda data: text_of(dig(data, "task_id")), look_up=look_up
    )


def _attributes_are(ozon: Client, offer_id: str, values: Mapping[str, Sequence[str]]) -> str | None:
    """An empty number of a task when the card already says so: there is nothing left to wait for."""
    body = {"filter": {"offer_id": [offer_id], "visibility": "ALL"}, "limit": 1}
    found = ozon.read("/v4/product/info/attributes", body, lambda data: read_all(Attributes, dig(data, "result")))
    shown = {row.id: [value.value for value in row.values] for each in found for row in each.attributes}
    return "" if all(shown.get(number) == list(texts) for number, texts in values.items()) else None


def get_import(ozon: Client, task_id: str) -> tuple[Imported, ...]:
    body = {"task_id": int(task_id)}
    return ozon.read("/v1/product/import/info", body, lambda data: read_all(Imported, dig(data, "result.items")))
