"""Whom the demo's brands reach: Verba's managers and lines, and a book of Ozon's that the merchant keeps by hand.

People and numbers are invented: no subscriber has a number that begins with 000.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from branddesk.brands.models import Brand
from branddesk.contacts.models import Contact
from branddesk.contacts.rules import Card, read_card
from branddesk.contacts.services import add_absence, add_contact, assign
from branddesk.demo.cast import Cast
from branddesk.stores.models import Marketplace


@dataclass(frozen=True)
class Person:
    """A card, and who of the demo it is; `brands` by their slugs."""

    cells: dict[str, Any]
    login: str = ""
    brands: tuple[str, ...] = ()


MANAGERS = {
    "kalugina": Person(
        {
            "name": "Ирина Калугина",
            "position": "Персональный менеджер, дом и кухня",
            "purpose": "Споры по бренду, акции, приоритетные обращения",
            "languages": "ru, en",
            "phone": "+7 495 000-01-14, доб. 214",
            "email": "kalugina@verba.example",
            "wecom": "verba.kalugina",
            "hours": "Mon-Fri 9:00-18:00",
        },
        "kalugina",
    ),
    "belsky": Person(
        {
            "name": "Олег Бельский",
            "position": "Персональный менеджер, товары из Китая",
            "purpose": "Бренды китайских продавцов",
            "languages": "ru, zh, en",
            "phone": "+7 495 000-01-14, доб. 221",
            "email": "belsky@verba.example",
            "wecom": "verba.belsky",
            "hours": "Mon-Fri 7:00-16:00",
        }
    ),
}
"""Verba's managers: one works on this desk, the other does not."""

LINES = (
    Person(
        {
            "name": "Verba Market: поддержка брендов",
            "role": "support",
            "purpose": "Вопросы о правах, карточках, отзывах и выплатах",
            "languages": "ru, en, zh",
            "phone": "+7 495 000-01-10",
            "hours": "Mon-Fri 8:00-21:00; Sat-Sun 10:00-18:00",
            "country": "",
            "menu": "1 Бренды и права | жалобы на подделки, документы\n"
            "1 2 Отказ в жалобе | нужен номер обращения\n"
            "2 Карточки товаров\n3 Выплаты и документы\n0 Оператор",
        }
    ),
    Person(
        {
            "name": "Verba Market: онлайн-чат",
            "role": "chat",
            "purpose": "Короткие вопросы, ответ за несколько минут",
            "languages": "ru, zh",
            "chat_url": "https://verba.example/chat",
            "hours": "daily 9:00-21:00",
            "country": "",
        }
    ),
    Person(
        {
            "name": "Verba Market: юридический отдел",
            "role": "legal",
            "purpose": "Досудебные претензии и запросы адвокатов",
            "languages": "ru",
            "email": "legal@verba.example",
            "hours": "Mon-Fri 10:00-17:00",
        }
    ),
)

OZON = (
    Person(
        {
            "name": "Мария Лесная",
            "position": "Старший менеджер категории «Дом и сад»",
            "purpose": "Kettora и Nordbay: жалобы на бренд, карточки",
            "languages": "ru, en",
            "phone": "+7 495 000-02-31",
            "email": "lesnaya@market.example",
            "hours": "Mon-Fri 10:00-19:00",
        },
        brands=("kettora", "nordbay"),
    ),
    Person(
        {
            "name": "王敏",
            "role": "deputy",
            "position": "商家服务",
            "purpose": "中国商家的日常问题",
            "languages": "zh, ru",
            "phone": "+86 10 0000 0114",
            "wecom": "wangmin-seller",
            "hours": "Mon-Fri 9:00-18:00",
            "time_zone": "Asia/Shanghai",
            "country": "CN",
        },
        brands=("kettora",),
    ),
    Person(
        {
            "name": "Поддержка продавцов",
            "role": "support",
            "purpose": "Если менеджер не отвечает",
            "languages": "ru",
            "phone": "+7 495 000-02-00",
            "hours": "24/7",
            "country": "",
            "menu": "1 Заказы и доставка\n2 Товары и бренды | назовите номер обращения\n3 Финансы",
        }
    ),
)

AWAY_IN, AWAY_FOR = timedelta(days=4), timedelta(days=9)
"""Калугина's holiday: it begins soon, and her deputy stands in."""


def furnish(cast: Cast, today: date) -> None:
    """Make the cards, say who is there for which brand, and note a holiday. Tarusno has no manager at Verba."""
    brands = {brand.slug: brand for brand in Brand.objects.order_by("slug")}
    belova = cast["belova"]
    managers = {name: _add(cast, belova, cast.desk, person, brands) for name, person in MANAGERS.items()}
    for line in LINES:
        _add(cast, belova, cast.desk, line, brands)
    first, deputy = managers["kalugina"], managers["belsky"]
    for slug, manager, other in (("kettora", first, deputy), ("nordbay", deputy, first)):
        if slug in brands:
            assign(actor=belova, marketplace=cast.desk, brand=brands[slug], manager=manager, deputies=[other])
    add_absence(
        actor=cast["kalugina"],
        contact=first,
        starts_on=today + AWAY_IN,
        ends_on=today + AWAY_IN + AWAY_FOR,
        substitute=deputy,
    )
    for person in OZON:
        _add(cast, cast["liang"], cast.cabinet, person, brands)


def _add(cast: Cast, actor: Any, market: Marketplace, person: Person, brands: dict[str, Brand]) -> Contact:
    return add_contact(
        actor=actor,
        marketplace=market,
        card=_card(person.cells),
        brands=[brands[slug] for slug in person.brands if slug in brands],
        person=cast[person.login] if person.login else None,
    )


def _card(cells: dict[str, Any]) -> Card:
    card, faults = read_card(cells)
    if faults:
        raise ValueError(f"{cells['name']}: {faults}")
    return card
