"""Values that several methods share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Money:
    """`amount` in whole units of `currency`; None where Ozon gives none."""

    amount: Decimal | None
    currency: str

    def sent(self) -> dict[str, str]:
        """As Ozon's newer methods take it."""
        return {"amount": str(self.amount), "currency": self.currency}


def said(moment: datetime) -> str:
    """RFC 3339 in UTC, as Ozon writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def span(start: datetime | None, end: datetime | None, names: tuple[str, str]) -> dict[str, str]:
    """A stretch of time for a filter; an open end is left out."""
    return {name: said(moment) for name, moment in zip(names, (start, end), strict=True) if moment is not None}


def whole(ids: tuple[str, ...] | list[str]) -> list[str]:
    """64-bit numbers in a list: Ozon declares them as text there."""
    return [str(each) for each in ids]


def nothing(data: Any) -> bool:
    """For methods whose answer says only that it was done."""
    return True
