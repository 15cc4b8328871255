"""Buyers' requests for a discount: how they come, and what a seller decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from branddesk.marketplaces.ozon.sandbox import words
from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

OPEN_FOR = timedelta(hours=48)
"""After it nobody can decide any more, and the request counts as declined."""
SIZES = (5, 10, 15, 20, 30, 50)
OPEN = ("NEW", "SEEN")
SHORT = {"SEEN": "NEW", "PARTLY_APPROVED": "APPROVED", "AUTO_DECLINED": "DECLINED"}
"""The second version of the list knows fewer states than the first."""
WISHES = ("Отдадите дешевле?", "Беру сразу, если уступите", "В другом магазине цена ниже", "")
STAFF = {"email": "prices@store.example", "first_name": "Вера", "last_name": "Лаптева", "patronymic": "Ильинична"}


def make_request(shop: Shop, moment: datetime) -> Row:
    """A buyer asks for a lower price."""
    dice = shop.world.random
    product = dice.choice(shop.products)
    percent = dice.choice((5, 7, 10, 15, 20))
    price = product["_price"]
    row = {
        "id": shop.world.next_id(),
        "sku": product["sku"],
        "created_at": said(moment),
        "end_at": said(moment + OPEN_FOR),
        "edited_till": said(moment + OPEN_FOR),
        "moderated_at": None,
        "is_auto_moderated": False,
        "original_price": price,
        "requested_price": float(round(price * (100 - percent) / 100)),
        "requested_quantity_max": dice.choice((1, 1, 1, 2, 5)),
        "approved_price": 0,
        "approved_quantity_max": 0,
        "min_auto_price": 0,
        **dict.fromkeys(STAFF, ""),
        "_status": "NEW",
        "_buyer": dice.choice(words.NAMES),
        "_wish": dice.choice(WISHES),
        "_comment": "",
        "_fewest": 0,
        "_product": product,
    }
    shop.discounts.append(row)
    return row


def _settle(shop: Shop) -> None:
    now = said(shop.world.now())
    for row in shop.discounts:
        if row["_status"] in OPEN and row["end_at"] <= now:
            row["_status"], row["is_auto_moderated"], row["moderated_at"] = "AUTO_DECLINED", True, row["end_at"]


def _percent(row: Row, price: float) -> float:
    return float(round((1 - price / row["original_price"]) * 100, 2))


def _off(row: Row, price: float) -> float:
    return float(round(row["original_price"] - price, 2))


def _public(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("_")}


@method("/v2/actions/discounts-task/list")
def list_requests(shop: Shop, body: Body) -> Body:
    _settle(shop)
    limit, last = int(body.get("limit") or SIZES[-1]), int(body.get("last_id") or 0)
    if limit not in SIZES:
        raise Refusal(400, 3, f"invalid Request.Limit: value must be one of {SIZES}")
    status = body.get("status") or "ALL"
    found = [row for row in shop.discounts if row["id"] > last and status in ("ALL", _short_status(row))]
    return {"tasks": [_shown(shop, row) for row in found[:limit]]}


def _short_status(row: Row) -> str:
    return SHORT.get(row["_status"]) or str(row["_status"])


def _shown(shop: Shop, row: Row) -> Row:
    left = max(0, int((datetime.fromisoformat(row["end_at"]) - shop.world.now()).total_seconds()))
    approved = row["approved_price"]
    return _public(row) | {
        "approved_discount": _off(row, approved) if approved else 0,
        "auto_moderated_info": {"max_percent": 0, "max_price": 0, "min_percent": 0, "min_price": 0},
        "edited_till_duration": left,
        "end_at_duration": left,
        "name": row["_product"]["name"],
        "reduction_factor": _off(row, row["requested_price"]),
        "requested_discount": _percent(row, row["requested_price"]),
        "status": _short_status(row),
    }


@method("/v1/actions/discounts-task/list")
def list_requests_as_before(shop: Shop, body: Body) -> Body:
    _settle(shop)
    limit, page = limit_of(body, SIZES[-1]), max(1, int(body.get("page") or 1))
    found = [row for row in shop.discounts if row["_status"] == body.get("status")]
    return {"result": [_shown_as_before(row) for row in found[(page - 1) * limit : page * limit]]}


def _shown_as_before(row: Row) -> Row:
    asked, approved = row["requested_price"], row["approved_price"]
    return _public(row) | {
        "approved_discount": _off(row, approved) if approved else 0,
        "approved_discount_percent": _percent(row, approved) if approved else 0,
        "approved_price_fee_percent": 0,
        "approved_price_with_fee": approved,
        "approved_quantity_min": row["_fewest"],
        "base_price": row["original_price"],
        "customer_name": row["_buyer"],
        "discount": _off(row, asked),
        "discount_percent": _percent(row, asked),
        "is_damaged": False,
        "is_purchased": False,
        "offer_id": row["_product"]["offer_id"],
        "prev_task_id": 0,
        "requested_price_with_fee": asked,
        "requested_quantity_min": 1,
        "seller_comment": row["_comment"],
        "status": row["_status"],
        "user_comment": row["_wish"],
    }


@method("/v1/actions/discounts-task/approve")
def approve(shop: Shop, body: Body) -> Body:
    def grant(row: Row, task: Row) -> str:
        price = float(task["approved_price"])
        fewest, most = int(task["approved_quantity_min"]), int(task["approved_quantity_max"])
        if not 0 < price < row["original_price"]:
            return "Цена должна быть ниже нынешней"
        if not 1 <= fewest <= most:
            return "Количество указано неверно"
        is_whole = price <= row["requested_price"] and most >= row["requested_quantity_max"]
        row["_status"] = "APPROVED" if is_whole else "PARTLY_APPROVED"
        row["approved_price"], row["_fewest"], row["approved_quantity_max"] = price, fewest, most
        return ""

    return _decide(shop, body, grant)


@method("/v1/actions/discounts-task/decline")
def decline(shop: Shop, body: Body) -> Body:
    def refuse(row: Row, task: Row) -> str:
        row["_status"] = "DECLINED"
        return ""

    return _decide(shop, body, refuse)


def _decide(shop: Shop, body: Body, change: Callable[[Row, Row], str]) -> Body:
    """Each by itself: what cannot be decided is told, and the others go through."""
    _settle(shop)
    tasks = body.get("tasks") or []
    if not tasks:
        raise Refusal(400, 3, "invalid Request.tasks: value is required")
    failures = []
    for task in tasks:
        row = next((row for row in shop.discounts if row["id"] == int(task["id"])), None)
        if row is None:
            trouble = "Такой заявки нет"
        elif row["_status"] not in OPEN:
            trouble = "Срок заявки вышел" if row["_status"] == "AUTO_DECLINED" else "По заявке уже есть решение"
        else:
            trouble = change(row, task)
        if trouble or row is None:
            failures.append({"task_id": int(task["id"]), "error_for_user": trouble})
        else:
            row |= STAFF | {"moderated_at": said(shop.world.now()), "_comment": str(task.get("seller_comment") or "")}
    done = len(tasks) - len(failures)
    return {"result": {"fail_count": len(failures), "fail_details": failures, "success_count": done}}
