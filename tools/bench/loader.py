"""Writes rows by the hundred thousand: COPY on PostgreSQL, prepared inserts on SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models

BATCH = 20_000


def load(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows with the given fields, in their order; every other field must have no say. Returns how many."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    columns = [fields[name].column for name in names]
    jsons = {place for place, name in enumerate(names) if isinstance(fields[name], models.JSONField)}
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(connection.ops.quote_name(str(column)) for column in columns)
    write = _copy if connection.vendor == "postgresql" else _insert
    count = 0
    for part in _parts(rows):
        write(table, listed, [_plain(row, jsons) for row in part])
        count += len(part)
    return count


def _copy(table: str, columns: str, rows: list[list[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(table: str, columns: str, rows: list[list[Any]]) -> None:
    places = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def _plain(row: Sequence[Any], jsons: set[int]) -> list[Any]:
    on_sqlite = connection.vendor == "sqlite"
    plain = []
    for place, value in enumerate(row):
        if place in jsons:
            plain.append(json.dumps(value))
        elif on_sqlite and isinstance(value, datetime):
            plain.append(value.astimezone(UTC).replace(tzinfo=None).isoformat(" "))
        elif on_sqlite and isinstance(value, UUID):
            plain.append(value.hex)
        else:
            plain.append(value)
    return plain


def _parts(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    rest = iter(rows)
    while part := list(islice(rest, BATCH)):
        yield part


def set_sequences(*tables: type[models.Model]) -> None:
    """Let the database go on counting after the keys that were written."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in tables:
            name = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT COALESCE(MAX(id), 1) FROM \"{name}\"))",
                [name],
            )
