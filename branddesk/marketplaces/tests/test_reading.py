"""Prices, dates and headings are read in the forms that people write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from branddesk.marketplaces.reading import column_named, looks_like_seller, read_moment, read_price

TODAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("2890", "2890.00", ""),
        ("2 890 ₽", "2890.00", "RUB"),
        ("2\u00a0890,50\u00a0₽", "2890.50", "RUB"),
        ("2,890.50 руб.", "2890.50", "RUB"),
        ("1200 р.", "1200.00", "RUB"),
        ("2.890,50 €", "2890.50", "EUR"),
        ("2,890", "2890.00", ""),
        ("1,234,567", "1234567.00", ""),
        ("12,5", "12.50", ""),
        ("￥８９．００", "89.00", "CNY"),
        ("¥2,890", "2890.00", "CNY"),
        ("89元", "89.00", "CNY"),
        ("2890卢布", "2890.00", "RUB"),
        ("$ 19.99", "19.99", "USD"),
        ("RUB 2890", "2890.00", "RUB"),
        ("12990.00", "12990.00", ""),
    ],
)
def test_price_is_read_with_its_currency(text, amount, currency):
    assert read_price(text) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "₽", "free", "350 ml", "1.2.3", "12 34", "20.11.2026"])
def test_what_is_no_price_is_none(text):
    assert read_price(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21 14:11",
        "2026-11-21T14:11:00",
        "21.11.2026 14:11",
        "21.11.26, 14:11",
        "21/11/2026 14:11",
        "11/21/2026 2:11 PM",
        "2026/11/21 14:11",
        "2026年11月21日 14:11",
        "2026年11月21日14时11分",
        "11月21日 14:11",
        "21 ноября 2026 г., 14:11",
        "21 Nov 2026 14:11",
        "Nov 21, 2026 14:11",
        "2026-11-21T06:11:00Z",
        "2026-11-21T09:11:00+03:00",
    ],
)
def test_moment_is_read_in_the_readers_zone_unless_it_names_its_own(text):
    moment = read_moment(text, today=TODAY, zone=SHANGHAI)

    assert moment is not None
    assert moment.astimezone(UTC) == datetime(2026, 11, 21, 6, 11, tzinfo=UTC)


def test_date_without_a_year_is_never_in_the_future():
    moment = read_moment("25 декабря", today=TODAY, zone=SHANGHAI)

    assert moment is not None
    assert moment.date() == date(2025, 12, 25)


@pytest.mark.parametrize("text", ["", "31.02.2026", "99.99.2026", "2890", "21 кружка", "25:61"])
def test_what_is_no_date_is_none(text):
    assert read_moment(text, today=TODAY, zone=SHANGHAI) is None


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("SKU", "sku"),
        ("Артикул Ozon", "sku"),
        ("商品编号", "sku"),
        ("Ссылка на товар", "url"),
        ("商品链接", "url"),
        ("Цена, ₽", "price"),
        ("价格（元）", "price"),
        ("Price (RUB)", "price"),
        ("Продавец:", "seller"),
        ("店铺", "seller"),
        ("ИНН", "inn"),
        ("Дата обнаружения", "seen_at"),
        ("发现时间", "seen_at"),
        ("备注", None),
    ],
)
def test_headings_are_known_in_three_languages(heading, column):
    assert column_named(heading) == column


def test_traders_are_known_by_their_legal_form():
    assert looks_like_seller("ИП Гусев А. В.")
    assert looks_like_seller("ООО «Ромашка»")
    assert looks_like_seller("深圳启衡贸易有限公司")
    assert not looks_like_seller("Кружка ИПотека синяя")
    assert not looks_like_seller("Mug, blue")
