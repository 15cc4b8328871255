"""Reads a pasted text line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from branddesk.cases.listings.cells import NoListing
from branddesk.cases.listings.rows import Heading, cells_of, heading_in, read_bare_row, read_row
from branddesk.cases.listings.words import read_words
from branddesk.marketplaces.gateway import Gateway, ListingRef
from branddesk.marketplaces.reading import plain

MAX_LINES = 2000
MAX_LINE = 3000

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Unreadable:
    """A line that names no listing here, as it was typed, and why."""

    line_number: int
    text: str
    why: str


@dataclass
class Reading:
    """What a pasted text held."""

    listings: list[ListingRef] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    """SKUs or links that were named more than once; the first naming counts."""
    unreadable: list[Unreadable] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    """Numbers of the lines that only name a sheet's columns."""
    understood: list[int] = field(default_factory=list)
    """Numbers of the lines that named listings, new or repeated."""


def read_listings(text: str, gateway: Gateway) -> Reading:
    """Reads every line of `text`: one listing, several SKUs or links, or a row of a sheet (tabs, semicolons, commas).

    A sheet's heading may be in Russian, Chinese or English with its columns in any order; without one, each cell
    is recognised by its form. Dates without a zone are in the reader's zone. Never raises.
    """
    reading = Reading()
    seen: set[str] = set()
    heading: Heading | None = None
    for number, typed in enumerate(text.splitlines(), start=1):
        line = _CONTROL.sub("", typed)
        if not plain(line):
            heading = None
            continue
        if number > MAX_LINES:
            reading.unreadable.append(_too_many(number, line))
            continue
        found_heading = heading_in(line, gateway) if len(line) <= MAX_LINE else None
        if found_heading:
            heading = found_heading
            reading.headings.append(number)
            continue
        try:
            listings = _read_line(line, heading, gateway)
        except NoListing as refusal:
            reading.unreadable.append(Unreadable(number, line.strip(), str(refusal)))
            continue
        reading.understood.append(number)
        for listing in listings:
            _keep(reading, seen, listing)
    return reading


def _keep(reading: Reading, seen: set[str], listing: ListingRef) -> None:
    names = {name for name in (listing.sku, listing.url.rstrip("/")) if name}
    if names & seen:
        reading.repeated.append(listing.sku or listing.url)
    else:
        reading.listings.append(listing)
    seen |= names


def _too_many(number: int, line: str) -> Unreadable:
    why = _("Only the first %(number)d lines are read at once. Paste this one again after them.") % {
        "number": MAX_LINES
    }
    return Unreadable(number, line.strip(), why)


def _read_line(line: str, heading: Heading | None, gateway: Gateway) -> list[ListingRef]:
    if len(line) > MAX_LINE:
        raise NoListing(_("This line is too long to be a listing. Put each listing on a line of its own."))
    if heading and heading.delimiter in line:
        return [read_row(cells_of(line, heading.delimiter), heading, gateway)]
    for delimiter in "\t;":
        if delimiter in line:
            cells = [cell for cell in cells_of(line, delimiter) if cell]
            if len(cells) > 1:
                return read_bare_row(cells, gateway)
    return read_words(line, gateway)
