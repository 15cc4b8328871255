"""What happens by itself as the sandbox's clock goes on: buyers speak, moderators decide, Ozon's people answer."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from branddesk.marketplaces.ozon.sandbox import words
from branddesk.marketplaces.ozon.sandbox.methods import (
    chats,
    discounts,
    product_writes,
    promotions,
    questions,
    returns,
    reviews,
)
from branddesk.marketplaces.ozon.sandbox.world import Row, Shop, World, said

TICK = 0.5
SAVE_EVERY = 20.0
CANCEL_DECIDES = timedelta(hours=24)
SETTLED_AFTER = timedelta(days=3)
"""What is older was answered before the desk came."""


def make_shop(world: World, client_id: str, api_key: str, name: str, brands: tuple[str, ...]) -> Shop:
    """A seller with goods of these brands and nothing said yet."""
    shop = world.add(Shop(client_id, api_key, name))
    for brand in brands:
        for number, (sku, title, price, troubles) in enumerate(words.GOODS[brand]):
            shop.products.append(_product(world, brand, sku, title, price, troubles, number))
    return shop


def _product(
    world: World, brand: str, sku: str, title: str, price: float, troubles: tuple[str, ...], number: int
) -> Row:
    made = said(world.now() - timedelta(days=200))
    return {
        "id": world.next_id(),
        "sku": int(sku),
        "offer_id": f"{brand[:2].upper()}-{sku[-3:]}",
        "name": title,
        "_brand": brand,
        "_price": float(price),
        "_old_price": float(round(price * 1.25, -1)),
        "_stock": 40 + 7 * number,
        "_text": f"{title}. Гарантия производителя один год.",
        "_pictures": [f"{world.address}/sandbox/pictures/{sku}-{each}.svg" for each in (1, 2)],
        "_attributes": {85: brand, 9048: title},
        "_content_rating": 82.5,
        "_archived": False,
        "_created_at": made,
        "_updated_at": made,
        "_troubles": troubles,
    }


def fill(shop: Shop, *, days: int = 60, reviews_a_day: float = 1.5) -> None:
    """A past: reviews, questions, chats and returns of the last days."""
    world, now = shop.world, shop.world.now()
    count = int(days * reviews_a_day)
    moments = sorted(now - timedelta(days=days * world.random.random()) for _each in range(count))
    for moment in moments:
        review(shop, moment, settled=now - moment > SETTLED_AFTER)
    for _each in range(days // 5):
        asked_at = now - timedelta(days=days * world.random.random() / 2)
        question(shop, asked_at)["status"] = "PROCESSED" if now - asked_at > SETTLED_AFTER else "NEW"
    shop.questions.sort(key=lambda row: str(row["published_at"]))
    for number in range(4):
        chat(shop, now - timedelta(hours=6 + 11 * number))
    for number in range(days // 10):
        plain_return(shop, now - timedelta(days=1 + 4 * number))
    for number in range(4):
        rfbs(shop, now - timedelta(days=1 + number, hours=3))
    for number in range(2):
        cancellation(shop, now - timedelta(hours=2 + 5 * number))
    support(shop, now - timedelta(days=2))
    promotions.refresh(shop)


def fill_reviews(shop: Shop, count: int) -> None:
    """Very many reviews, quickly, a minute apart, the newest now."""
    start = shop.world.now() - timedelta(minutes=count)
    for number in range(count):
        review(shop, start + timedelta(minutes=number), settled=False, photos=False)


def review(shop: Shop, moment: datetime, *, settled: bool = False, photos: bool = True) -> Row:
    dice = shop.world.random
    product = dice.choice(shop.products)
    mood = dice.random()
    trouble = dice.choice(product["_troubles"][:1] * 3 + product["_troubles"])
    if mood < 0.4:
        text, rating = dice.choice(words.TROUBLES[trouble]), dice.choice((1, 1, 2, 2, 3))
    elif mood < 0.5:
        text, rating = dice.choice(words.SUGGESTIONS), 4
    elif mood < 0.54:
        text, rating = dice.choice(words.FOREIGN), dice.choice((2, 4))
    else:
        text, rating = dice.choice(words.PRAISE), dice.choice((4, 5, 5, 5))
    return write_review(shop, product, text, rating, moment, settled=settled, photos=photos and mood < 0.15)


def write_review(
    shop: Shop, product: Row, text: str, rating: int, moment: datetime, *, settled: bool = False, photos: bool = False
) -> Row:
    pictures = [
        {"url": f"{shop.world.address}/sandbox/pictures/{product['sku']}-buyer.png", "width": 800, "height": 600}
    ]
    row = {
        "id": shop.world.next_uuid(),
        "sku": product["sku"],
        "text": text,
        "rating": rating,
        "status": "PROCESSED" if settled else "NEW",
        "order_status": "DELIVERED",
        "published_at": said(moment),
        "is_rating_participant": True,
        "comments_amount": 0,
        "photos_amount": int(photos),
        "videos_amount": 0,
        "photos": pictures if photos else [],
    }
    shop.add_review(row)
    return row


def question(shop: Shop, moment: datetime, text: str = "") -> Row:
    dice = shop.world.random
    product = dice.choice(shop.products)
    row = {
        "id": shop.world.next_uuid(),
        "sku": product["sku"],
        "text": text or dice.choice(words.QUESTIONS[product["_brand"]]),
        "author_name": dice.choice(words.NAMES),
        "status": "NEW",
        "published_at": said(moment),
        "answers_count": 0,
        "product_url": f"https://www.ozon.ru/product/{product['sku']}/",
        "question_link": f"https://www.ozon.ru/product/{product['sku']}/questions/",
    }
    shop.questions.append(row)
    return row


def posting(shop: Shop, moment: datetime, scheme: str) -> Row:
    dice, number = shop.world.random, shop.world.next_id()
    product = dice.choice(shop.products)
    row = {
        "posting_number": f"73{number}-{dice.randint(1000, 9999)}-1",
        "order_number": f"73{number}-{dice.randint(1000, 9999)}",
        "_product": product,
        "_scheme": scheme,
        "_paid_at": said(moment),
        "_buyer": dice.choice(words.NAMES),
    }
    shop.postings.append(row)
    return row


def chat(shop: Shop, moment: datetime, text: str = "") -> Row:
    sold = posting(shop, moment - timedelta(days=2), "FBS")
    row = chats.open_chat(shop, "BUYER_SELLER", order_number=sold["order_number"], sku=str(sold["_product"]["sku"]))
    who = chats.CYRILLIC_CUSTOMER if shop.world.random.random() < 0.4 else "Customer"
    chats.say(shop, row, who, text or shop.world.random.choice(words.CHAT_OPENINGS), at=moment)
    return row


def support(shop: Shop, moment: datetime) -> None:
    """The chats with Ozon's own people, of which each seller has one."""
    dice = shop.world.random
    sku = str(dice.choice(shop.products)["sku"])
    for kind, texts in (
        ("SELLER_SUPPORT", words.SUPPORT_ANSWERS),
        ("SELLER_PERSONAL_MANAGER_UNITY_CRM", words.MANAGER_ANSWERS),
    ):
        row = chats.open_chat(shop, kind)
        text = dice.choice(texts).format(number=dice.randint(40_000_000, 49_999_999), sku=sku)
        chats.say(shop, row, chats.PEOPLE[kind], text, at=moment)


def plain_return(shop: Shop, moment: datetime) -> Row:
    dice = shop.world.random
    scheme = dice.choice(("FBO", "FBS"))
    sold = posting(shop, moment - timedelta(days=7), scheme)
    product = sold["_product"]
    money = {"currency_code": "RUB", "price": product["_price"]}
    row = {
        "exemplars": [],
        "id": shop.world.next_id(),
        "company_id": int(shop.client_id),
        "return_reason_name": dice.choice(words.RETURN_REASONS),
        "type": "FullReturn",
        "schema": scheme,
        "order_id": shop.world.next_id(),
        "order_number": sold["order_number"],
        "place": {"id": 501, "name": "Пункт выдачи", "address": "Москва, Складочная улица, 3"},
        "product": {
            "sku": product["sku"],
            "offer_id": product["offer_id"],
            "name": product["name"],
            "price": money,
            "quantity": 1,
        },
        "logistic": {"return_date": said(moment), "final_moment": said(moment), "barcode": ""},
        "visual": {
            "status": {"id": 3, "display_name": "В пути на склад", "sys_name": "MovingToOzon"},
            "change_moment": said(moment),
        },
        "additional_info": {"is_opened": True, "is_super_econom": False},
        "source_id": 0,
        "posting_number": sold["posting_number"],
        "compensation_status": None,
    }
    shop.returns.append(row)
    return row


def rfbs(shop: Shop, moment: datetime) -> Row:
    dice = shop.world.random
    sold = posting(shop, moment - timedelta(days=5), "RFBS")
    product = sold["_product"]
    number = shop.world.next_id()
    row = {
        "client_name": sold["_buyer"],
        "created_at": said(moment),
        "order_number": sold["order_number"],
        "posting_number": sold["posting_number"],
        "product": {
            "name": product["name"],
            "offer_id": product["offer_id"],
            "currency_code": "RUB",
            "price": int(product["_price"]),
            "sku": product["sku"],
        },
        "return_id": number,
        "return_number": f"RF-{number}",
        "_state": "Created",
        "_comment": dice.choice(words.TROUBLES[dice.choice(product["_troubles"])]),
        "_reason": dice.choice(words.RETURN_REASONS[:3]),
        "_photos": [f"{shop.world.address}/sandbox/pictures/{product['sku']}-return.png"],
        "_rejection": "",
    }
    shop.rfbs.append(row)
    return row


def cancellation(shop: Shop, moment: datetime) -> Row:
    dice = shop.world.random
    sold = posting(shop, moment - timedelta(days=1), "RFBS")
    row = {
        "approve_comment": "",
        "approve_date": None,
        "auto_approve_date": said(moment + CANCEL_DECIDES),
        "cancellation_id": shop.world.next_id(),
        "cancellation_initiator": "CLIENT",
        "cancellation_reason": {"id": 508, "name": "Покупатель отменил заказ"},
        "cancellation_reason_message": dice.choice(words.CANCEL_WORDS),
        "cancelled_at": said(moment),
        "order_date": said(moment - timedelta(days=1)),
        "posting_number": sold["posting_number"],
        "source_id": 0,
        "state": {"id": 1, "name": "На рассмотрении", "state": "ON_APPROVAL"},
        "tpl_integration_type": "non_integrated",
    }
    shop.cancellations.append(row)
    return row


def settle_due(shop: Shop) -> None:
    """What was to happen by now: moderation, the answers of Ozon's people, cancellations that decide themselves."""
    now = said(shop.world.now())
    ready = sorted((each for each in shop.due if each[0] <= now), key=lambda each: each[0])
    shop.due = [each for each in shop.due if each[0] > now]
    for _moment, kind, about in ready:
        if kind == "comment":
            reviews.moderate(about["comment"])
        elif kind == "answer":
            questions.moderate(about["answer"], shop.answers[about["answer"]["question_id"]])
        elif kind == "people":
            _answer_as_people(shop, about)
        elif kind == "card":
            product_writes.apply(shop, about)
    for row in shop.cancellations:
        if row["state"]["state"] == "ON_APPROVAL" and row["auto_approve_date"] <= now:
            returns.decide(shop, row, "APPROVED", "")


def _answer_as_people(shop: Shop, about: Row) -> None:
    row = shop.chats[about["chat_id"]]
    kind, dice = row["chat"]["chat_type"], shop.world.random
    texts = words.SUPPORT_ANSWERS if kind == "SELLER_SUPPORT" else words.MANAGER_ANSWERS
    named = re.findall(r"\d{5,12}", about["text"])
    sku = next((word for word in named if len(word) >= 10), str(dice.choice(shop.products)["sku"]))
    number = next((word for word in named if len(word) < 10), str(dice.randint(40_000_000, 49_999_999)))
    text = dice.choice(texts).format(number=number, sku=sku)
    chats.say(shop, row, chats.PEOPLE[kind], text)


def happen(shop: Shop) -> None:
    """One thing that a buyer does, or Ozon's people."""
    now, dice = shop.world.now(), shop.world.random
    kind = dice.choices(
        ("review", "question", "chat", "further", "rfbs", "return", "cancellation", "discount", "card"),
        (45, 18, 12, 12, 5, 5, 3, 4, 3),
    )[0]
    if kind == "further":
        _speak_again(shop)
    else:
        makers: dict[str, Callable[[Shop, datetime], Row]] = {
            "review": review,
            "question": question,
            "chat": chat,
            "rfbs": rfbs,
            "return": plain_return,
            "cancellation": cancellation,
            "discount": discounts.make_request,
            "card": touch_card,
        }
        makers[kind](shop, now)


def touch_card(shop: Shop, moment: datetime) -> Row:
    """Somebody changes a card in the cabinet: its price, its text, or the order of its pictures."""
    dice = shop.world.random
    card: Row = dice.choice(shop.products)
    match dice.choice(("price", "price", "text", "pictures")):
        case "price":
            card["_price"] = float(round(card["_price"] * dice.choice((0.9, 0.95, 1.05, 1.1)), -1))
        case "text":
            card["_text"] = f"{card['name']}. {dice.choice(words.CARD_TEXTS)}"
        case _:
            card["_pictures"] = card["_pictures"][1:] + card["_pictures"][:1]
    card["_updated_at"] = said(moment)
    return card


def _speak_again(shop: Shop) -> None:
    open_ = [row for row in shop.chats.values() if row["chat"]["chat_type"] == "BUYER_SELLER"]
    if open_:
        dice = shop.world.random
        chats.say(shop, dice.choice(open_), "Customer", dice.choice(words.CHAT_FURTHER))


class Life(threading.Thread):
    """Keeps the world going until it is stopped."""

    def __init__(self, world: World) -> None:
        super().__init__(daemon=True, name="life")
        self.world = world
        self._stop_asked = threading.Event()
        self._last = world.now()
        self._saved = 0.0

    def stop(self) -> None:
        self._stop_asked.set()

    def run(self) -> None:
        while not self._stop_asked.wait(TICK):
            self.tick()
            self._saved += TICK
            if self._saved >= SAVE_EVERY:
                self._saved = 0.0
                self.world.save()

    def tick(self) -> None:
        """Everything since the last tick, at the sandbox's own clock."""
        with self.world.lock:
            now = self.world.now()
            minutes = max(0.0, (now - self._last).total_seconds() / 60)
            self._last = now
            for shop in self.world.shops.values():
                settle_due(shop)
                promotions.refresh(shop)
                chance = minutes * self.world.rhythm
                while chance > 0 and self.world.random.random() < chance:
                    happen(shop)
                    chance -= 1
