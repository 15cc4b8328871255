"""What stands below `/sandbox/`: the state of the world, and the handles by which a person or a test drives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from branddesk.marketplaces.ozon.sandbox import life
from branddesk.marketplaces.ozon.sandbox.methods import chats
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, World, said


def state(world: World) -> Row:
    """The world in numbers."""
    with world.lock:
        return {
            "now": said(world.now()),
            "rhythm": world.rhythm,
            "modes": asdict(world.modes),
            "shops": [
                {
                    "client_id": shop.client_id,
                    "name": shop.name,
                    "subscription": shop.subscription,
                    "key_state": shop.key_state,
                    "products": len(shop.products),
                    "reviews": len(shop.reviews),
                    "comments": sum(map(len, shop.comments.values())),
                    "questions": len(shop.questions),
                    "answers": sum(map(len, shop.answers.values())),
                    "chats": len(shop.chats),
                    "messages": sum(map(len, shop.messages.values())),
                    "returns": len(shop.returns) + len(shop.rfbs),
                    "cancellations": len(shop.cancellations),
                }
                for shop in world.shops.values()
            ],
            "calls": list(world.calls)[-20:],
            "violations": list(world.violations),
            "pushes": list(world.sent_pushes)[-20:],
        }


def advance(world: World, asked: Row) -> Row:
    """Let so many seconds pass at once."""
    with world.lock:
        world.offset += max(0.0, float(asked.get("seconds") or 0))
        for shop in world.shops.values():
            life.settle_due(shop)
    return {"now": said(world.now())}


def set_rhythm(world: World, asked: Row) -> Row:
    world.rhythm = max(0.0, min(1000.0, float(asked.get("rhythm") or 0)))
    return {"rhythm": world.rhythm}


def set_modes(world: World, asked: Row) -> Row:
    """Any of the fields of Modes, and `key_state` of a seller."""
    for name, value in asked.items():
        if name == "key_state":
            _shop(world, asked).key_state = str(value)
        elif name == "subscription":
            _shop(world, asked).subscription = str(value)
        elif hasattr(world.modes, name):
            kind = type(getattr(world.modes, name))
            setattr(world.modes, name, list(value) if kind is list else kind(value))
    return asdict(world.modes)


def fill(world: World, asked: Row) -> Row:
    """Very many reviews at once."""
    with world.lock:
        life.fill_reviews(_shop(world, asked), min(int(asked.get("reviews") or 0), 2_000_000))
    return {"reviews": len(_shop(world, asked).reviews)}


def write(world: World, asked: Row) -> Row:
    """Write as a buyer, or as one of Ozon's people."""
    shop, kind, text = _shop(world, asked), str(asked.get("kind") or "review"), str(asked.get("text") or "")
    with world.lock:
        now = world.now()
        if kind == "review":
            product = shop.product(str(asked.get("sku") or "")) or shop.products[0]
            row = life.write_review(shop, product, text, int(asked.get("rating") or 2), now)
        elif kind == "question":
            row = life.question(shop, now, text)
        elif kind == "chat" and asked.get("chat_id"):
            row = chats.say(shop, shop.chats[str(asked["chat_id"])], "Customer", text)
        elif kind == "chat":
            row = life.chat(shop, now, text)
        elif kind == "rfbs":
            row = life.rfbs(shop, now)
        elif kind == "cancellation":
            row = life.cancellation(shop, now)
        else:
            chat = next(each for each in shop.chats.values() if each["chat"]["chat_type"] == kind)
            row = chats.say(shop, chat, chats.PEOPLE[kind], text)
    return {"id": row.get("id") or row.get("message_id") or row.get("return_id") or row.get("chat")}


def _shop(world: World, asked: Row) -> Shop:
    client_id = str(asked.get("client_id") or "")
    return world.shops[client_id] if client_id in world.shops else next(iter(world.shops.values()))


HANDLES: dict[str, Callable[[World, Row], Any]] = {
    "/sandbox/clock": advance,
    "/sandbox/rhythm": set_rhythm,
    "/sandbox/mode": set_modes,
    "/sandbox/fill": fill,
    "/sandbox/write": write,
}
