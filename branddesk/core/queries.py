"""Questions to the database that several apps ask in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Q, QuerySet, Subquery

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


def counted(rows: Mapping[str, QuerySet[Any]], *, most: int = COUNT_UP_TO) -> dict[str, int]:
    """How many rows each holds, up to `most`, in one query.

    Each part is written by itself: put together as one expression, Django takes three times as long to write them.
    """
    parts, params, found = list[str](), list[Any](), dict.fromkeys(rows, 0)
    for name, each in rows.items():
        try:
            sql, values = each.order_by().values("pk")[:most].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT '{name}', COUNT(*) FROM ({sql}) AS limited")  # noqa: S608  names are ours
        params += values
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            found |= dict(cursor.fetchall())
    return found


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
