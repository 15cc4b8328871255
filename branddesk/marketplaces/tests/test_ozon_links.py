"""A listing on Ozon is recognised however its link or SKU was copied."""

from __future__ import annotations

import pytest

from branddesk.marketplaces.registry import gateway

ozon = gateway("ozon")


@pytest.mark.parametrize(
    "text",
    [
        "1690038851",
        "https://www.ozon.ru/product/kruzhka-emalirovannaya-350-ml-1690038851/?asb=abc&sh=xyz#reviews",
        "https://www.ozon.ru/product/1690038851",
        "http://ozon.ru/product/kruzhka-1690038851/",
        "ozon.ru/product/kruzhka-1690038851",
        "https://m.ozon.ru/product/kruzhka-1690038851/",
        "https://www.ozon.kz/product/kruzhka-1690038851/",
        "https://www.ozon.ru/context/detail/id/1690038851/",
        "https://www.ozon.ru/product/%D0%BA%D1%80%D1%83%D0%B6%D0%BA%D0%B0-1690038851/",
        "https://ozon.ru/onelink/1690038851/?utm_source=x",
        "ozon://products/1690038851/",
        "  https://www.ozon.ru/product/kruzhka-1690038851/.  ",
    ],
)
def test_each_form_of_a_listing_gives_its_sku(text):
    listing = ozon.parse_line(text)

    assert listing is not None
    assert listing.sku == "1690038851"
    assert listing.url.startswith("http")


def test_short_link_is_a_listing_whose_sku_is_not_known_yet():
    listing = ozon.parse_line("https://ozon.ru/t/AbC12xY?from=share")

    assert listing is not None
    assert (listing.sku, listing.url) == ("", "https://ozon.ru/t/AbC12xY")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://www.ozon.ru/seller/tovary-100500/",
        "https://www.ozon.ru/category/kruzhki-14500/",
        "https://www.ozon.ru/",
        "https://example.org/product/kruzhka-1690038851/",
        "https://notozon.ru/product/kruzhka-1690038851/",
        "https://ozon.ru.example.org/product/kruzhka-1690038851/",
        "http://[::1",
        "12345",
        "0012345678",
        "1234567890123",
        "javascript:alert(1)",
        "ozon://seller/1690038851",
    ],
)
def test_what_is_no_listing_of_ozon_is_none(text):
    assert ozon.parse_line(text) is None


def test_address_made_from_a_sku_is_read_back_as_that_sku():
    listing = ozon.parse_line(ozon.listing_url("1690038851"))

    assert listing is not None
    assert listing.sku == "1690038851"


def test_link_to_a_shop_is_known_as_a_link_of_ozon_although_no_listing():
    assert ozon.is_link("https://www.ozon.ru/seller/tovary-100500/")
    assert not ozon.is_link("https://example.org/seller/1")
