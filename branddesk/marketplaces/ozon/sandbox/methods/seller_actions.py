"""The seller's own promotions: five kinds that he makes, changes, turns on and off, and fills with goods."""

from __future__ import annotations

import base64
from collections.abc import Callable
from itertools import pairwise

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, moment_in, said

MOST, MOST_CODES = 100, 10_000
SHORTEST_SEARCH, LONGEST_TITLE = 3, 256
INSTALLMENT_MONTHS = 6
HIGHEST_PERCENT = 95
CURRENCY = "RUB"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
KINDS = {
    "discount": ("DISCOUNT", "Скидка"),
    "discount-with-condition": ("DISCOUNT_WITH_CONDITION", "Скидка от суммы"),
    "installment": ("INSTALLMENT", "Рассрочка"),
    "multi-level-discount": ("MULTI_LEVEL_DISCOUNT_ON_AMOUNT", "Скидка по уровням"),
    "voucher": ("VOUCHER_DISCOUNT", "Промокод"),
}


def _actions(shop: Shop) -> list[Row]:
    found: list[Row] = shop.shelves.setdefault("seller_actions", [])
    return found


def _action(shop: Shop, body: Body, *, to_change: bool = False) -> Row:
    number = int(body.get("action_id") or 0)
    row = next((row for row in _actions(shop) if row["_id"] == number and not row["_archived"]), None)
    if row is None:
        raise Refusal(404, 5, "action not found")
    if to_change and _status(shop, row) == "ENDED":
        raise Refusal(409, 9, "action has ended")
    return row


def _status(shop: Shop, row: Row) -> str:
    now = said(shop.world.now())
    if row["date_end"] and row["date_end"] <= now:
        return "ENDED"
    if not row["_is_on"]:
        return "PAUSED"
    return "PLANNED" if row["date_start"] > now else "ACTIVE"


def _takes_all(row: Row) -> bool:
    """Goods are in it by themselves."""
    return bool(row["type"] == KINDS["multi-level-discount"][0])


def _wrong(name: str, why: str) -> Refusal:
    return Refusal(400, 3, f"invalid Request.{name}: {why}")


def _title(told: Body, usual: str) -> str:
    title = str(told.get("title") or usual)
    if len(title) > LONGEST_TITLE:
        raise _wrong("title", f"must be at most {LONGEST_TITLE} characters")
    return title


def _dates(shop: Shop, told: Body) -> Row:
    start, end = moment_in(told, "date_start"), moment_in(told, "date_end")
    if not start:
        raise _wrong("date_start", "value is required")
    if end <= start:
        raise _wrong("date_end", "must be after date_start")
    if end <= said(shop.world.now()):
        raise _wrong("date_end", "is over")
    return {"date_start": start, "date_end": end}


def _start(shop: Shop, told: Body) -> Row:
    """For a promotion that goes on until it is turned off."""
    start = moment_in(told, "date_start")
    if not start:
        raise _wrong("date_start", "value is required")
    return {"date_start": start, "date_end": None}


def _value(told: Body, discount_type: str) -> float:
    value = float(told.get("discount_value") or 0)
    if value <= 0 or (discount_type == "PERCENT" and value > HIGHEST_PERCENT):
        raise _wrong("discount_value", f"must be above 0, and at most {HIGHEST_PERCENT} per cent")
    return value


def _above_zero(told: Body, name: str) -> float:
    value = float(told.get(name) or 0)
    if value <= 0:
        raise _wrong(name, "must be above 0")
    return value


def _discount_type(told: Body, row: Row | None) -> str:
    """It is said once, when the promotion is made."""
    found = row["discount_type"] if row else told.get("discount_type")
    if not found:
        raise _wrong("discount_type", "value is required")
    return str(found)


def _discount(shop: Shop, told: Body, row: Row | None) -> Row:
    percent = row["min_action_percent"] if row else _above_zero(told, "min_action_percent")
    if percent > HIGHEST_PERCENT:
        raise _wrong("min_action_percent", f"must be at most {HIGHEST_PERCENT}")
    return _dates(shop, told) | {"discount_type": "PERCENT", "min_action_percent": percent}


def _with_condition(shop: Shop, told: Body, row: Row | None) -> Row:
    kind = _discount_type(told, row)
    least = _above_zero(told, "min_order_amount")
    value = _value(told, kind)
    if kind == "CURRENCY" and value >= least:
        raise _wrong("discount_value", "must be below min_order_amount")
    return _dates(shop, told) | {"discount_type": kind, "discount_value": value, "min_order_amount": least}


def _installment(shop: Shop, told: Body, row: Row | None) -> Row:
    return _start(shop, told) | {"discount_type": "INSTALLED_PERIOD", "discount_value": INSTALLMENT_MONTHS}


def _multi_level(shop: Shop, told: Body, row: Row | None) -> Row:
    kind = _discount_type(told, row)
    levels = [
        {"discount_value": _value(each, kind), "order_amount": _above_zero(each, "order_amount")}
        for each in told.get("discount_levels") or []
    ]
    if not 2 <= len(levels) <= 4:
        raise _wrong("discount_levels", "must hold 2 to 4 items")
    if any(after[name] <= before[name] for before, after in pairwise(levels) for name in before):
        raise _wrong("discount_levels", "must rise from level to level")
    return _dates(shop, told) | {
        "discount_type": kind,
        "discount_levels": levels,
        "is_legal_entities_segment": bool(told.get("is_legal_entities_segment")),
    }


def _voucher(shop: Shop, told: Body, row: Row | None) -> Row:
    kind = _discount_type(told, row)
    budget = int(_above_zero(told, "budget"))
    if row and row["_is_on"] and budget != row["budget"]:
        raise Refusal(409, 9, "turn the action off before its budget is changed")
    if len(told.get("user_ids") or []) > 50:
        raise _wrong("user_ids", "must hold at most 50 items")
    codes = row["voucher_parameters"] if row else dict(told["voucher_parameters"])
    if not 1 <= int(codes["count_codes"]) <= MOST_CODES:
        raise _wrong("voucher_parameters.count_codes", f"value must be inside range [1, {MOST_CODES}]")
    return _dates(shop, told) | {
        "discount_type": kind,
        "discount_value": _value(told, kind),
        "budget": budget,
        "voucher_parameters": codes,
    }


READ: dict[str, Callable[[Shop, Body, Row | None], Row]] = {
    "discount": _discount,
    "discount-with-condition": _with_condition,
    "installment": _installment,
    "multi-level-discount": _multi_level,
    "voucher": _voucher,
}
"""What each kind takes from a request, for a new promotion or for one that is there."""


def _create(shop: Shop, body: Body, kind: str) -> Body:
    type_, usual = KINDS[kind]
    told = READ[kind](shop, body, None)
    row = {
        "_id": shop.world.next_id(),
        "_is_on": True,
        "_archived": False,
        "_inside": {},
        "_codes": _codes(shop, told),
        "title": _title(body, usual),
        "type": type_,
        "addresses": [],
        "auto_stop_action_reason": "UNSPECIFIED",
        "budget": 0,
        "budget_spent": 0,
        "discount_levels": [],
        "discount_value": 0,
        "is_legal_entities_segment": False,
        "min_action_percent": 0,
        "min_order_amount": 0,
        "picked_segments": [],
        "voucher_parameters": None,
        "warehouses": [],
        **told,
    }
    _actions(shop).append(row)
    return {"action_id": row["_id"]}


def _codes(shop: Shop, told: Row) -> list[str]:
    count = int(told["voucher_parameters"]["count_codes"]) if "voucher_parameters" in told else 0
    return ["".join(shop.world.random.choices(LETTERS, k=10)) for _each in range(count)]


def _update(shop: Shop, body: Body, kind: str) -> Body:
    row, told = _action(shop, body, to_change=True), body.get("action_parameters") or {}
    if row["type"] != KINDS[kind][0]:
        raise Refusal(400, 3, "action is of another kind")
    row |= READ[kind](shop, told, row) | {"title": _title(told, row["title"])}
    return {}


@method("/v1/seller-actions/create/discount")
def create_discount(shop: Shop, body: Body) -> Body:
    return _create(shop, body, "discount")


@method("/v1/seller-actions/create/discount-with-condition")
def create_discount_with_condition(shop: Shop, body: Body) -> Body:
    return _create(shop, body, "discount-with-condition")


@method("/v1/seller-actions/create/installment")
def create_installment(shop: Shop, body: Body) -> Body:
    return _create(shop, body, "installment")


@method("/v1/seller-actions/create/multi-level-discount")
def create_multi_level_discount(shop: Shop, body: Body) -> Body:
    return _create(shop, body, "multi-level-discount")


@method("/v1/seller-actions/create/voucher")
def create_voucher(shop: Shop, body: Body) -> Body:
    return _create(shop, body, "voucher")


@method("/v1/seller-actions/update/discount")
def update_discount(shop: Shop, body: Body) -> Body:
    return _update(shop, body, "discount")


@method("/v1/seller-actions/update/discount-with-condition")
def update_discount_with_condition(shop: Shop, body: Body) -> Body:
    return _update(shop, body, "discount-with-condition")


@method("/v1/seller-actions/update/installment")
def update_installment(shop: Shop, body: Body) -> Body:
    return _update(shop, body, "installment")


@method("/v1/seller-actions/update/multi-level-discount")
def update_multi_level_discount(shop: Shop, body: Body) -> Body:
    return _update(shop, body, "multi-level-discount")


@method("/v1/seller-actions/update/voucher")
def update_voucher(shop: Shop, body: Body) -> Body:
    return _update(shop, body, "voucher")


@method("/v1/seller-actions/list")
def list_actions(shop: Shop, body: Body) -> Body:
    limit, start = limit_of(body, MOST), int(body.get("offset") or 0)
    numbers = {int(each) for each in body.get("action_ids") or []}
    types, states = body.get("action_type") or [], body.get("status") or []
    search = str(body.get("search") or "").casefold()
    if search and len(search) < SHORTEST_SEARCH:
        raise _wrong("search", f"must be at least {SHORTEST_SEARCH} characters")
    found = [
        row
        for row in _actions(shop)
        if not row["_archived"]
        and (not numbers or row["_id"] in numbers)
        and (not types or row["type"] in types)
        and (not states or _status(shop, row) in states)
        and search in row["title"].casefold()
    ]
    return {"actions": [_shown(shop, row) for row in found[start : start + limit]], "total": len(found)}


def _shown(shop: Shop, row: Row) -> Row:
    status, count = _status(shop, row), len(_inside(shop, row))
    parameters = {name: value for name, value in row.items() if not name.startswith("_")}
    return {
        "action_id": row["_id"],
        "action_parameters": parameters | {"status": status},
        "allow_delete": status != "ACTIVE",
        "highlight_url": f"https://www.ozon.ru/highlight/{row['_id']}/",
        "is_editable": status != "ENDED",
        "is_participated": count > 0,
        "is_turn_on": row["_is_on"],
        "sku_count": count,
    }


@method("/v1/seller-actions/change-activity")
def turn(shop: Shop, body: Body) -> Body:
    _action(shop, body, to_change=True)["_is_on"] = bool(body["is_turn_on"])
    return {}


@method("/v1/seller-actions/archive")
def archive(shop: Shop, body: Body) -> Body:
    row = _action(shop, body)
    if _status(shop, row) == "ACTIVE":
        raise Refusal(409, 9, "turn the action off before it is archived")
    row["_archived"], row["_is_on"] = True, False
    return {}


def _inside(shop: Shop, row: Row) -> list[Row]:
    if _takes_all(row):
        return [product for product in shop.products if not product["_archived"]]
    return [product for product in shop.products if product["sku"] in row["_inside"]]


@method("/v1/seller-actions/products/list")
def list_products(shop: Shop, body: Body) -> Body:
    row = _action(shop, body)
    return _page(row, _inside(shop, row), body, is_active=True)


@method("/v1/seller-actions/products/candidates")
def list_candidates(shop: Shop, body: Body) -> Body:
    row = _action(shop, body)
    there = {product["sku"] for product in _inside(shop, row)}
    goods = [product for product in shop.products if product["sku"] not in there and not product["_archived"]]
    return _page(row, goods, body, is_active=False)


def _page(row: Row, goods: list[Row], body: Body, *, is_active: bool) -> Body:
    limit, last = limit_of(body, MOST), int(body.get("cursor") or 0)
    found = [product for product in goods if product["id"] > last]
    shown = found[:limit]
    return {
        "cursor": shown[-1]["id"] if shown else 0,
        "has_next": len(found) > limit,
        "products": [_product(row, product, is_active=is_active) for product in shown],
    }


def _product(row: Row, product: Row, *, is_active: bool) -> Row:
    percent = _percent(row, product) if is_active else 0.0
    return {
        "action_price": round(product["_price"] * (100 - percent) / 100, 2),
        "base_price": product["_price"],
        "currency": CURRENCY,
        "discount_percent": percent,
        "is_active": is_active,
        "min_seller_price": 0,
        "name": product["name"],
        "offer_id": product["offer_id"],
        "price": product["_price"],
        "product_id": product["id"],
        "quant_size": 1,
        "quant_type": "GENERAL",
        "sku": [product["sku"]],
    }


def _percent(row: Row, product: Row) -> float:
    """What a buyer gets off one product for nothing else than buying it."""
    if row["type"] == KINDS["discount"][0]:
        return float(row["_inside"][product["sku"]])
    if row["type"] == KINDS["voucher"][0] and row["discount_type"] == "PERCENT":
        return float(row["discount_value"])
    return 0.0


@method("/v1/seller-actions/products/add")
def add_products(shop: Shop, body: Body) -> Body:
    """All of them or none."""
    row, asked = _to_fill(shop, body), body.get("products") or []
    if not 1 <= len(asked) <= MOST:
        raise _wrong("products", f"must hold 1 to {MOST} items")
    read = {}
    for each in asked:
        product, percent = shop.product(each["sku"]), float(each.get("discount_percent") or 0)
        if product is None or product["_archived"]:
            raise _wrong("products", f"sku {each['sku']} is not for sale")
        if (each.get("currency") or CURRENCY) != CURRENCY:
            raise _wrong("products", "currency is not the seller's")
        least = row["min_action_percent"]
        if row["type"] == KINDS["discount"][0] and not least <= percent <= HIGHEST_PERCENT:
            raise _wrong("products", f"discount_percent must be inside range [{least:g}, {HIGHEST_PERCENT}]")
        read[product["sku"]] = percent
    row["_inside"] |= read
    return {}


@method("/v1/seller-actions/products/delete")
def remove_products(shop: Shop, body: Body) -> Body:
    row, asked = _to_fill(shop, body), body.get("skus") or []
    if not 1 <= len(asked) <= MOST:
        raise _wrong("skus", f"must hold 1 to {MOST} items")
    for sku in asked:
        row["_inside"].pop(int(sku), None)
    return {}


def _to_fill(shop: Shop, body: Body) -> Row:
    row = _action(shop, body, to_change=True)
    if _takes_all(row):
        raise Refusal(409, 9, "products of this action are chosen by themselves")
    return row


@method("/v1/seller-actions/voucher/get")
def get_codes(shop: Shop, body: Body) -> Body:
    """A CSV file in base64."""
    row = _action(shop, body)
    if not row["_codes"]:
        raise Refusal(400, 3, "action has no promo codes")
    text = "\n".join(("code", *row["_codes"])) + "\n"
    return {"file": base64.b64encode(text.encode()).decode()}
