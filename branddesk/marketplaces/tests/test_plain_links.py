"""A marketplace without particulars takes links of any site and SKUs of any form."""

from __future__ import annotations

import pytest

from branddesk.marketplaces.registry import gateway

plain = gateway("plain")


@pytest.mark.parametrize(
    ("text", "sku", "url"),
    [
        ("MX-100482", "MX-100482", ""),
        ("4408812", "4408812", ""),
        ("https://market.example/item/mug-4408812?ref=1", "4408812", "https://market.example/item/mug-4408812"),
        ("https://market.example/p/4408812.html", "4408812", "https://market.example/p/4408812.html"),
        ("https://market.example/view?id=mug", "", "https://market.example/view?id=mug"),
        ("market.example/item/mug", "", "https://market.example/item/mug"),
    ],
)
def test_sku_and_link_are_taken_from_what_is_given(text, sku, url):
    listing = plain.parse_line(text)

    assert listing is not None
    assert (listing.sku, listing.url) == (sku, url)


@pytest.mark.parametrize("text", ["", "mug", "https://market.example", "12", "a b", "ftp://market.example/4408812"])
def test_what_names_no_listing_is_none(text):
    assert plain.parse_line(text) is None


def test_unknown_adapter_is_refused_by_name():
    with pytest.raises(LookupError, match="nowhere"):
        gateway("nowhere")
