"""What can be brought in: each kind with its columns, its check of rows, and how rows are taken over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from branddesk.foundation.transfers.models import Transfer, TransferRow

_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column of the sheet, found by any of its titles, whatever their case, blanks and signs."""

    name: str
    titles: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Line:
    """A row as it was written: the texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Finding:
    """What a row would do. A wrong one says why in `problem`, a sentence for its owner."""

    state: TransferRow.State
    values: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


Check = Callable[[Sequence[Line]], Sequence[Finding]]


@dataclass(frozen=True)
class Kind:
    """`checker` makes a check for one sheet, called with one part of it after another; `take` is called once, in the
    transaction that ends the transfer, with all rows that are new or changed."""

    code: str
    columns: tuple[Column, ...]
    checker: Callable[[Transfer], Check]
    take: Callable[[Transfer, Iterable[TransferRow]], None]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.code] = kind


def kind_of(transfer: Transfer) -> Kind:
    return _kinds[transfer.kind]


def columns_of(kind: Kind, headings: Sequence[str]) -> dict[int, str]:
    """Which column stands at which place of the heading row."""
    titles = {_plain(title): column.name for column in kind.columns for title in (column.name, *column.titles)}
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        name = titles.get(_plain(heading))
        if name and name not in found.values():
            found[place] = name
    return found


def _plain(title: str) -> str:
    return _NOT_LETTERS.sub("", title).casefold().replace("ё", "е")
