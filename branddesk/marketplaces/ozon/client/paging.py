"""Ozon's ways of turning pages, all given as one: rows, and the mark from which the next page is asked.

A mark is text and can be kept, so that a walk goes on where it was cut off. Empty means that there is no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from branddesk.marketplaces.ozon.client.errors import Malformed

Row = TypeVar("Row", covariant=True)
Each = TypeVar("Each")


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: tuple[Row, ...]
    next: str
    """From where the page after it is asked; empty on the last."""


class Fetch(Protocol[Row]):
    def __call__(self, *, after: str) -> Page[Row]: ...


def pages(fetch: Fetch[Each], *, after: str = "") -> Iterator[Page[Each]]:
    """All pages from the mark `after` on. Raises Malformed when Ozon would lead round in a circle."""
    while True:
        page = fetch(after=after)
        yield page
        if not page.next:
            return
        if page.next == after:
            raise Malformed("paging", "the next page is the same one")
        after = page.next


def each(fetch: Fetch[Each], *, after: str = "") -> Iterator[Each]:
    """All rows from the mark `after` on."""
    for page in pages(fetch, after=after):
        yield from page.rows


def by_flag(rows: tuple[Each, ...], mark: str, *, has_next: bool) -> Page[Each]:
    """cursor + has_next, last_id + has_next: the flag decides, but no page follows an empty one."""
    return Page(rows, mark if has_next and rows else "")


def by_mark(rows: tuple[Each, ...], mark: str) -> Page[Each]:
    """A cursor alone: it ends with an empty cursor or an empty page."""
    return Page(rows, mark if rows else "")


def by_length(rows: tuple[Each, ...], mark: str, *, limit: int) -> Page[Each]:
    """last_id alone: a page shorter than asked for is the last."""
    return Page(rows, mark if len(rows) >= limit else "")


def by_offset(rows: tuple[Each, ...], after: str, *, limit: int, total: int | None = None) -> Page[Each]:
    """offset: the mark is how many were read."""
    done = number(after) + len(rows)
    is_last = done >= total if total else len(rows) < limit
    return Page(rows, "" if is_last or not rows else str(done))


def by_number(rows: tuple[Each, ...], after: str, *, limit: int, count: int | None = None) -> Page[Each]:
    """page + page_size: the mark is the number of the next page, from 1; `count` of pages, where Ozon says it."""
    this = number(after, 1)
    is_last = this >= count if count else len(rows) < limit
    return Page(rows, "" if is_last or not rows else str(this + 1))


def number(mark: str, start: int = 0) -> int:
    """The mark as a number."""
    return int(mark) if mark else start


def parts(values: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """The values in portions that a method takes at once."""
    return (values[start : start + most] for start in range(0, len(values), most))
