"""Questions to the database that several apps ask in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL

COUNT_UP_TO = 1001
"""Counts stop here; the page then reads “1,000+”."""
MOST_WORDS = 8
"""Of a longer query the first words count."""


class CountUpTo(Subquery):
    """Counts rows inside another query, and no further than `most`, so that a million rows cost no more than that."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) limited)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any], *, most: int = COUNT_UP_TO) -> None:
        super().__init__(rows.order_by().values("pk")[:most])


def counted(rows: Mapping[str, QuerySet[Any]], *, most: int = COUNT_UP_TO, by_walk: bool = False) -> dict[str, int]:
    """How many rows each holds, up to `most`, in one query.

    `by_walk`: in the order that each has, so that an index is walked; else PostgreSQL reads a whole table where it
    expects many rows and there are few.

    Each part is written by itself: put together as one expression, Django takes three times as long to write them.
    """
    parts, params, found = list[str](), list[Any](), dict.fromkeys(rows, 0)
    for name, each in rows.items():
        try:
            each = each if by_walk else each.order_by()
            sql, values = each.values("pk")[:most].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT '{name}', COUNT(*) FROM ({sql}) AS limited")  # noqa: S608  names are ours
        params += values
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            found |= dict(cursor.fetchall())
    return found


@dataclass(frozen=True)
class Places:
    """Values at each of which one and the same query is asked, written and planned once.

    places = Places(("shelf",), [("open",), ("closed",)])
    counted_at({"cases": Case.objects.filter(shelf=at("shelf"))}, places)
    """

    names: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def table(self) -> tuple[str, list[Any]]:
        """What a query begins with so that it may read them from `place`, and the parameters; `nr` numbers them."""
        row = f"({', '.join(['%s'] * (len(self.names) + 1))})"
        sql = f"WITH place (nr, {', '.join(self.names)}) AS (VALUES {', '.join([row] * len(self.rows))})"
        return sql, [value for nr, values in enumerate(self.rows) for value in (nr, *values)]


def at(name: str) -> RawSQL:
    """In the conditions of a query that is asked at places: the value that differs."""
    return RawSQL(f"place.{name}", ())  # noqa: S611  names are ours


def counted_at(rows: Mapping[str, QuerySet[Any]], places: Places, *, most: int = COUNT_UP_TO) -> dict[str, list[int]]:
    """How many of the rows there are at each place, up to `most`, in one query.

    Rows that come in an order are counted in that order, so along its index.
    """
    if not places.rows:
        return {name: [] for name in rows}
    table, values = places.table()
    counts = list[str]()
    for each in rows.values():
        asked = each if each.query.order_by else each.order_by()
        sql, params = asked.annotate(counted_one=Value(1)).values("counted_one")[:most].query.sql_with_params()
        counts.append(f"(SELECT COUNT(*) FROM ({sql}) AS limited)")  # noqa: S608
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"{table} SELECT {', '.join(counts)} FROM place ORDER BY nr", values)  # noqa: S608
        found = cursor.fetchall()
    return {name: [row[column] for row in found] for column, name in enumerate(rows)}


def holding(text: str, *fields: str) -> Q:
    """Rows that hold every word of the text in one of the fields.

    SQLite folds the case of Latin letters only, so the usual writings are asked.
    """
    found = Q()
    for word in text.split()[:MOST_WORDS]:
        held = Q()
        for writing in dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())):
            for field in fields:
                held |= Q((f"{field}__icontains", writing))
        found &= held
    return found
