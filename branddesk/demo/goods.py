"""What the demo's brands sell: a catalogue of each, as a sheet that is brought in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.catalogue.services import import_products
from branddesk.foundation.transfers import services as transfers


@dataclass(frozen=True)
class Goods:
    """A product of the brand, and how a copy of it is offered."""

    sku: str
    title: str
    copies: tuple[str, ...]
    price: int
    colour: str
    nice_class: int


@dataclass(frozen=True)
class Line:
    """A product in its sizes and colours."""

    offer: str
    title: str
    sizes: tuple[tuple[str, int], ...]
    colours: tuple[str, ...] = ("",)


KETTORA = (
    Goods(
        "1571120446",
        "Термос Kettora 750 мл",
        ("Термос KETT0RA 750 мл", "Термос стальной в стиле Kettora", "Термокружка Кеттора 500 мл"),
        2890,
        "#1f5b48",
        21,
    ),
    Goods(
        "1571120471",
        "Кружка дорожная Kettora 420 мл",
        ("Кружка Kettora 420 мл оригинал", "Кружка-термос KETTORA копия"),
        1990,
        "#35506e",
        21,
    ),
    Goods("1571120502", "Крышка Kettora", ("Крышка для термоса Kettora", "Клапан Кеттора"), 490, "#4c4c52", 21),
    Goods(
        "1571120538",
        "Ланч-бокс Kettora 900 мл",
        ("Ланчбокс Kettora 900 мл аналог", "Контейнер для еды KETORRA"),
        2390,
        "#6a3d3d",
        21,
    ),
)
NORDBAY = (
    Goods(
        "1602345118",
        "Рюкзак Nordbay 22 л",
        ("Рюкзак Nordbay 22 реплика", "Рюкзак городской Nord Bay", "Рюкзак N0RDBAY 22 л"),
        6490,
        "#7a5230",
        18,
    ),
    Goods(
        "1602345190", "Сумка поясная Nordbay", ("Сумка Nordbay на пояс", "Поясная сумка Nordbey"), 2190, "#5d2f3c", 18
    ),
    Goods(
        "1602345233",
        "Куртка ветрозащитная Nordbay",
        ("Ветровка Nordbay унисекс", "Куртка NORD-BAY лёгкая"),
        7990,
        "#2f4a5d",
        25,
    ),
)
TARUSNO = (
    Goods(
        "1644870115",
        "Полотенце льняное Tarusno 70×140",
        ("Полотенце лён Tarusno 70×140 реплика", "Полотенце льняное в стиле Тарусно", "Полотенце TARUSN0 банное"),
        1890,
        "#8a7a54",
        24,
    ),
    Goods(
        "1644870142",
        "Скатерть Tarusno 150×220",
        ("Скатерть льняная Tarusno 150×220 копия", "Скатерть Тарусна с вышивкой"),
        4290,
        "#54658a",
        24,
    ),
    Goods(
        "1644870177",
        "Фартук кухонный Tarusno",
        ("Фартук Tarusno лён, аналог", "Фартук «Тарусно» хлопок"),
        1590,
        "#6f8a54",
        24,
    ),
)

LINES: dict[str, tuple[Line, ...]] = {
    "Kettora": (
        Line("KT-TH", "Термос Kettora", (("500 мл", 2390), ("1 л", 3290)), ("зелёный", "синий", "графит")),
        Line("KT-MG", "Кружка дорожная Kettora", (("350 мл", 1790), ("420 мл", 1990)), ("красный", "графит")),
        Line("KT-BT", "Бутылка для воды Kettora", (("600 мл", 1490), ("900 мл", 1690)), ("зелёный", "песочный")),
        Line("KT-LB", "Ланч-бокс Kettora", (("600 мл", 1990), ("1,2 л", 2790)), ("синий", "красный")),
        Line("KT-AC", "Ремешок для термоса Kettora", (("", 390),), ("зелёный", "синий", "графит", "красный")),
    ),
    "Nordbay": (
        Line("NB-BP", "Рюкзак Nordbay", (("18 л", 5490), ("30 л", 7990)), ("чёрный", "охра", "тёмно-синий")),
        Line("NB-BG", "Сумка-тоут Nordbay", (("", 3990),), ("чёрный", "охра")),
        Line("NB-JK", "Куртка ветрозащитная Nordbay", (("S", 7990), ("M", 7990), ("L", 7990)), ("серый", "охра")),
        Line("NB-CP", "Шапка Nordbay", (("", 1490),), ("серый", "охра", "чёрный")),
    ),
    "Tarusno": (
        Line("TR-TW", "Полотенце льняное Tarusno", (("50×70", 890), ("40×60", 690)), ("натуральный", "белый")),
        Line("TR-TC", "Скатерть Tarusno", (("150×150", 3290), ("180×260", 5490)), ("натуральный", "синяя вышивка")),
        Line("TR-NP", "Салфетки Tarusno, 4 шт.", (("40×40", 1290),), ("натуральный", "белый", "терракота")),
    ),
}
"""What a catalogue holds beside the goods that are copied."""

BEST_KNOWN: dict[str, tuple[Goods, ...]] = {"Kettora": KETTORA, "Nordbay": NORDBAY, "Tarusno": TARUSNO}


def bring_in_catalogue(actor: User, brand: Brand) -> None:
    """Import the brand's sheet as a person does: read, looked at, taken over."""
    sheet = ContentFile(_sheet(brand.name).encode("utf-8-sig"), name="catalogue.csv")
    transfer = import_products(actor=actor, brand=brand, file=sheet, name=f"{brand.name}.csv")
    transfers.read(transfer_id=transfer.pk)
    transfer.refresh_from_db()
    transfers.take_over(actor=actor, transfer=transfer)
    transfers.take(transfer_id=transfer.pk)


def _sheet(brand: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["SKU", "Артикул", "Название", "Цена", "Валюта"])
    writer.writerows(_rows(brand))
    return out.getvalue()


def _rows(brand: str) -> Iterator[tuple[str, str, str, str, str]]:
    known = BEST_KNOWN[brand]
    for number, goods in enumerate(known, 1):
        yield goods.sku, f"{brand[:2].upper()}-{number:03}", goods.title, str(goods.price), "RUB"
    sku = int(known[0].sku) + 1000
    for line in LINES[brand]:
        for size, price in line.sizes:
            for number, colour in enumerate(line.colours, 1):
                sku += 13
                title = ", ".join(part for part in (f"{line.title} {size}".strip(), colour) if part)
                yield str(sku), f"{line.offer}-{size.split()[0] if size else 'U'}-{number}", title, str(price), "RUB"
