"""Orders as they go out: by FBO from Ozon's warehouses, by FBS and rFBS from the seller's."""

from __future__ import annotations

from datetime import datetime, timedelta

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method, text_of
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, moment_in, said

DELIVERED_AFTER = timedelta(days=3)
WAREHOUSE = {"id": 77, "name": "Склад на Складочной"}


def status_of(shop: Shop, row: Row) -> str:
    """On its way for three days, then there."""
    paid = datetime.fromisoformat(row["_paid_at"])
    return "delivered" if shop.world.now() - paid > DELIVERED_AFTER else "delivering"


def _money(amount: float) -> Row:
    return {"amount": f"{amount:.2f}", "currency": "RUB"}


def _chosen(shop: Shop, filters: Row, schemes: tuple[str, ...]) -> list[Row]:
    since, until = moment_in(filters, "since"), moment_in(filters, "to")
    orders, numbers = set(filters.get("order_numbers") or ()), set(filters.get("posting_numbers") or ())
    statuses = set(filters.get("statuses") or ())
    return [
        row
        for row in shop.postings
        if row["_scheme"] in schemes
        and (not since or row["_paid_at"] >= since)
        and (not until or row["_paid_at"] <= until)
        and (not orders or row["order_number"] in orders)
        and (not numbers or row["posting_number"] in numbers)
        and (not statuses or status_of(shop, row) in statuses)
    ]


def _page(shop: Shop, body: Body, schemes: tuple[str, ...]) -> tuple[list[Row], str, bool]:
    filters = body.get("filter") or {}
    found = sorted(_chosen(shop, filters, schemes), key=lambda row: (row["_paid_at"], row["posting_number"]))
    if body.get("sort_dir") == "DESC":
        found.reverse()
    limit, start = limit_of(body, 100), int(body.get("cursor") or 0)
    rows, has_next = found[start : start + limit], start + limit < len(found)
    return rows, str(start + limit) if has_next else "", has_next


def _shared(shop: Shop, row: Row) -> Row:
    return {
        "posting_number": row["posting_number"],
        "order_number": row["order_number"],
        "order_id": int(row["order_number"].split("-")[0]),
        "status": status_of(shop, row),
        "substatus": "posting_received",
        "in_process_at": row["_paid_at"],
    }


def _product(row: Row) -> Row:
    product = row["_product"]
    return {"sku": product["sku"], "name": product["name"], "offer_id": product["offer_id"], "quantity": 1}


@method("/v3/posting/fbo/list")
def list_fbo(shop: Shop, body: Body) -> Body:
    rows, cursor, has_next = _page(shop, body, ("FBO",))
    postings = [
        _shared(shop, row)
        | {
            "created_at": row["_paid_at"],
            "products": [_product(row) | {"price": _money(row["_product"]["_price"]), "digital_codes": []}],
            "additional_data": [],
        }
        for row in rows
    ]
    return {"postings": postings, "cursor": cursor, "has_next": has_next}


@method("/v4/posting/fbs/list")
def list_fbs(shop: Shop, body: Body) -> Body:
    rows, cursor, has_next = _page(shop, body, ("FBS", "RFBS"))
    postings = [
        _shared(shop, row)
        | {
            "products": [_product(row) | {"price": _money(row["_product"]["_price"]), "imei": []}],
            "delivery_schema": "rFBS" if row["_scheme"] == "RFBS" else "FBS",
            "available_actions": [],
            "tracking_number": "",
            "parent_posting_number": "",
        }
        for row in rows
    ]
    return {"postings": postings, "cursor": cursor, "has_next": has_next}


def _posting(shop: Shop, body: Body, schemes: tuple[str, ...]) -> Row:
    number = text_of(body, "posting_number")
    row = next((row for row in shop.postings if row["posting_number"] == number), None)
    if row is None or row["_scheme"] not in schemes:
        raise Refusal(404, 5, "posting not found")
    return row


def _priced(row: Row) -> Row:
    return _product(row) | {"price": f"{row['_product']['_price']:.2f}", "currency_code": "RUB"}


@method("/v2/posting/fbo/get")
def get_fbo(shop: Shop, body: Body) -> Body:
    row = _posting(shop, body, ("FBO",))
    return {
        "result": _shared(shop, row)
        | {
            "created_at": row["_paid_at"],
            "products": [_priced(row) | {"digital_codes": []}],
            "additional_data": [],
            "cancel_reason_id": 0,
        }
    }


@method("/v3/posting/fbs/get")
def get_fbs(shop: Shop, body: Body) -> Body:
    row = _posting(shop, body, ("FBS", "RFBS"))
    paid = datetime.fromisoformat(row["_paid_at"])
    return {
        "result": _shared(shop, row)
        | {
            "products": [_priced(row) | {"mandatory_mark": []}],
            "shipment_date": said(paid + timedelta(days=1)),
            "shipment_date_without_delay": said(paid + timedelta(days=1)),
            "tpl_integration_type": "non_integrated" if row["_scheme"] == "RFBS" else "ozon",
            "delivering_date": said(paid + timedelta(days=1)),
            "customer": {"name": row["_buyer"], "phone": ""},
            "delivery_method": {
                "id": 1,
                "name": "Курьер",
                "warehouse": WAREHOUSE["name"],
                "warehouse_id": WAREHOUSE["id"],
                "tpl_provider": "Ozon",
                "tpl_provider_id": 24,
            },
            "previous_substatus": "posting_created",
            "available_actions": [],
            "related_weight_postings": [],
            "additional_data": [],
            "tracking_number": "",
            "parent_posting_number": "",
        }
    }
