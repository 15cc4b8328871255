"""What somebody with full access to the database could do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

TABLES = ("journal_entry", "journal_leaf", "journal_seal")


@contextmanager
def without_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [sql for (sql,) in cursor.fetchall()]
            for table in TABLES:
                cursor.execute(f"DROP TRIGGER {table}_append_only")
            try:
                yield
            finally:
                for sql in triggers:
                    cursor.execute(sql)


def tamper(sql: str, parameters: list[Any]) -> None:
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
