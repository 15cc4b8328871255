"""Whatever bytes and texts come in, reading ends in rows or in a sentence."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from branddesk.catalogue.rules import read_product
from branddesk.foundation.transfers.sheets import MOST_CHARACTERS, UnreadableSheet, read_sheet


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        rows = list(read_sheet(io.BytesIO(data)))
    except UnreadableSheet:
        return
    assert all(isinstance(cell, str) and len(cell) <= MOST_CHARACTERS for row in rows for cell in row)


@given(
    st.dictionaries(st.sampled_from(["sku", "name", "offer_id", "price", "currency", "pictures"]), st.text(max_size=80))
)
def test_any_cells_make_a_product_or_say_what_is_wrong(cells):
    fields, faults = read_product(cells)

    assert all(faults.values())
    if not faults:
        assert 1 <= len(fields["sku"]) <= 32
        assert 1 <= len(fields["name"]) <= 300
        assert fields["price"] is None or 0 <= fields["price"] < 10**10
        assert all(address.startswith(("http://", "https://")) for address in fields["pictures"])
