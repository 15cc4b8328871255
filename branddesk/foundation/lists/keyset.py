"""Pages that begin where the last one ended, by the order itself, so that the thousandth is as quick as the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import BigIntegerField, BooleanField, DateTimeField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

Row = TypeVar("Row", bound=Model)

LARGEST_KEY = 2**63


@dataclass(frozen=True)
class Column:
    """A column of an order. It holds no NULL."""

    name: str
    is_moment: bool = False


class _Together(Func):
    """Several values compared as one, the first that differs deciding: an index is entered at the very place."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


@dataclass(frozen=True)
class Order:
    """The order of a list: its columns all rise or all fall, and the last one tells every row from every other."""

    columns: tuple[Column, ...]
    is_falling: bool = False

    @property
    def names(self) -> list[str]:
        return [f"-{column.name}" if self.is_falling else column.name for column in self.columns]

    def reversed(self) -> Order:
        return Order(self.columns, not self.is_falling)

    def place_of(self, row: Model) -> str:
        """Where the row stands, as an address can carry it."""
        values = (getattr(row, column.name) for column in self.columns)
        return "~".join(value.isoformat() if isinstance(value, datetime) else str(value) for value in values)

    def after(self, rows: QuerySet[Row], place: str) -> QuerySet[Row]:
        """The rows behind a place; all of them when the place is none, or was tampered with."""
        values = self._read(place)
        if not values:
            return rows
        here = _Together(*(F(column.name) for column in self.columns))
        there = _Together(*(Value(value, _FIELDS[type(value)]()) for value in values))
        return rows.filter((LessThan if self.is_falling else GreaterThan)(here, there))

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


_FIELDS = {datetime: DateTimeField, int: BigIntegerField}
