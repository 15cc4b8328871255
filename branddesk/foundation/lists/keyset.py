"""Pages that begin where the last one ended, by the order itself, so that the thousandth is as quick as the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)

LARGEST_KEY = 2**63


@dataclass(frozen=True)
class Column:
    """A column of an order. It holds no NULL."""

    name: str
    is_falling: bool = False
    is_moment: bool = False

    @property
    def ordering(self) -> str:
        return f"-{self.name}" if self.is_falling else self.name


@dataclass(frozen=True)
class Order:
    """The order of a list; its last column tells every row from every other."""

    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.ordering for column in self.columns]

    def reversed(self) -> Order:
        return Order(tuple(Column(each.name, not each.is_falling, each.is_moment) for each in self.columns))

    def place_of(self, row: Model) -> str:
        """Where the row stands, as an address can carry it."""
        values = (getattr(row, column.name) for column in self.columns)
        return "~".join(value.isoformat() if isinstance(value, datetime) else str(value) for value in values)

    def after(self, rows: QuerySet[Row], place: str) -> QuerySet[Row]:
        """The rows behind a place; all of them when the place is none, or was tampered with."""
        values = self._read(place)
        if not values:
            return rows
        behind, level = Q(), Q()
        for column, value in zip(self.columns, values, strict=True):
            behind |= level & Q((f"{column.name}__{'lt' if column.is_falling else 'gt'}", value))
            level &= Q((column.name, value))
        first = self.columns[0]
        # Says once more what follows from the rest, so that an index is entered at the place and not at its start.
        start = Q((f"{first.name}__{'lte' if first.is_falling else 'gte'}", values[0]))
        return rows.filter(start, behind)

    def _read(self, place: str) -> Sequence[Any]:
        parts = place.split("~")
        if len(parts) != len(self.columns):
            return ()
        try:
            values = [
                datetime.fromisoformat(part) if column.is_moment else int(part)
                for column, part in zip(self.columns, parts, strict=True)
            ]
        except ValueError:
            return ()
        return values if all(_is_sound(value) for value in values) else ()


def _is_sound(value: Any) -> bool:
    return value.tzinfo is not None if isinstance(value, datetime) else -LARGEST_KEY < value < LARGEST_KEY
