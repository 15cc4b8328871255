"""Pricing strategies: a product's price follows the cheapest of the competitors that a strategy looks at."""

from __future__ import annotations

from datetime import UTC

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method, text_of
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

MOST = 50
LOWEST, HIGHEST = 0.5, 1.2
SYSTEM, OWN = "MIN_EXT_PRICE", "COMP_PRICE"
COMPETITORS = {
    101: "Термоград",
    102: "Поход и дорога",
    103: "Рюкзачная лавка",
    104: "Дом и кухня 24",
    105: "Северный склад",
    106: "Мир посуды плюс",
}


def _strategies(shop: Shop) -> list[Row]:
    """The seller's own, behind the one of the system that everybody has."""
    if "strategies" not in shop.shelves:
        rows: list[Row] = shop.shelves.setdefault("strategies", [])
        every = [{"competitor_id": number, "coefficient": 1.0} for number in COMPETITORS]
        rows.append(_made(shop, "Цена не выше рынка", every, SYSTEM))
    found: list[Row] = shop.shelves["strategies"]
    return found


def _made(shop: Shop, name: str, competitors: list[Row], type_: str) -> Row:
    row: Row = {
        "id": shop.world.next_uuid(),
        "name": name,
        "type": type_,
        "enabled": True,
        "_competitors": competitors,
        "_products": {},
    }
    _changed(shop, row, "strategyCreated")
    return row


def _changed(shop: Shop, row: Row, how: str) -> None:
    """Ozon writes this moment in a form of its own."""
    row["update_type"] = how
    row["updated_at"] = f"{shop.world.now().astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00"


def _strategy(shop: Shop, body: Body, *, to_change: bool = False) -> Row:
    number = text_of(body, "strategy_id")
    row = next((row for row in _strategies(shop) if row["id"] == number), None)
    if row is None:
        raise Refusal(404, 5, "strategy not found")
    if to_change and row["type"] == SYSTEM:
        raise Refusal(409, 9, "the strategy of the system cannot be changed")
    return row


def _page(rows: list[Row], body: Body) -> list[Row]:
    limit, page = limit_of({"limit": body.get("limit") or -1}, MOST), int(body.get("page") or 0)
    if page < 1:
        raise Refusal(400, 3, "invalid Request.Page: value must be greater than or equal to 1")
    return rows[(page - 1) * limit : page * limit]


def _competitors(body: Body) -> list[Row]:
    read = [
        {"competitor_id": int(each["competitor_id"]), "coefficient": float(each["coefficient"])}
        for each in body.get("competitors") or []
    ]
    if not read:
        raise Refusal(400, 3, "invalid Request.Competitors: value is required")
    if any(each["competitor_id"] not in COMPETITORS for each in read):
        raise Refusal(400, 3, "invalid Request.Competitors: unknown competitor")
    if any(not LOWEST <= each["coefficient"] <= HIGHEST for each in read):
        raise Refusal(400, 3, f"invalid Request.Coefficient: value must be inside range [{LOWEST}, {HIGHEST}]")
    return read


def _asked_products(body: Body) -> list[int]:
    numbers = [int(number) for number in body.get("product_id") or []]
    if not 1 <= len(numbers) <= MOST:
        raise Refusal(400, 3, f"invalid Request.ProductId: must hold 1 to {MOST} items")
    return numbers


def _holder(shop: Shop, product_id: int) -> Row | None:
    """A product follows one strategy at a time."""
    return next((row for row in _strategies(shop) if product_id in row["_products"]), None)


@method("/v1/pricing-strategy/competitors/list")
def list_competitors(shop: Shop, body: Body) -> Body:
    rows = [{"id": number, "name": name} for number, name in COMPETITORS.items()]
    return {"competitor": _page(rows, body), "total": len(rows)}


@method("/v1/pricing-strategy/list")
def list_strategies(shop: Shop, body: Body) -> Body:
    rows = _strategies(shop)
    return {"strategies": [_shown(row) for row in _page(rows, body)], "total": len(rows)}


def _shown(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("_")} | {
        "competitors_count": len(row["_competitors"]),
        "products_count": len(row["_products"]),
    }


@method("/v1/pricing-strategy/info")
def info(shop: Shop, body: Body) -> Body:
    row = _strategy(shop, body)
    told = {name: row[name] for name in ("enabled", "name", "type", "update_type")}
    return {"result": told | {"competitors": row["_competitors"]}}


@method("/v1/pricing-strategy/create")
def create(shop: Shop, body: Body) -> Body:
    row = _made(shop, text_of(body, "strategy_name"), _competitors(body), OWN)
    _strategies(shop).append(row)
    return {"result": {"strategy_id": row["id"]}}


@method("/v1/pricing-strategy/update")
def update(shop: Shop, body: Body) -> Body:
    row, name, competitors = _strategy(shop, body, to_change=True), text_of(body, "strategy_name"), _competitors(body)
    row["name"], row["_competitors"] = name, competitors
    _changed(shop, row, "strategyChanged")
    return {}


@method("/v1/pricing-strategy/status")
def turn(shop: Shop, body: Body) -> Body:
    row = _strategy(shop, body, to_change=True)
    row["enabled"] = bool(body.get("enabled"))
    _changed(shop, row, "strategyEnabled" if row["enabled"] else "strategyDisabled")
    return {}


@method("/v1/pricing-strategy/delete")
def delete(shop: Shop, body: Body) -> Body:
    _strategies(shop).remove(_strategy(shop, body, to_change=True))
    return {}


@method("/v1/pricing-strategy/products/list")
def list_products(shop: Shop, body: Body) -> Body:
    return {"result": {"product_id": [str(number) for number in _strategy(shop, body)["_products"]]}}


@method("/v1/pricing-strategy/products/add")
def add_products(shop: Shop, body: Body) -> Body:
    row, numbers = _strategy(shop, body), _asked_products(body)
    known, errors = {product["id"] for product in shop.products}, []
    for number in numbers:
        holder = _holder(shop, number)
        if number not in known:
            errors.append({"code": "NOT_FOUND", "error": "Такого товара в магазине нет", "product_id": number})
        elif holder is not None and holder is not row:
            errors.append({"code": "IN_OTHER_STRATEGY", "error": "Товар занят другой стратегией", "product_id": number})
        else:
            row["_products"].setdefault(number, said(shop.world.now()))
    if len(errors) < len(numbers):
        _changed(shop, row, "strategyItemsListChanged")
    return {"result": {"errors": errors, "failed_product_count": len(errors)}}


@method("/v1/pricing-strategy/products/delete")
def remove_products(shop: Shop, body: Body) -> Body:
    failed = 0
    for number in _asked_products(body):
        row = _holder(shop, number)
        if row is None:
            failed += 1
            continue
        del row["_products"][number]
        _changed(shop, row, "strategyItemsListChanged")
    return {"result": {"failed_product_count": failed}}


@method("/v1/pricing-strategy/strategy-ids-by-product-ids")
def strategies_of(shop: Shop, body: Body) -> Body:
    """Products without a strategy are left out."""
    held = [(number, _holder(shop, number)) for number in _asked_products(body)]
    rows = [{"product_id": number, "strategy_id": row["id"]} for number, row in held if row is not None]
    return {"result": {"products_info": rows}}


@method("/v1/pricing-strategy/product/info")
def product_info(shop: Shop, body: Body) -> Body:
    number = int(body.get("product_id") or 0)
    product = next((product for product in shop.products if product["id"] == number), None)
    if product is None:
        raise Refusal(404, 5, "product not found")
    row = _holder(shop, number)
    if row is None:
        return {"result": {"is_enabled": False, "strategy_id": "", "strategy_product_price": 0}}
    price, competitor = min(
        (_price_at(product, each["competitor_id"]) * each["coefficient"], each["competitor_id"])
        for each in row["_competitors"]
    )
    return {
        "result": {
            "is_enabled": row["enabled"],
            "price_downloaded_at": row["_products"][number],
            "strategy_competitor_id": competitor,
            "strategy_competitor_product_url": f"https://shop-{competitor}.example/{product['sku']}",
            "strategy_id": row["id"],
            "strategy_product_price": round(price),
        }
    }


def _price_at(product: Row, competitor: int) -> float:
    """Somewhat below or above the seller's own, and always the same."""
    return float(product["_price"]) * (0.85 + (product["id"] + 7 * competitor) % 30 / 100)
