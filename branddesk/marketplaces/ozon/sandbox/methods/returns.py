"""Returns of every scheme, what a seller may do with those by rFBS, and cancellations."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, moment_in, said

ARBITRATE, APPROVE, REJECT, COMPENSATE, RECEIVED = -10, 1, -1, 1020, 30
ACTIONS = {
    "Created": [
        {"id": APPROVE, "name": "Одобрить возврат"},
        {"id": REJECT, "name": "Отклонить возврат"},
        {"id": COMPENSATE, "name": "Компенсировать часть стоимости"},
    ],
    "Approved": [{"id": RECEIVED, "name": "Товар получен"}, {"id": ARBITRATE, "name": "Оспорить возврат"}],
}
STATES = {
    "Created": "Новая заявка",
    "Approved": "Возврат одобрен",
    "Rejected": "Возврат отклонён",
    "Compensated": "Компенсировано",
    "Received": "Возврат получен",
    "Arbitration": "На рассмотрении Ozon",
}
AFTER = {
    APPROVE: "Approved",
    REJECT: "Rejected",
    COMPENSATE: "Compensated",
    RECEIVED: "Received",
    ARBITRATE: "Arbitration",
}
REASONS = [
    {"id": 11, "name": "Товар исправен", "hint": "Опишите проверку", "is_comment_required": True},
    {"id": 12, "name": "Следы использования", "hint": "Приложите фото", "is_comment_required": True},
    {"id": 13, "name": "Истёк срок возврата", "hint": "", "is_comment_required": True},
]


@method("/v1/returns/list")
def list_returns(shop: Shop, body: Body) -> Body:
    filters = body.get("filter") or {}
    limit, last = limit_of(body, 500), int(body.get("last_id") or 0)
    span = filters.get("visual_status_change_moment") or {}
    since, until = moment_in(span, "time_from"), moment_in(span, "time_to")
    found = [
        row
        for row in shop.returns
        if row["id"] > last
        and (not filters.get("return_schema") or row["schema"] == filters["return_schema"])
        and (not since or row["visual"]["change_moment"] >= since)
        and (not until or row["visual"]["change_moment"] <= until)
    ]
    return {"returns": found[:limit], "has_next": len(found) > limit}


@method("/v1/returns/company/fbs/info")
def drop_offs(shop: Shop, body: Body) -> Body:
    count = sum(1 for row in shop.returns if row["schema"] == "FBS")
    point = {
        "address": "Москва, Складочная улица, 3",
        "box_count": 1,
        "id": 501,
        "name": "Пункт выдачи возвратов",
        "pass_info": {"count": 0, "is_required": False},
        "place_id": 501,
        "returns_count": count,
        "utc_offset": "+3h",
        "warehouses_ids": ["77"],
    }
    return {"drop_off_points": [point] if count else [], "has_next": False}


@method("/v2/returns/rfbs/list")
def list_rfbs(shop: Shop, body: Body) -> Body:
    filters = body.get("filter") or {}
    limit, last = limit_of(body, 500), int(body.get("last_id") or 0)
    span = filters.get("created_at") or {}
    since, until = moment_in(span, "from"), moment_in(span, "to")
    found = [
        row
        for row in shop.rfbs
        if row["return_id"] > last
        and (not filters.get("posting_number") or row["posting_number"] == filters["posting_number"])
        and (not since or row["created_at"] >= since)
        and (not until or row["created_at"] <= until)
    ]
    return {"returns": [_short(row) for row in found[:limit]]}


def _short(row: Row) -> Row:
    return {
        **{name: row[name] for name in ("client_name", "created_at", "order_number", "posting_number", "product")},
        "return_id": row["return_id"],
        "return_number": row["return_number"],
        "state": {
            "group_state": "All",
            "money_return_state_name": "Не возвращены",
            "state": row["_state"],
            "state_name": STATES[row["_state"]],
        },
    }


def _rfbs(shop: Shop, body: Body) -> Row:
    number = int(body.get("return_id") or 0)
    row = next((row for row in shop.rfbs if row["return_id"] == number), None)
    if row is None:
        raise Refusal(404, 5, "return not found")
    return row


@method("/v2/returns/rfbs/get")
def get_rfbs(shop: Shop, body: Body) -> Body:
    row = _rfbs(shop, body)
    return {
        "returns": {
            "available_actions": ACTIONS.get(row["_state"], []),
            "client_name": row["client_name"],
            "client_photo": row["_photos"],
            "client_return_method_type": {"id": 1, "name": "Почта"},
            "comment": row["_comment"],
            "created_at": row["created_at"],
            "order_number": row["order_number"],
            "posting_number": row["posting_number"],
            "product": row["product"],
            "rejection_comment": row["_rejection"],
            "rejection_reason": REASONS if row["_state"] in ACTIONS else [],
            "return_method_description": "Почтой России",
            "return_number": row["return_number"],
            "return_reason": {"id": 1, "is_defect": True, "name": row["_reason"]},
            "ru_post_tracking_number": "",
            "state": {"state": row["_state"], "state_name": STATES[row["_state"]]},
            "warehouse_id": 77,
        }
    }


@method("/v1/returns/rfbs/action/set")
def act(shop: Shop, body: Body) -> Body:
    row, action = _rfbs(shop, body), int(body.get("id") or 0)
    if all(each["id"] != action for each in ACTIONS.get(row["_state"], [])):
        raise Refusal(409, 9, "action is not available in this state")
    if action in (REJECT, ARBITRATE):
        reason = body.get("rejection_reason_id")
        if not body.get("comment") or all(each["id"] != reason for each in REASONS):
            raise Refusal(400, 3, "comment and rejection_reason_id are required")
        row["_rejection"] = body["comment"]
    if action == COMPENSATE and not 0 < float(body.get("compensation_amount") or 0) <= row["product"]["price"]:
        raise Refusal(400, 3, "compensation_amount is required")
    row["_state"] = AFTER[action]
    return {}


@method("/v2/conditional-cancellation/list")
def list_cancellations(shop: Shop, body: Body) -> Body:
    filters = body.get("filters") or {}
    limit, last = limit_of(body, 500), int(body.get("last_id") or 0)
    state, numbers = filters.get("state") or "ALL", filters.get("posting_number") or []
    found = [
        row
        for row in shop.cancellations
        if row["cancellation_id"] > last
        and (state == "ALL" or row["state"]["state"] == state)
        and (not numbers or row["posting_number"] in numbers)
    ]
    rows = found[:limit]
    return {"counter": len(found), "last_id": rows[-1]["cancellation_id"] if rows else 0, "result": rows}


def decide(shop: Shop, row: Row, state: str, comment: str) -> None:
    names = {"APPROVED": (2, "Одобрена"), "REJECTED": (3, "Отклонена")}
    number, name = names[state]
    row["state"] = {"id": number, "name": name, "state": state}
    row["approve_comment"], row["approve_date"] = comment, said(shop.world.now())


def _decide(shop: Shop, body: Body, state: str) -> Body:
    number = int(body.get("cancellation_id") or 0)
    row = next((row for row in shop.cancellations if row["cancellation_id"] == number), None)
    if row is None:
        raise Refusal(404, 5, "cancellation not found")
    if row["state"]["state"] != "ON_APPROVAL":
        raise Refusal(409, 9, "cancellation is decided already")
    decide(shop, row, state, str(body.get("comment") or ""))
    return {}


@method("/v2/conditional-cancellation/approve")
def approve(shop: Shop, body: Body) -> Body:
    return _decide(shop, body, "APPROVED")


@method("/v2/conditional-cancellation/reject")
def reject(shop: Shop, body: Body) -> Body:
    return _decide(shop, body, "REJECTED")
