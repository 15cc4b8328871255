"""What the demo's cases are about: sellers, goods, sentences. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seller:
    """A made-up shop. Its INN passes the check digits but starts with 00, a region that does not exist."""

    name: str
    inn: str


SELLERS = (
    Seller("ИП Гусев А. В.", "003412990521"),
    Seller("ООО «Вектор-М»", "0028168973"),
    Seller("shop-78114", ""),
    Seller("ООО «Мега-Дом»", "0043013903"),
    Seller("ИП Сафина Л. Р.", "005801234514"),
    Seller("Lin Trade", ""),
    Seller("ООО «Альбатрос»", "0010987650"),
    Seller("Дом и Кухня", ""),
    Seller("ИП Ким Д. С.", "000312345603"),
    Seller("North Bay sport", ""),
)


@dataclass(frozen=True)
class Goods:
    """A product of the brand, and how a copy of it is offered."""

    sku: str
    title: str
    copies: tuple[str, ...]
    price: int
    colour: str


KETTORA = (
    Goods(
        "1571120446",
        "Термос Kettora 750 мл",
        ("Термос KETT0RA 750 мл", "Термос стальной в стиле Kettora", "Термокружка Кеттора 500 мл"),
        2890,
        "#1f5b48",
    ),
    Goods(
        "1571120471",
        "Кружка дорожная Kettora 420 мл",
        ("Кружка Kettora 420 мл оригинал", "Кружка-термос KETTORA копия"),
        1990,
        "#35506e",
    ),
    Goods("1571120502", "Крышка Kettora", ("Крышка для термоса Kettora", "Клапан Кеттора"), 490, "#4c4c52"),
)
NORDBAY = (
    Goods(
        "1602345118",
        "Рюкзак Nordbay 22 л",
        ("Рюкзак Nordbay 22 реплика", "Рюкзак городской Nord Bay", "Рюкзак N0RDBAY 22 л"),
        6490,
        "#7a5230",
    ),
    Goods(
        "1602345190",
        "Сумка поясная Nordbay",
        ("Сумка Nordbay на пояс", "Поясная сумка Nordbey"),
        2190,
        "#5d2f3c",
    ),
)

SUBJECTS = {
    "counterfeit": {
        "zh-hans": "假冒 {brand}：{goods}",
        "en": "Fake {brand}: {goods}",
    },
    "similar_sign": {
        "zh-hans": "近似标识冒充 {brand}，卖家 {seller}",
        "en": "Sign close to {brand}, seller {seller}",
    },
    "no_permission": {
        "zh-hans": "{seller} 未经授权使用 {brand} 商标",
        "en": "{brand} mark used by {seller} without permission",
    },
    "copied_content": {
        "zh-hans": "{brand} 主图被盗用，{seller}",
        "en": "{brand} photos copied by {seller}",
    },
}

STATEMENTS = {
    "counterfeit": "Товар не выпущен правообладателем: отличаются маркировка на дне и штрихкод. "
    "Продавец не покупал товар ни у нас, ни у наших дистрибьюторов.",
    "similar_sign": "В названии карточки и на фото стоит обозначение, сходное с нашим товарным знаком до степени "
    "смешения. Товар однородный.",
    "no_permission": "Продавец использует наш товарный знак в названии карточки. Разрешения мы ему не давали.",
    "copied_content": "В карточке стоят наши фотографии из каталога 2025 года. Разрешения на их использование нет.",
}

NOTES = {
    "zh-hans": (
        "这家的 INN 和 8 月那家一样，建议一起看。",
        "截图里日期和卖家都清楚，可以直接提交。",
        "已和工厂确认：这批底部编码不是我们的。",
        "上次被要求补登记簿摘录，这次先附上。",
    ),
    "en": (
        "Same INN as the shop from August; worth looking at together.",
        "The factory confirms: this code on the base is not ours.",
        "Last time they wanted the register extract, so it is attached from the start.",
    ),
}

QUESTIONS = (
    (
        "Здравствуйте! По обращению доказательств недостаточно. Пришлите, пожалуйста, выписку из открытого реестра "
        "Роспатента не старше 30 дней и скриншот карточки, на котором видны дата и продавец."
    ),
    (
        "Здравствуйте! Пришлите, пожалуйста, документ, подтверждающий, что ваша организация вправе представлять "
        "правообладателя, с датой окончания и подписью."
    ),
)

ANSWERS_OF_BRAND = (
    "Здравствуйте! Направляем выписку из реестра и новый скриншот карточки: видны дата, адрес страницы и продавец.",
    "Здравствуйте! Прилагаем письмо правообладателя с подписью, печатью и сроком действия. Просим продолжить проверку.",
)

DECISIONS = {
    "granted": "Здравствуйте! Мы проверили обращение. Карточка скрыта: продавец не подтвердил право на использование "
    "товарного знака.",
    "partly": "Здравствуйте! Продавца попросили исправить название карточки. Сама карточка остаётся: товар не "
    "нарушает ваших прав.",
    "refused": "Здравствуйте! Нарушение не найдено: продавец показал документы о покупке товара у официального "
    "дистрибьютора.",
}

REOPENINGS = {
    "zh-hans": "卖家提供的发票上的经销商不在我们的授权名单里，请重新核查。",
    "en": "The distributor on the seller's receipt is not one of ours. Please look again.",
}
