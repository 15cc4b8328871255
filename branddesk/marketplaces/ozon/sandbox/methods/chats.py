"""Chats with buyers, with support and with managers; the windows in which a buyer may be written to."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta

from branddesk.marketplaces.ozon.sandbox import pushing
from branddesk.marketplaces.ozon.sandbox.methods import Body, Refusal, limit_of, method, text_of
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, said

REPLY, START = timedelta(hours=48), timedelta(hours=72)
PEOPLE = {
    "SELLER_SUPPORT": "Support",
    "SELLER_PERSONAL_MANAGER_UNITY_CRM": "Personal_Manager",
    "SELLER_BUSINESS_DEVELOPMENT_GROUP": "Business_Development",
}
CYRILLIC_CUSTOMER = "Сustomer"
"""As Ozon's own examples write it: the first letter is Cyrillic."""


@method("/v3/chat/list")
def list_chats(shop: Shop, body: Body) -> Body:
    filters = body.get("filter") or {}
    limit = limit_of(body, 100, usual=30)
    status = filters.get("chat_status") or "ALL"
    chats = sorted(shop.chats.values(), key=lambda row: -row["last_message_id"])
    chats = [row for row in chats if status == "ALL" or row["chat"]["chat_status"] == status]
    if filters.get("unread_only"):
        chats = [row for row in chats if row["unread_count"]]
    start = int(body.get("cursor") or 0)
    rows = chats[start : start + limit]
    has_next = start + limit < len(chats)
    return {
        "chats": [{name: value for name, value in row.items() if not name.startswith("_")} for row in rows],
        "total_unread_count": sum(row["unread_count"] for row in chats),
        "cursor": str(start + limit) if has_next else "",
        "has_next": has_next,
    }


def _chat(shop: Shop, chat_id: str) -> Row:
    if chat_id not in shop.chats:
        raise Refusal(404, 5, "chat not found")
    return shop.chats[chat_id]


@method("/v3/chat/history")
def history(shop: Shop, body: Body) -> Body:
    """Backward from the newest, or from a message; forward from a message. The message itself comes along."""
    chat = _chat(shop, text_of(body, "chat_id"))
    limit = limit_of(body, 1000, usual=50)
    rows = shop.messages[chat["chat"]["chat_id"]]
    start = int(body.get("from_message_id") or 0)
    if body.get("direction") == "Forward":
        if not start:
            raise Refusal(400, 3, "from_message_id is required for direction Forward")
        found = [row for row in rows if row["message_id"] >= start]
    else:
        found = [row for row in reversed(rows) if not start or row["message_id"] <= start]
    return {"has_next": len(found) > limit, "messages": found[:limit]}


@method("/v2/chat/read")
def read(shop: Shop, body: Body) -> Body:
    chat = _chat(shop, text_of(body, "chat_id"))
    if chat["chat"]["chat_type"] == "BUYER_SELLER" and not shop.may("plus"):
        raise _no_subscription("ChatRead")
    up_to = int(body.get("from_message_id") or chat["last_message_id"])
    unread = 0
    for row in shop.messages[chat["chat"]["chat_id"]]:
        if row["message_id"] <= up_to:
            row["is_read"] = True
        elif not row["is_read"]:
            unread += 1
    chat["unread_count"] = unread
    return {"unread_count": unread}


def _no_subscription(name: str) -> Refusal:
    return Refusal(
        403, 7, f"i.chat: {name}: rpc error: code = PermissionDenied desc = not available with existing subscription"
    )


@method("/v1/chat/start", gate="plus")
def start(shop: Shop, body: Body) -> Body:
    number = text_of(body, "posting_number")
    posting = next((row for row in shop.postings if row["posting_number"] == number), None)
    if posting is None:
        raise Refusal(404, 5, "posting not found")
    if posting["_scheme"] == "FBO" or shop.world.now() - datetime.fromisoformat(posting["_paid_at"]) > START:
        raise Refusal(403, 7, "chat with the buyer cannot be started")
    return {"result": {"chat_id": open_chat(shop, "BUYER_SELLER", order_number=number)["chat"]["chat_id"]}}


@method("/v1/chat/send/message", gate="plus")
def send_message(shop: Shop, body: Body) -> Body:
    text = text_of(body, "text")
    if not 1 <= len(text) <= 1000:
        raise Refusal(400, 3, "invalid Request.Text: value length must be between 1 and 1000 runes")
    chat = _writable(shop, text_of(body, "chat_id"))
    say(shop, chat, "Seller", text)
    return {"result": "success"}


@method("/v1/chat/send/file", gate="plus")
def send_file(shop: Shop, body: Body) -> Body:
    name = text_of(body, "name")
    try:
        base64.b64decode(text_of(body, "base64_content"), validate=True)
    except binascii.Error:
        raise Refusal(400, 3, "invalid base64_content") from None
    if "." not in name:
        raise Refusal(400, 3, "file extension is not available")
    chat = _writable(shop, text_of(body, "chat_id"))
    say(shop, chat, "Seller", f"[{name}]({shop.world.address}/sandbox/files/{name})")
    return {"result": "success"}


def _writable(shop: Shop, chat_id: str) -> Row:
    chat = _chat(shop, chat_id)
    if chat["chat"]["chat_status"] == "CLOSED":
        raise Refusal(403, 7, "chat is closed")
    if chat["chat"]["chat_type"] == "BUYER_SELLER":
        theirs = [row for row in shop.messages[chat_id] if is_customer(row)]
        if theirs and shop.world.now() - datetime.fromisoformat(theirs[-1]["created_at"]) > REPLY:
            raise Refusal(403, 7, "the time for an answer is over")
    return chat


def is_customer(row: Row) -> bool:
    return str(row["user"]["type"]).endswith("ustomer")


def open_chat(shop: Shop, kind: str, *, order_number: str = "", sku: str = "") -> Row:
    chat_id = shop.world.next_uuid()
    row = {
        "chat": {
            "chat_id": chat_id,
            "chat_type": kind,
            "chat_status": "OPENED",
            "created_at": said(shop.world.now()),
        },
        "first_unread_message_id": 0,
        "last_message_id": 0,
        "unread_count": 0,
        "_order_number": order_number,
        "_sku": sku,
    }
    shop.chats[chat_id] = row
    shop.messages[chat_id] = []
    return row


def say(shop: Shop, chat: Row, who: str, text: str, *, at: datetime | None = None) -> Row:
    """Put one message into a chat; who is not the seller is unread, and a push is due."""
    moment = at or shop.world.now()
    chat_id = chat["chat"]["chat_id"]
    message = {
        "message_id": 3_000_000_000_000_000_000 + shop.world.next_id(),
        "created_at": said(moment),
        "data": [text],
        "is_image": text.startswith("!["),
        "is_read": who == "Seller",
        "moderate_image_status": "SUCCESS",
        "user": {"id": "115568" if who != "Seller" else shop.client_id, "type": who},
        "context": {"order_number": chat["_order_number"], "sku": chat["_sku"]},
    }
    shop.messages[chat_id].append(message)
    chat["last_message_id"] = message["message_id"]
    if who == "Seller":
        if chat["chat"]["chat_type"] in PEOPLE:
            shop.later(timedelta(minutes=3), "people", {"chat_id": chat_id, "text": text})
    else:
        chat["unread_count"] += 1
        chat["first_unread_message_id"] = chat["first_unread_message_id"] or message["message_id"]
    pushing.tell_of_message(shop, chat, message)
    return message
