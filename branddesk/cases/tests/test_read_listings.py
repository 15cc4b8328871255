"""Pasted listings are read in any form people have, and no line is lost."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from branddesk.cases.listings import MAX_LINES, Reading, read_listings
from branddesk.core import clock
from branddesk.marketplaces.gateway import ListingRef
from branddesk.marketplaces.inn import is_inn
from branddesk.marketplaces.registry import gateway

OZON = gateway("ozon")
PLAIN = gateway("plain")


def skus(reading: Reading) -> list[str]:
    return [listing.sku for listing in reading.listings]


def only(reading: Reading) -> ListingRef:
    assert not reading.unreadable
    assert len(reading.listings) == 1
    return reading.listings[0]


def test_links_one_a_line_are_read_in_order():
    reading = read_listings(
        "https://www.ozon.ru/product/kruzhka-1690038851/?asb=1\n\nozon.ru/context/detail/id/1690044120/\r\n"
        "https://ozon.ru/t/AbC12\nozon://products/1690044121/",
        OZON,
    )

    assert skus(reading) == ["1690038851", "1690044120", "", "1690044121"]
    assert reading.listings[2].url == "https://ozon.ru/t/AbC12"


@pytest.mark.parametrize(
    "text",
    [
        "1690038851\n1690044120\n1690044121",
        "1690038851, 1690044120, 1690044121",
        "1690038851 1690044120;1690044121",
        "1690038851；1690044120，1690044121、",
        "1690038851\t1690044120\t1690044121",
        "SKU: 1690038851, арт. 1690044120 и №1690044121",
        "１６９００３８８５１　1690044120\u00a01690044121",
    ],
)
def test_bare_skus_are_read_however_they_are_parted(text):
    assert skus(read_listings(text, OZON)) == ["1690038851", "1690044120", "1690044121"]


def test_sku_and_link_of_the_same_listing_on_a_line_are_one_listing():
    listing = only(read_listings("1690038851 https://www.ozon.ru/product/kruzhka-1690038851/", OZON))

    assert listing.sku == "1690038851"
    assert listing.url == "https://www.ozon.ru/product/kruzhka-1690038851/"


def test_listing_named_again_is_reported_and_kept_once():
    reading = read_listings("1690038851\nhttps://www.ozon.ru/product/kruzhka-1690038851/", OZON)

    assert skus(reading) == ["1690038851"]
    assert reading.repeated == ["1690038851"]


def test_short_links_that_differ_in_capitals_are_two_listings():
    reading = read_listings("https://ozon.ru/t/AbC12\nhttps://ozon.ru/t/abc12", OZON)

    assert len(reading.listings) == 2


def test_sheet_with_a_russian_heading_is_read_by_its_columns():
    text = (
        "Продавец\tЦена, ₽\tСсылка\tДата обнаружения\tИНН\tНазвание\tАртикул\n"
        "ИП Гусев А. В.\t2 890\thttps://www.ozon.ru/product/x-1690038851/\t21.11.2026 14:11\t500100732259"
        '\tКружка 3"\t\n'
    )
    with timezone.override(ZoneInfo("Europe/Moscow")):
        reading = read_listings(text, OZON)

    listing = only(reading)
    assert reading.headings == [1]
    assert listing == ListingRef(
        sku="1690038851",
        url="https://www.ozon.ru/product/x-1690038851/",
        title='Кружка 3"',
        seller="ИП Гусев А. В.",
        inn="500100732259",
        price=Decimal("2890.00"),
        currency="RUB",
        seen_at=listing.seen_at,
    )
    assert listing.seen_at is not None
    assert listing.seen_at.astimezone(UTC) == datetime(2026, 11, 21, 11, 11, tzinfo=UTC)


def test_sheet_with_a_chinese_heading_and_semicolons_is_read_by_its_columns():
    listing = only(
        read_listings("商品编号;价格(元);店铺;发现日期\n１６９００３８８５１;1,289.5;某某旗舰店;2026年11月20日", OZON)
    )

    assert (listing.sku, listing.seller) == ("1690038851", "某某旗舰店")
    assert (listing.price, listing.currency) == (Decimal("1289.50"), "CNY")
    assert listing.seen_at is not None
    assert listing.seen_at.date().isoformat() == "2026-11-20"


def test_sheet_saved_with_commas_and_quotation_marks_is_read():
    listing = only(read_listings('sku,title,price,currency\n1690038851,"Mug, blue","2,890.00",CNY', OZON))

    assert listing.title == "Mug, blue"
    assert (listing.price, listing.currency) == (Decimal("2890.00"), "CNY")


def test_row_without_a_heading_is_recognised_by_the_form_of_its_cells():
    text = "3\tКружка синяя\t1690038851\tИП Иванов И. И.\t1200\t500100732259\t2026-11-20"
    listing = only(read_listings(text, OZON))

    assert (listing.sku, listing.title, listing.seller) == ("1690038851", "Кружка синяя", "ИП Иванов И. И.")
    assert (listing.price, listing.inn) == (Decimal("1200.00"), "500100732259")
    assert listing.seen_at is not None


def test_line_of_ordinary_writing_gives_what_is_said_about_its_only_listing():
    with clock.at(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        listing = only(
            read_listings(
                "链接https://www.ozon.ru/product/x-1690038851/，卖家深圳某某公司，价格￥89.00，11月21日", OZON
            )
        )

    assert (listing.sku, listing.seller) == ("1690038851", "深圳某某公司")
    assert (listing.price, listing.currency) == (Decimal("89.00"), "CNY")
    assert listing.seen_at is not None
    assert listing.seen_at.date().isoformat() == "2026-11-21"


def test_inn_beside_a_link_is_not_taken_for_a_sku():
    assert is_inn("7707083893")

    listing = only(read_listings("https://ozon.ru/product/x-1690038851, ООО «Ромашка», ИНН 7707083893, 2 890 ₽", OZON))

    assert (listing.sku, listing.inn, listing.seller) == ("1690038851", "7707083893", "ООО «Ромашка»")


def test_wrong_inn_is_kept_as_given_so_that_the_readiness_check_can_name_it():
    listing = only(read_listings("sku\tинн\n1690038851\t77341299", OZON))

    assert listing.inn == "77341299"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("см. вложение", "No link or SKU"),
        ("https://www.ozon.ru/seller/tovary-100500/", "does not lead to a listing"),
        ("https://market.example/product/1690038851", "leads to another site"),
        ("1.69E+09", "shortened this number"),
        ("https://www.ozon.ru/product/" + "a" * 2000, "too long"),
        ("x" * 6000, "too long to be a listing"),
    ],
)
def test_line_that_names_no_listing_is_kept_with_the_reason(line, why):
    reading = read_listings(f"1690038851\n\n{line}", OZON)

    assert skus(reading) == ["1690038851"]
    [unreadable] = reading.unreadable
    assert (unreadable.line_number, unreadable.text) == (3, line)
    assert why in unreadable.why


def test_row_whose_link_and_sku_disagree_is_given_back():
    reading = read_listings("sku\turl\n1690038851\thttps://www.ozon.ru/product/x-1690044120/", OZON)

    assert not reading.listings
    assert "1690044120" in reading.unreadable[0].why
    assert "1690038851" in reading.unreadable[0].why


def test_lines_beyond_the_most_that_are_read_at_once_are_given_back():
    reading = read_listings("\n".join(str(1_000_000_000 + n) for n in range(MAX_LINES + 2)), OZON)

    assert len(reading.listings) == MAX_LINES
    assert [line.line_number for line in reading.unreadable] == [MAX_LINES + 1, MAX_LINES + 2]


def test_zero_bytes_are_dropped_because_no_database_takes_them():
    listing = only(read_listings("sku\ttitle\n1690038851\tMu\x00g", OZON))

    assert listing.title == "Mug"


def test_marketplace_without_particulars_reads_its_own_forms():
    reading = read_listings("MX-100482\nhttps://market.example/item/mug-4408812?ref=1", PLAIN)

    assert skus(reading) == ["MX-100482", "4408812"]


SKU = st.integers(min_value=100_000_000, max_value=99_999_999_999).map(str)
SLUG = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-", max_size=30).map(lambda slug: slug.strip("-"))


def link_to(sku: str, slug: str, form: int) -> str:
    joined = f"{slug}-{sku}" if slug else sku
    return (
        f"https://www.ozon.ru/product/{joined}/?asb=1&from={slug}",
        f"ozon.ru/product/{joined}",
        f"https://www.ozon.ru/context/detail/id/{sku}/",
        f"ozon://products/{sku}/",
        sku,
    )[form]


@given(st.lists(st.tuples(SKU, SLUG, st.integers(0, 4)), unique_by=lambda row: row[0], max_size=20))
def test_every_link_and_sku_comes_back_as_it_was_written(rows):
    reading = read_listings("\n".join(link_to(*row) for row in rows), OZON)

    assert skus(reading) == [sku for sku, _, _ in rows]
    assert not reading.unreadable


CELL = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Lo")), min_size=3, max_size=20).map(str.strip)
COLUMNS = st.permutations(["Артикул", "Название", "Продавец", "Цена"])


@given(COLUMNS, st.lists(st.tuples(SKU, CELL, CELL, st.integers(1, 999_999)), min_size=1, unique_by=lambda row: row[0]))
def test_every_row_of_a_sheet_comes_back_whatever_the_order_of_its_columns(columns, rows):
    order = ["Артикул", "Название", "Продавец", "Цена"]
    lines = ["\t".join(columns)]
    for row in rows:
        values = dict(zip(order, row, strict=True))
        lines.append("\t".join(str(values[column]) for column in columns))

    reading = read_listings("\n".join(lines), OZON)

    assert [(ref.sku, ref.title, ref.seller, ref.price) for ref in reading.listings] == [
        (sku, title, seller, Decimal(price)) for sku, title, seller, price in rows
    ]


FRAGMENTS = st.sampled_from(
    [
        "1690038851",
        "https://www.ozon.ru/product/x-1690044120/",
        "https://ozon.ru/t/AbC",
        "SKU\tЦена\tПродавец",
        "链接;店铺",
        "ИП Гусев",
        "2 890 ₽",
        "21.11.2026",
        "ИНН 7707083893",
        '"',
        "\t",
        ";",
        ",",
        "\x00",
        "\u2028",
        "http://[::1",
        "1.69E+09",
    ]
)
PASTED = st.lists(st.one_of(FRAGMENTS, st.text(max_size=30)), max_size=12).flatmap(
    lambda parts: st.sampled_from(["\n", "\t", " ", ";", "\r\n"]).map(lambda mark: mark.join(parts))
)


def is_written(line: str) -> bool:
    """Whether anything on the line can be seen."""
    return any(unicodedata.category(mark)[0] not in "CZ" for mark in line)


@given(PASTED, st.sampled_from([OZON, PLAIN]))
def test_reading_never_raises_and_never_loses_a_line(text, port):
    reading = read_listings(text, port)

    accounted = [*reading.understood, *reading.headings, *(line.line_number for line in reading.unreadable)]
    written = [number for number, line in enumerate(text.splitlines(), start=1) if is_written(line)]
    assert len(set(accounted)) == len(accounted)
    assert set(written) <= set(accounted)
    assert len(reading.listings) + len(reading.repeated) >= len(reading.understood)
    for listing in reading.listings:
        assert listing.sku or listing.url
        assert len(listing.sku) <= 32
        assert len(listing.url) <= 1000
        assert len(listing.title) <= 300
        assert len(listing.seller) <= 200
        assert len(listing.inn) <= 12
