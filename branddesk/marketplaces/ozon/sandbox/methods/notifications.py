"""Push subscriptions."""

from __future__ import annotations

from branddesk.marketplaces.ozon.sandbox import pushing
from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method, text_of
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

TYPES = {
    "TYPE_NEW_MESSAGE": "Новое сообщение в чате",
    "TYPE_UPDATE_MESSAGE": "Сообщение изменено",
    "TYPE_MESSAGE_READ": "Сообщение прочитано",
    "TYPE_CHAT_CLOSED": "Чат закрыт",
    "TYPE_NEW_POSTING": "Новое отправление",
    "TYPE_POSTING_CANCELLED": "Отправление отменено",
    "TYPE_STATE_CHANGED": "Статус отправления изменён",
}


@method("/v1/notification/push-type/list")
def list_types(shop: Shop, body: Body) -> Body:
    urls = {kind: row for row in shop.pushes for kind in row["_types"]}
    return {
        "types": [
            {
                "type": kind,
                "description": words,
                "seller_endpoint": {"id": urls[kind]["id"], "url": urls[kind]["url"]} if kind in urls else None,
            }
            for kind, words in TYPES.items()
        ]
    }


@method("/v1/notification/list")
def list_urls(shop: Shop, body: Body) -> Body:
    start, limit = int(body.get("offset") or 0), limit_of(body, 100)
    rows = [_shown(row) for row in shop.pushes[start : start + limit]]
    return {"urls": rows, "availability_status_thresholds": [], "total_count": len(shop.pushes)}


def _shown(row: Row) -> Row:
    kinds = [{"type": kind, "description": TYPES[kind]} for kind in row["_types"]]
    return {**{name: value for name, value in row.items() if not name.startswith("_")}, "types": kinds}


@method("/v1/notification/check")
def check(shop: Shop, body: Body) -> Body:
    status, _took = pushing.ping(shop.world, text_of(body, "url"))
    errors = [] if status == 200 else [{"type": "STATUS_CODE_NOT_OK", "description": f"status {status}"}]
    return {"is_active": status == 200, "errors": errors}


@method("/v1/notification/set")
def subscribe(shop: Shop, body: Body) -> Body:
    url, kinds = text_of(body, "url"), _kinds(body)
    if pushing.ping(shop.world, url)[0] != 200:
        raise Refusal(400, 3, "url does not answer TYPE_PING")
    row = {
        "id": shop.world.next_id(),
        "url": url,
        "enable": True,
        "created_at": said(shop.world.now()),
        "availability_status": "GREEN",
        "disable_reason": "UNSPECIFIED",
        "problematic_type": "UNSPECIFIED",
        "reason_details": "",
        "_types": kinds,
    }
    shop.pushes.append(row)
    return {"id": row["id"]}


def _kinds(body: Body) -> list[str]:
    kinds = [str(kind) for kind in body.get("types") or []]
    if not kinds or any(kind not in TYPES for kind in kinds):
        raise Refusal(400, 3, "invalid Request.Types")
    return kinds


def _row(shop: Shop, body: Body) -> Row:
    number = int(body.get("id") or 0)
    row = next((row for row in shop.pushes if row["id"] == number), None)
    if row is None:
        raise Refusal(404, 5, "notification not found")
    return row


@method("/v1/notification/update")
def update(shop: Shop, body: Body) -> Body:
    row = _row(shop, body)
    row["url"] = str(body.get("url") or row["url"])
    if body.get("types"):
        row["_types"] = _kinds(body)
    return {}


@method("/v1/notification/enable")
def enable(shop: Shop, body: Body) -> Body:
    _row(shop, body)["enable"] = bool(body.get("enabled"))
    return {}


@method("/v1/notification/delete")
def delete(shop: Shop, body: Body) -> Body:
    shop.pushes.remove(_row(shop, body))
    return {}
