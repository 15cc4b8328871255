"""Goods as their card shows them: the list, cards, prices, stocks, pictures, texts and the rating of the content."""

from __future__ import annotations

from collections.abc import Sequence

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said


def _chosen(shop: Shop, filters: Body) -> list[Row]:
    """By product_id, offer_id or sku, under whichever of their names; all of them where none is given."""
    asked = {
        "id": {str(each) for each in filters.get("product_id") or ()},
        "offer_id": {str(each) for each in filters.get("offer_id") or ()},
        "sku": {str(each) for each in (filters.get("sku") or filters.get("skus") or ())},
    }
    if not any(asked.values()):
        return shop.products
    return [row for row in shop.products if any(str(row[name]) in values for name, values in asked.items())]


def _paged(rows: Sequence[Row], body: Body, most: int = 1000) -> tuple[list[Row], str]:
    """Rows behind `last_id` or `cursor`, and the mark of the next page."""
    limit = limit_of(body, most, usual=100)
    last = int(body.get("last_id") or body.get("cursor") or 0)
    found = [row for row in rows if row["id"] > last][:limit]
    return found, str(found[-1]["id"]) if found else ""


@method("/v3/product/list")
def list_products(shop: Shop, body: Body) -> Body:
    chosen = _chosen(shop, body.get("filter") or {})
    rows, mark = _paged(chosen, body)
    items = [
        {
            "archived": row["_archived"],
            "has_fbo_stocks": True,
            "has_fbs_stocks": False,
            "is_discounted": False,
            "offer_id": row["offer_id"],
            "product_id": row["id"],
            "sku": row["sku"],
            "quants": [],
        }
        for row in rows
    ]
    return {"result": {"items": items, "last_id": mark, "total": len(chosen), "total_items": len(chosen)}}


@method("/v3/product/info/list")
def info(shop: Shop, body: Body) -> Body:
    if not any(body.get(name) for name in ("offer_id", "product_id", "sku")):
        raise Refusal(400, 3, "one of offer_id, product_id, sku is required")
    return {"items": [_card(shop, row) for row in _chosen(shop, body)]}


def _card(shop: Shop, row: Row) -> Row:
    return {
        "barcodes": [],
        "created_at": row["_created_at"],
        "currency_code": "RUB",
        "description_category_id": 17028922,
        "errors": [],
        "id": row["id"],
        "images": row["_pictures"][1:],
        "primary_image": row["_pictures"][:1],
        "is_archived": row["_archived"],
        "min_price": "",
        "name": row["name"],
        "offer_id": row["offer_id"],
        "old_price": f"{row['_old_price']:.2f}",
        "price": f"{row['_price']:.2f}",
        "sku": row["sku"],
        "statuses": {
            "is_created": True,
            "status": "price_sent",
            "status_name": "Продаётся",
            "moderate_status": "approved",
            "validation_status": "success",
            "status_updated_at": row["_updated_at"],
        },
        "stocks": {"has_stock": True, "stocks": []},
        "type_id": 91565,
        "updated_at": row["_updated_at"],
    }


@method("/v4/product/info/attributes")
def attributes(shop: Shop, body: Body) -> Body:
    chosen = _chosen(shop, body.get("filter") or {})
    rows, mark = _paged(chosen, body)
    result = [
        {
            "attributes": [
                {"id": number, "complex_id": 0, "values": [{"dictionary_value_id": 0, "value": value}]}
                for number, value in {4180: row["name"], 4191: row["_text"], **row["_attributes"]}.items()
            ],
            "barcode": "",
            "barcodes": [],
            "complex_attributes": [],
            "depth": 80,
            "description_category_id": 17028922,
            "dimension_unit": "mm",
            "height": 260,
            "id": row["id"],
            "images": [],
            "name": row["name"],
            "offer_id": row["offer_id"],
            "primary_image": row["_pictures"][0] if row["_pictures"] else "",
            "sku": str(row["sku"]),
            "type_id": 91565,
            "weight": 420,
            "weight_unit": "g",
            "width": 80,
        }
        for row in rows
    ]
    return {"result": result, "last_id": mark, "total": str(len(chosen))}


@method("/v5/product/info/prices")
def prices(shop: Shop, body: Body) -> Body:
    chosen = _chosen(shop, body.get("filter") or {})
    rows, mark = _paged(chosen, body)
    items = [
        {
            "acquiring": 0,
            "offer_id": row["offer_id"],
            "product_id": row["id"],
            "price": {
                "currency_code": "RUB",
                "price": row["_price"],
                "old_price": row["_old_price"],
                "min_price": 0,
                "marketing_seller_price": row["_price"],
                "net_price": 0,
            },
            "price_indexes": {"color_index": "GREEN"},
            "volume_weight": 0.5,
        }
        for row in rows
    ]
    return {"cursor": mark, "items": items, "total": len(chosen), "total_items": len(chosen)}


@method("/v4/product/info/stocks")
def stocks(shop: Shop, body: Body) -> Body:
    chosen = _chosen(shop, body.get("filter") or {})
    rows, mark = _paged(chosen, body)
    items = [
        {
            "offer_id": row["offer_id"],
            "product_id": row["id"],
            "stocks": [{"type": "fbo", "present": row["_stock"], "reserved": 0, "sku": row["sku"]}],
        }
        for row in rows
    ]
    return {"cursor": mark, "items": items, "total": len(chosen), "total_items": len(chosen)}


@method("/v2/product/pictures/info")
def pictures(shop: Shop, body: Body) -> Body:
    rows = _chosen(shop, {"product_id": body.get("product_id") or ["-"]})
    items = [
        {
            "product_id": row["id"],
            "primary_photo": row["_pictures"][:1],
            "photo": row["_pictures"][1:],
            "color_photo": [],
            "errors": [],
        }
        for row in rows
    ]
    return {"items": items}


@method("/v1/product/info/description")
def description(shop: Shop, body: Body) -> Body:
    asked = {name: [body[name]] for name in ("offer_id", "product_id") if body.get(name)}
    rows = _chosen(shop, asked or {"product_id": ["-"]})
    if not rows:
        raise Refusal(404, 5, "product not found")
    row = rows[0]
    return {"result": {"description": row["_text"], "id": row["id"], "name": row["name"], "offer_id": row["offer_id"]}}


@method("/v1/product/rating-by-sku")
def rating(shop: Shop, body: Body) -> Body:
    rows = _chosen(shop, {"sku": body.get("skus") or ["-"]})
    return {"products": [{"sku": row["sku"], "rating": row["_content_rating"], "groups": []} for row in rows]}


@method("/v1/product/import/prices")
def change_prices(shop: Shop, body: Body) -> Body:
    result = []
    for each in body.get("prices") or []:
        found = _chosen(
            shop, {"product_id": [each.get("product_id") or "-"], "offer_id": [each.get("offer_id") or "-"]}
        )
        for row in found:
            row["_price"] = float(each.get("price") or row["_price"])
            row["_old_price"] = float(each.get("old_price") or row["_old_price"])
            row["_updated_at"] = said(shop.world.now())
            result.append({"product_id": row["id"], "offer_id": row["offer_id"], "updated": True, "errors": []})
    return {"result": result}
