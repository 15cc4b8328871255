"""The letter of a case that is about no listing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from branddesk.marketplaces.appeal import Appeal, Price, compose_appeal
from branddesk.marketplaces.gateway import Facts
from branddesk.marketplaces.words import Phrase

APPEAL = Appeal(
    title=Phrase("Акция", "活动", "Promotion"),
    opening=Phrase("Цена неверна.", "价格有误。", "The price is wrong."),
    facts=(
        (Phrase("Начало", "开始", "Begins"), date(2026, 11, 20)),
        (Phrase("Цена", "价格", "Price"), Price(Decimal("1990"), "RUB")),
        (Phrase("Наши SKU", "我方 SKU", "Our SKUs"), ("1571120446", "1571120447")),
        (Phrase("Вид", "类型", "Kind"), Phrase("скидка", "折扣", "discount")),
        (Phrase("Штук", "件数", "Pieces"), 12),
    ),
    texts=((Phrase("Сообщение", "通知", "Message"), "Пункт 4.2"),),
    statement="Просим проверить.",
    basis=Facts(brand="Verba", holder="Verba Ltd.", applicant="ООО «Север»"),
    demand=Phrase("Просим исправить цену.", "请更正价格。", "Please correct the price."),
)


def test_the_letter_goes_from_the_facts_to_the_demand_in_the_platforms_language():
    letter = compose_appeal(APPEAL, "ru")

    assert letter.title == "Акция"
    assert letter.paragraphs == [
        "Цена неверна.",
        "Начало: 20.11.2026\nЦена: 1\u00a0990\u00a0₽\nНаши SKU: 1571120446, 1571120447\nВид: скидка\nШтук: 12",
        "Сообщение: «Пункт 4.2»",
        "Просим проверить.",
        "Бренд: Verba. Правообладатель: Verba Ltd. Заявитель: ООО «Север».",
        "Просим исправить цену.",
    ]


def test_the_same_letter_in_chinese_keeps_what_a_person_typed():
    letter = compose_appeal(APPEAL, "zh-hans")

    assert letter.paragraphs[1].splitlines()[0] == "开始：2026年11月20日"
    assert letter.paragraphs[2] == "通知：“Пункт 4.2”"
    assert letter.paragraphs[3] == "Просим проверить."
    assert letter.paragraphs[-1] == "请更正价格。"


def test_what_is_not_known_yet_leaves_no_gap():
    empty = Appeal(Phrase("а", "一", "a"), None, (), (), "  ", Facts(), None)

    assert compose_appeal(empty, "en").paragraphs == []
