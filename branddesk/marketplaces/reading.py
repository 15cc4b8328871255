"""Reads what people write in cells: prices, dates and names of columns, in Russian, Chinese and English."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

_WIDE: dict[int, int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE |= dict.fromkeys((0x3000, 0xA0, 0x2007, 0x2009, 0x202F), ord(" "))
_WIDE |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD), None)
_WIDE[0xFFE5] = ord("¥")

MIDDAY = time(12)
"""A date without a time counts as midday, so that it stays the same day in the zones around."""


def plain(text: str) -> str:
    """The text with full-width digits and signs as plain ones, every space as a space, invisible marks gone."""
    return text.translate(_WIDE).strip()


CURRENCIES = (
    ("RUB", re.compile(r"₽|руб(?:л[а-яё]*)?\.?(?![а-яё])|(?<![а-яё])р\.?(?![а-яё])|\brub\b|卢布", re.IGNORECASE)),
    ("CNY", re.compile(r"¥|元|人民币|юан[а-яё]*|\bcny\b|\brmb\b", re.IGNORECASE)),
    ("USD", re.compile(r"\$|美元|доллар[а-яё]*|\busd\b", re.IGNORECASE)),
    ("EUR", re.compile(r"€|欧元|евро|\beur\b", re.IGNORECASE)),
)
_NUMBER = r"[0-9]{1,3}(?:[ '’.,][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]{1,9}(?:[.,][0-9]{1,2})?"
_AMOUNT = re.compile(_NUMBER)
_MARK = "|".join(f"(?:{pattern.pattern})" for _, pattern in CURRENCIES)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ '’.,][0-9]{3})+")
PRICE = re.compile(
    rf"(?:{_MARK})\s*(?:{_NUMBER})(?![0-9])|(?<![0-9])(?:{_NUMBER})\s*(?:{_MARK})",
    re.IGNORECASE,
)
"""A price inside other text: an amount with its currency before or after it."""


def currency_of(text: str) -> str:
    """The currency that the text names; empty when it names none."""
    for code, pattern in CURRENCIES:
        if pattern.search(text):
            return code
    return ""


def read_price(text: str) -> tuple[Decimal, str] | None:
    """Amount and currency (empty when unnamed) of a cell that holds a price: 2 890 ₽, ¥2,890.50, 2890.

    A point or comma before one or two last digits parts the fraction; before three, the thousands.
    """
    text = plain(text)
    currency = currency_of(text)
    bare = text
    for _, pattern in CURRENCIES:
        bare = pattern.sub("", bare)
    bare = bare.strip().strip(".").strip()
    if not _AMOUNT.fullmatch(bare):
        return None
    fraction = re.search(r"[.,]([0-9]{1,2})$", bare)
    whole = bare[: fraction.start()] if fraction else bare
    digits = re.sub(r"[^0-9]", "", whole)
    if len(digits) > 10:
        return None
    return Decimal(f"{digits}.{fraction[1] if fraction else '0'}").quantize(Decimal("0.01")), currency


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "янв"),
            ("feb", "фев"),
            ("mar", "мар"),
            ("apr", "апр"),
            ("may", "мая", "май"),
            ("jun", "июн"),
            ("jul", "июл"),
            ("aug", "авг"),
            ("sep", "сен"),
            ("oct", "окт"),
            ("nov", "ноя"),
            ("dec", "дек"),
        ),
        start=1,
    )
    for name in names
}
_TIME = (
    r"(?:(?:\s*[,T]\s*|\s+|(?<=日)|(?<=号))(?P<hour>[0-9]{1,2})[:时点](?P<minute>[0-9]{2})(?:[:分](?P<second>[0-9]{2})秒?|分)?"
    r"(?:\.[0-9]+)?\s*(?P<half>[ap]m)?\s*(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DATES = tuple(
    re.compile(rf"(?<![0-9]){pattern}{_TIME}(?![0-9])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>[12][0-9]{3})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
        r"(?:(?P<year>[12][0-9]{3})\s*年\s*)?(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*[日号]",
        r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<year>[12][0-9]{3}|[0-9]{2})(?:\s*г\.?)?",
        r"(?P<day>[0-9]{1,2})\s+(?P<name>[a-zа-яё]{3,9})\.?,?(?:\s+(?P<year>[12][0-9]{3})(?:\s*г\.?)?)?",
        r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>[12][0-9]{3}))?",
    )
)


def find_moment(text: str, *, today: date, zone: tzinfo) -> tuple[datetime, tuple[int, int]] | None:
    """The first moment written in `text`, aware, and where it stands.

    A moment without a zone is in `zone`; a date without a year is the last such day up to `today`; day comes before
    month, unless only the other order makes a date.
    """
    for pattern in _DATES:
        for found in pattern.finditer(text):
            moment = _moment(found, today, zone)
            if moment is not None:
                return moment, found.span()
    return None


def read_moment(text: str, *, today: date, zone: tzinfo) -> datetime | None:
    """The moment that a cell holds and nothing else; see `find_moment`."""
    text = plain(text)
    found = find_moment(text, today=today, zone=zone)
    return found[0] if found and found[1] == (0, len(text)) else None


def _moment(found: re.Match[str], today: date, zone: tzinfo) -> datetime | None:
    parts = found.groupdict()
    day = int(parts["day"])
    month = int(parts["month"]) if parts.get("month") else _MONTHS.get(parts["name"].lower()[:3], 0)
    year = int(parts["year"]) if parts["year"] else None
    if year is not None and year < 100:
        year += 2000
    if month > 12 >= day:
        day, month = month, day
    on = _last_such_day(day, month, today) if year is None else _day(year, month, day)
    if on is None:
        return None
    at = _clock(parts)
    if at is None:
        return None
    return _aware(datetime.combine(on, at), parts["zone"], zone)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_such_day(day: int, month: int, today: date) -> date | None:
    on = _day(today.year, month, day)
    if on is not None and on > today + timedelta(days=1):
        return _day(today.year - 1, month, day)
    return on


def _clock(parts: dict[str, str]) -> time | None:
    if not parts["hour"]:
        return MIDDAY
    hour = int(parts["hour"])
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "pm" else 0)
    try:
        return time(hour, int(parts["minute"]), int(parts["second"] or 0))
    except ValueError:
        return None


def _aware(moment: datetime, offset: str | None, zone: tzinfo) -> datetime:
    if not offset:
        return moment.replace(tzinfo=zone)
    return datetime.fromisoformat(f"{moment.isoformat()}{'+00:00' if offset in 'zZ' else offset}")


COLUMNS = {
    "sku": "sku|ozon sku|sku ozon|sku id|offending sku|侵权sku|侵权 sku|артикул|артикул ozon|артикул озон"
    "|sku нарушителя|ид товара|id товара|product id|item id|товар id|商品id|商品编号|货号|商品sku|商品 sku",
    "url": "url|link|product link|address|ссылка|ссылка на товар|адрес|链接|商品链接|网址|地址|产品链接",
    "title": "title|name|product|product name|item|название|название товара|наименование|наименование товара|товар"
    "|标题|商品名称|名称|品名|商品标题|产品名称",
    "seller": "seller|seller name|shop|store|merchant|продавец|магазин|имя продавца|название продавца"
    "|卖家|店铺|商家|店铺名称|卖家名称|店名",
    "inn": "inn|инн|инн продавца|tin|tax id|税号|卖家税号|卖家inn|卖家 inn",
    "price": "price|цена|стоимость|цена продажи|价格|售价|单价|商品价格",
    "currency": "currency|валюта|币种|货币",
    "seen_at": "seen|seen at|seen on|date|time|date seen|found|found on|замечено|дата|дата обнаружения|дата и время"
    "|время|日期|时间|发现时间|发现日期|采集时间",
}
_COLUMN_OF = {name: column for column, names in COLUMNS.items() for name in names.split("|")}


def column_named(cell: str) -> str | None:
    """Which column a heading names; what stands in brackets or after a comma, as a currency, does not matter."""
    name = plain(cell).strip("\"'* ").lower()
    name = re.split(r"[,(\[]", name)[0].strip().rstrip("№#.: ")
    return _COLUMN_OF.get(" ".join(name.split()))


_SELLER = re.compile(
    r"\b(?:ИП|ООО|АО|ПАО|ЗАО|ОАО|ТОО|ЧТУП|LLC|Ltd|Inc|GmbH|LLP|Co\.)(?![а-яёa-z])|公司|店|商行|经营部|厂$",
    re.IGNORECASE,
)


def looks_like_seller(text: str) -> bool:
    """Whether the words name a trader: a legal form such as ИП, ООО or 公司, or a shop."""
    return _SELLER.search(text) is not None
