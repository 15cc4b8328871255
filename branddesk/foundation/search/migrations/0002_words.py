from __future__ import annotations

from typing import Any

from django.db import migrations

MAKE = {
    "sqlite": [
        """CREATE VIRTUAL TABLE search_words USING fts5(words, tokenize = "unicode61 remove_diacritics 0 tokenchars '='")""",
    ],
    "postgresql": [
        "ALTER TABLE search_part ADD COLUMN words tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX search_words ON search_part USING gin (words) WITH (fastupdate = off)",
    ],
}
UNMAKE = {
    "sqlite": ["DROP TABLE search_words"],
    "postgresql": ["DROP INDEX search_words", "ALTER TABLE search_part DROP COLUMN words"],
}


def make(apps: Any, editor: Any) -> None:
    for statement in MAKE[editor.connection.vendor]:
        editor.execute(statement)


def unmake(apps: Any, editor: Any) -> None:
    for statement in UNMAKE[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
