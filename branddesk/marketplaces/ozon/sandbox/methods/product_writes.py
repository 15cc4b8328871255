"""Making and changing cards: imports as tasks, attributes, the archive, where a card is shown, and what is allowed."""

from __future__ import annotations

from datetime import timedelta

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, method
from branddesk.marketplaces.ozon.sandbox.methods.categories import TYPES
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

TAKES = timedelta(seconds=5)
"""From an import to its end, by the sandbox's clock."""
NAME, TEXT, BRAND, MODEL = 4180, 4191, 85, 9048
MOST_IMPORTED, DAILY = 100, 1000
PLACES = {"OZON", "SELECT", "OZON_SELECT", "NONE"}


def _tasks(shop: Shop) -> dict[int, Row]:
    tasks: dict[int, Row] = shop.shelves.setdefault("imports", {})
    return tasks


def _open_task(shop: Shop, items: list[Row]) -> int:
    number = shop.world.next_id()
    _tasks(shop)[number] = {"ready_at": said(shop.world.now() + TAKES), "items": items}
    return number


def _fault(field: str, message: str) -> Row:
    return {
        "attribute_id": 0,
        "attribute_name": "",
        "code": f"INVALID_{field.upper()}",
        "description": message,
        "field": field,
        "level": "error",
        "message": message,
        "state": "moderating",
    }


def _named(shop: Shop, offer_id: str) -> Row | None:
    return next((row for row in shop.products if row["offer_id"] == offer_id), None)


def _item(offer_id: str, product_id: int, faults: list[Row]) -> Row:
    status = "failed" if faults else "imported"
    return {"offer_id": offer_id, "product_id": product_id, "status": status, "errors": faults}


@method("/v3/product/import")
def import_products(shop: Shop, body: Body) -> Body:
    rows = body.get("items") or []
    if not 1 <= len(rows) <= MOST_IMPORTED:
        raise Refusal(400, 3, f"items: 1 to {MOST_IMPORTED}")
    return {"result": {"task_id": _open_task(shop, [_import(shop, row) for row in rows])}}


def _import(shop: Shop, row: Row) -> Row:
    offer_id, known = str(row["offer_id"]), _named(shop, str(row["offer_id"]))
    faults = []
    if int(row.get("type_id") or 0) not in TYPES:
        faults.append(_fault("type_id", "Неизвестный тип товара"))
    if float(row.get("price") or 0) <= 0:
        faults.append(_fault("price", "Цена должна быть больше нуля"))
    if not row.get("name"):
        faults.append(_fault("name", "Не указано название"))
    if faults:
        return _item(offer_id, known["id"] if known else 0, faults)
    card = known or _new_card(shop, offer_id)
    card["name"], card["_price"] = str(row["name"]), float(row["price"])
    card["_old_price"] = float(row.get("old_price") or row["price"])
    pictures = [row.get("primary_image"), *(row.get("images") or [])]
    card["_pictures"] = [each for each in pictures if each] or card["_pictures"]
    _set_attributes(card, row.get("attributes") or [])
    card["_updated_at"] = said(shop.world.now())
    return _item(offer_id, card["id"], [])


def _new_card(shop: Shop, offer_id: str) -> Row:
    number, now = shop.world.next_id(), said(shop.world.now())
    card: Row = {
        "id": number,
        "sku": 1_700_000_000 + number,
        "offer_id": offer_id,
        "name": "",
        "_brand": shop.products[0]["_brand"] if shop.products else "",
        "_price": 0.0,
        "_old_price": 0.0,
        "_stock": 0,
        "_text": "",
        "_pictures": [],
        "_attributes": {},
        "_content_rating": 40.0,
        "_archived": False,
        "_created_at": now,
        "_updated_at": now,
        "_troubles": ("delivery",),
    }
    shop.products.append(card)
    return card


def _set_attributes(card: Row, attributes: list[Row]) -> None:
    for each in attributes:
        values = [str(value.get("value") or "") for value in each.get("values") or []]
        text = values[0] if values else ""
        number = int(each["id"])
        if number == NAME:
            card["name"] = text
        elif number == TEXT:
            card["_text"] = text
        else:
            card["_attributes"][number] = text
        if number == BRAND:
            card["_brand"] = text


@method("/v1/product/attributes/update")
def update_attributes(shop: Shop, body: Body) -> Body:
    """Taken at once, on the card when the task is done."""
    items = []
    for row in body.get("items") or []:
        offer_id, card = str(row["offer_id"]), _named(shop, str(row["offer_id"]))
        if card is None:
            items.append(_item(offer_id, 0, [_fault("offer_id", "Товар не найден")]))
            continue
        if any(int(each["id"]) == NAME and not _words(each) for each in row.get("attributes") or []):
            items.append(_item(offer_id, card["id"], [_fault("name", "Не указано название")]))
            continue
        shop.later(TAKES, "card", {"offer_id": offer_id, "attributes": row.get("attributes") or []})
        items.append(_item(offer_id, card["id"], []))
    return {"task_id": _open_task(shop, items)}


def _words(attribute: Row) -> str:
    return "".join(str(value.get("value") or "") for value in attribute.get("values") or [])


def apply(shop: Shop, about: Row) -> None:
    """The task is done: the card says what it was told to."""
    if card := _named(shop, about["offer_id"]):
        _set_attributes(card, about["attributes"])
        card["_updated_at"] = said(shop.world.now())


@method("/v1/product/import/info")
def import_info(shop: Shop, body: Body) -> Body:
    task = _tasks(shop).get(int(body.get("task_id") or 0))
    if task is None:
        raise Refusal(404, 5, "task not found")
    items = task["items"]
    if said(shop.world.now()) < task["ready_at"]:
        items = [{**row, "status": "pending", "errors": []} for row in items]
    return {"result": {"items": items, "total": len(items)}}


@method("/v1/product/import-by-sku")
def import_by_sku(shop: Shop, body: Body) -> Body:
    """Cards after somebody else's card; those that there are not are named, and so are own ones."""
    unmatched, items = [], []
    for row in body.get("items") or []:
        model = next((each for each in shop.world.products() if each["sku"] == int(row["sku"])), None)
        if model is None or shop.product(str(row["sku"])):
            unmatched.append(int(row["sku"]))
            continue
        card = _new_card(shop, str(row.get("offer_id") or f"copy-{row['sku']}"))
        card["name"] = str(row.get("name") or model["name"])
        card["_price"] = float(row.get("price") or model["_price"])
        card["_old_price"] = float(row.get("old_price") or card["_price"])
        card["_text"], card["_pictures"] = model["_text"], list(model["_pictures"])
        items.append(_item(card["offer_id"], card["id"], []))
    return {"result": {"task_id": _open_task(shop, items), "unmatched_sku_list": unmatched}}


def _archive(shop: Shop, body: Body, *, archived: bool) -> Body:
    wanted = {int(number) for number in body.get("product_id") or []}
    rows = [row for row in shop.products if row["id"] in wanted]
    if not wanted or len(rows) != len(wanted):
        raise Refusal(400, 3, "product_id: unknown product")
    for row in rows:
        row["_archived"], row["_updated_at"] = archived, said(shop.world.now())
    return {"result": True}


@method("/v1/product/archive")
def archive(shop: Shop, body: Body) -> Body:
    return _archive(shop, body, archived=True)


@method("/v1/product/unarchive")
def unarchive(shop: Shop, body: Body) -> Body:
    return _archive(shop, body, archived=False)


@method("/v1/product/visibility/info")
def visibility(shop: Shop, body: Body) -> Body:
    skus = {int(sku) for sku in body.get("skus") or []}
    rows = [row for row in shop.products if not skus or row["sku"] in skus]
    return {"items": [{"sku": row["sku"], "showcases_visibility": row.get("_place", "OZON")} for row in rows]}


@method("/v1/product/visibility/set")
def set_visibility(shop: Shop, body: Body) -> Body:
    items, faults = [], []
    for each in body.get("item_placement") or []:
        row = shop.product(str(each["sku"]))
        if row is None or each["placement"] not in PLACES:
            faults.append({"sku": int(each["sku"]), "code": "ITEM_NOT_FOUND"})
            continue
        row["_place"] = place = each["placement"]
        places = [name for name in ("OZON", "SELECT") if name in place]
        items.append(
            {
                "sku": row["sku"],
                "select_permission": "ALLOWED",
                "seller_item_placement": place,
                "seller_item_placement_list": places,
                "showcases_visibility": place,
                "showcases_visibility_list": places,
                "warnings": [],
            }
        )
    return {"items": items, "items_errors": faults}


@method("/v4/product/info/limit")
def limits(shop: Shop, body: Body) -> Body:
    midnight = shop.world.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    today = said(shop.world.now())[:10]
    made = sum(row["_created_at"][:10] == today for row in shop.products)
    changed = sum(row["_updated_at"][:10] == today for row in shop.products)
    return {
        "daily_create": {"limit": DAILY, "usage": made, "reset_at": said(midnight)},
        "daily_update": {"limit": DAILY, "usage": changed, "reset_at": said(midnight)},
        "operation_limits": {"limit": 60, "limit_type": "RATE_LIMIT_PER_MINUTE"},
        "total": {"limit": 10 * DAILY, "usage": len(shop.products)},
    }


@method("/v1/product/related-sku/get")
def related(shop: Shop, body: Body) -> Body:
    items, faults = [], []
    for sku in body.get("sku") or []:
        row = shop.product(str(sku))
        if row is None:
            faults.append({"sku": int(sku), "code": "NOT_FOUND", "message": "sku not found"})
        else:
            items.append(
                {
                    "sku": row["sku"],
                    "product_id": row["id"],
                    "delivery_schema": "FBO",
                    "availability": "HIDDEN" if row["_archived"] else "AVAILABLE",
                    "deleted_at": None,
                }
            )
    return {"items": items, "errors": faults}


@method("/v1/product/info/subscription")
def subscribers(shop: Shop, body: Body) -> Body:
    """How many wait for a product to come back: none while there is stock."""
    rows = [shop.product(str(sku)) for sku in body.get("skus") or []]
    return {"result": [{"sku": row["sku"], "count": 0 if row["_stock"] else row["sku"] % 40} for row in rows if row]}


@method("/v1/product/prices/details", gate="pro")
def price_details(shop: Shop, body: Body) -> Body:
    rows = [row for sku in body.get("skus") or [] if (row := shop.product(str(sku)))]
    return {
        "prices": [
            {
                "sku": row["sku"],
                "offer_id": row["offer_id"],
                "price": {"amount": f"{row['_price']:.2f}", "currency": "RUB"},
                "customer_price": {"amount": f"{row['_price'] * 0.97:.2f}", "currency": "RUB"},
                "discount_percent": round(100 - 100 * row["_price"] / max(row["_old_price"], 0.01), 1),
                "price_indexes": [],
            }
            for row in rows
        ]
    }
