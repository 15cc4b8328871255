"""Push notifications: what Ozon would POST to the addresses that a seller named, and how it repeats them."""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
import urllib.error
import urllib.request

from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, World, said

TIMEOUT = 5.0
PAUSES = (2.0, 5.0, 15.0)
"""Seconds before an unanswered push comes again; Ozon's own grow to ten minutes."""
CHAT_TYPES = {
    "BUYER_SELLER": "Buyer_Seller",
    "SELLER_SUPPORT": "Seller_Support",
    "SELLER_PERSONAL_MANAGER_UNITY_CRM": "Seller_Personal_Manager_Unity_Crm",
    "SELLER_BUSINESS_DEVELOPMENT_GROUP": "Seller_Business_Development_Group",
}
log = logging.getLogger(__name__)
_waiting: queue.SimpleQueue[tuple[World, str, Row, int]] = queue.SimpleQueue()
_started = threading.Event()


def tell_of_message(shop: Shop, chat: Row, message: Row) -> None:
    """A new message goes to whoever asked for TYPE_NEW_MESSAGE."""
    tell(
        shop,
        "TYPE_NEW_MESSAGE",
        chat_id=chat["chat"]["chat_id"],
        chat_type=CHAT_TYPES.get(chat["chat"]["chat_type"], chat["chat"]["chat_type"].title()),
        message_id=str(message["message_id"]),
        created_at=message["created_at"],
        user=message["user"],
        data=message["data"],
    )


def tell(shop: Shop, kind: str, **facts: object) -> None:
    modes = shop.world.modes
    body = {"message_type": kind, **facts, "seller_id": shop.client_id}
    for row in shop.pushes:
        if row["enable"] and kind in row["_types"]:
            for _time in range(2 if modes.push_twice else 1):
                _put(shop.world, row["url"], body)


def _put(world: World, url: str, body: Row) -> None:
    if not _started.is_set():
        _started.set()
        threading.Thread(target=_work, daemon=True, name="pushes").start()
    _waiting.put((world, url, body, 0))


def _work() -> None:
    held: tuple[World, str, Row, int] | None = None
    while True:
        task = _waiting.get()
        if task[0].modes.push_reordered and held is None:
            held = task
            continue
        _bring(*task)
        if held is not None:
            _bring(*held)
            held = None


def _bring(world: World, url: str, body: Row, attempt: int) -> None:
    status, took = post(url, body)
    world.sent_pushes.append({"url": url, "body": body, "status": status, "ms": round(took * 1000, 1)})
    if status != 200 and attempt < len(PAUSES):
        timer = threading.Timer(PAUSES[attempt], _waiting.put, [(world, url, body, attempt + 1)])
        timer.daemon = True
        timer.start()


def post(url: str, body: Row) -> tuple[int, float]:
    """The status, 0 where nobody answered, and the seconds it took."""
    request = urllib.request.Request(  # noqa: S310  the sandbox calls only what its own seller named
        url, data=json.dumps(body, ensure_ascii=False).encode(), headers={"Content-Type": "application/json"}
    )
    began = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            answer.read()
            return answer.status, time.monotonic() - began
    except urllib.error.HTTPError as error:
        return error.code, time.monotonic() - began
    except (OSError, ValueError):
        return 0, time.monotonic() - began


def ping(world: World, url: str) -> tuple[int, float]:
    """The call by which Ozon tries an address."""
    return post(url, {"message_type": "TYPE_PING", "time": said(world.now())})
