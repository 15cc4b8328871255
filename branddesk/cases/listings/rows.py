"""Rows of a sheet, under a heading or without one."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from branddesk.cases.listings.cells import (
    DIGITS,
    EDGES,
    INN,
    MAX_SELLER,
    MAX_TITLE,
    NoListing,
    cut,
    inn_in,
    known,
    merged,
    moment_in,
    one,
    why,
)
from branddesk.cases.listings.words import read_words, words_naming
from branddesk.marketplaces.gateway import Gateway, ListingRef
from branddesk.marketplaces.inn import is_inn
from branddesk.marketplaces.links import LINK
from branddesk.marketplaces.reading import column_named, currency_of, looks_like_seller, plain, read_price

SURE_SKU = 9
"""A number this long, and no INN, is a SKU rather than a price."""
MIN_PRICE = 10
"""A smaller number without a currency is a row's number or a quantity."""


@dataclass(frozen=True)
class Heading:
    """The columns of a sheet: what each holds, by position, and the currency that the price's heading names."""

    delimiter: str
    columns: tuple[str | None, ...]
    currency: str


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one row; a quotation mark that is not closed is an ordinary mark, as for inches."""
    if line.count('"') % 2:
        rows = list(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE))
    else:
        rows = list(csv.reader([line], delimiter=delimiter))
    return [cell.strip() for cell in rows[0]] if rows else []


def heading_in(line: str, gateway: Gateway) -> Heading | None:
    """The line as a heading, when it names a column with the SKU or link and holds no listing itself."""
    if column_named(line) in ("sku", "url") and not any(delimiter in line for delimiter in "\t;,"):
        return Heading("\t", (column_named(line),), "")
    for delimiter in "\t;,":
        if delimiter not in line:
            continue
        cells = cells_of(line, delimiter)
        columns = tuple(column_named(cell) for cell in cells)
        is_table = len(columns) - columns.count(None) > 1
        if is_table and {"sku", "url"} & set(columns) and not any(one(cell, gateway) for cell in cells):
            named = [cell for cell, column in zip(cells, columns, strict=True) if column == "price"]
            return Heading(delimiter, columns, currency_of(plain(named[0])) if named else "")
    return None


def read_row(cells: list[str], heading: Heading, gateway: Gateway) -> ListingRef:
    """A row below a heading."""
    values: dict[str, str] = {}
    for column, cell in zip(heading.columns, cells, strict=False):
        if column and cell and column not in values:
            values[column] = cell
    by_link = one(values.get("url", ""), gateway)
    by_sku = one(values.get("sku", ""), gateway)
    listing = by_link or by_sku
    if listing is None:
        raise NoListing(why(" ".join(filter(None, (values.get("url"), values.get("sku")))), gateway))
    if by_link and by_sku and by_sku.sku:
        if by_link.sku and by_link.sku != by_sku.sku:
            raise NoListing(
                _("The link leads to %(one)s, but the SKU is %(other)s. Keep the one that is right.")
                % {"one": by_link.sku, "other": by_sku.sku}
            )
        listing = replace(by_link, sku=by_sku.sku)
    price = read_price(values.get("price", ""))
    currency = currency_of(plain(values.get("currency", ""))) or (price[1] if price else "") or heading.currency
    return replace(
        listing,
        title=cut(values.get("title", ""), MAX_TITLE),
        seller=cut(values.get("seller", ""), MAX_SELLER),
        inn=inn_in(values.get("inn", "")),
        price=price[0] if price else None,
        currency=known(currency),
        seen_at=moment_in(values.get("seen_at", "")),
    )


def read_bare_row(cells: list[str], gateway: Gateway) -> list[ListingRef]:
    """A row without a heading: several listings when each cell is one, else one listing and what stands beside it."""
    named = [(cell, one(cell, gateway)) for cell in cells]
    links = [ref for cell, ref in named if ref and gateway.is_link(plain(cell).strip(EDGES))]
    numbers = [ref for cell, ref in named if ref and not gateway.is_link(plain(cell).strip(EDGES))]
    inside = [cell for cell, ref in named if not ref and words_naming(cell, gateway)]
    if inside or not (links or numbers):
        return read_words(" ".join(cells), gateway)
    if len(links) == len(cells) or len(numbers) == len(cells):
        return merged([*links, *numbers])
    listing = links[0] if links else numbers[0]
    if not listing.sku and numbers:
        listing = replace(listing, sku=numbers[0].sku)
    others = [ref.sku or ref.url for ref in links if ref.sku != listing.sku]
    others += [
        ref.sku for ref in numbers if ref.sku != listing.sku and len(ref.sku) >= SURE_SKU and not is_inn(ref.sku)
    ]
    if others:
        raise NoListing(
            _("Both %(one)s and %(other)s stand here. Name the columns in a line above, or put one listing on a line.")
            % {"one": listing.sku or listing.url, "other": others[0]}
        )
    return [_with_cells(listing, [cell for cell, ref in named if not ref or ref.sku != listing.sku])]


def _with_cells(listing: ListingRef, cells: list[str]) -> ListingRef:
    """Adds what cells of unknown order hold, each recognised by its form."""
    moments = {cell: moment for cell in cells if (moment := moment_in(cell))}
    inns = {cell: found[1] for cell in cells if (found := INN.fullmatch(plain(cell)))}
    inns |= {cell: plain(cell) for cell in cells if is_inn(plain(cell))}
    rest = [cell for cell in cells if cell not in moments and cell not in inns]
    prices = {cell: price for cell in rest if (price := read_price(cell)) and price[0] >= MIN_PRICE}
    words = [cell for cell in rest if read_price(cell) is None and not DIGITS.fullmatch(plain(cell))]
    marked = [price for price in prices.values() if price[1]]
    unmarked = list(prices.values())
    price = marked[0] if marked else unmarked[0] if len(unmarked) == 1 else None
    seller = next((word for word in words if looks_like_seller(word)), words[1] if len(words) > 1 else "")
    title = next((word for word in words if word != seller and not LINK.search(word)), "")
    return replace(
        listing,
        title=cut(title, MAX_TITLE),
        seller=cut(seller, MAX_SELLER),
        inn=inn_in(next(iter(inns.values()), "")),
        price=price[0] if price else None,
        currency=known(price[1] if price else ""),
        seen_at=next(iter(moments.values()), None),
    )
