"""The two full-text indexes: FTS5 of SQLite and tsvector with GIN of PostgreSQL, behind the same few verbs.

Scopes are tokens too (`=b12`, never written by the analyser), so one walk through the index answers both what and
whose. Queries are built of tokens only, which hold letters and digits: nothing typed reaches the syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from django.db import connection

from branddesk.foundation.search.analyser import Term

MOST_POSITIONS = 16_000
"""Words beyond are found alone, not as part of a phrase: PostgreSQL counts no further."""
WINDOWS = (14, 16, 18, 20, 22)
"""PostgreSQL's index knows no order. Each part carries tokens that name its block of 2¹⁴, 2¹⁶ … keys, so that the
newest parts can be asked alone."""
SAMPLE = 1_000
"""To tell which term is rarest, the parts of each are counted so far."""

Row = tuple[str, int, str, str, list[str], list[str]]
"""Kind, key, name, digest, tokens, scopes."""
Hit = tuple[int, int, str]
"""The part's key, the thing's key, the part's name."""


class Engine(Protocol):
    def write(self, rows: Sequence[Row]) -> None: ...

    def erase(self, kind: str, key: int, names: Sequence[str] | None) -> None: ...

    def clear(self, kind: str) -> None: ...

    def newest(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[Hit]:
        """The newest parts that hold all the terms, the newest first. One query."""

    def among_few(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[Hit]:
        """The same for a kind that has few parts: they are looked at, and not what all else says. One query."""

    def spread(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], near: int) -> list[Hit]:
        """The newest `near` parts that hold the rarest term, of things that hold all of them somewhere. One query."""


def engine() -> Engine:
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


def _fetch(sql: str, params: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


class Sqlite:
    """FTS5 walks its hits from the newest key by itself."""

    def write(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            for kind, key, name, digest, tokens, scopes in rows:
                # The old words must go by the old key, and the part moves to the newest one.
                cursor.execute(
                    "SELECT id FROM search_part WHERE kind = %s AND key = %s AND name = %s", [kind, key, name]
                )
                if old := cursor.fetchone():
                    cursor.execute("DELETE FROM search_words WHERE rowid = %s", old)
                    cursor.execute("DELETE FROM search_part WHERE id = %s", old)
                cursor.execute(
                    "INSERT INTO search_part (kind, key, name, digest) VALUES (%s, %s, %s, %s)",
                    [kind, key, name, digest],
                )
                cursor.execute(
                    "INSERT INTO search_words (rowid, words) VALUES (%s, %s)",
                    [cursor.lastrowid, " ".join([*tokens, f"={kind}", *scopes])],
                )

    def erase(self, kind: str, key: int, names: Sequence[str] | None) -> None:
        where, params = "kind = %s AND key = %s", [kind, key, *(names or ())]
        if names is not None:
            where += f" AND name IN ({', '.join(['%s'] * len(names))})"
        self._erase(where, params)

    def clear(self, kind: str) -> None:
        self._erase("kind = %s", [kind])

    def _erase(self, where: str, params: Sequence[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_part WHERE {where})",  # noqa: S608
                params,
            )
            cursor.execute(f"DELETE FROM search_part WHERE {where}", params)  # noqa: S608

    def newest(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[Hit]:
        return _fetch(
            "SELECT part.id, part.key, part.name FROM search_words CROSS JOIN search_part part"
            " ON part.id = search_words.rowid WHERE search_words MATCH %s ORDER BY search_words.rowid DESC LIMIT %s",
            [_match(kind, terms, scopes), limit],
        )

    among_few = newest

    def spread(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], near: int) -> list[Hit]:
        each = [_match(kind, [term], scopes) for term in terms]
        counted = (
            "SELECT %s AS nr, %s AS words, (SELECT COUNT(*) FROM"
            " (SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT %s)) AS parts"
        )
        holding = (
            "SELECT part.key FROM search_part part CROSS JOIN search_words ON search_words.rowid = part.id"
            " WHERE part.kind = %s AND part.key IN (SELECT key FROM near) AND search_words MATCH %s"
        )
        return _fetch(
            f"WITH term AS ({' UNION ALL '.join([counted] * len(each))}),"  # noqa: S608
            " near AS MATERIALIZED (SELECT part.id, part.key, part.name FROM search_words CROSS JOIN search_part part"
            " ON part.id = search_words.rowid"
            " WHERE search_words MATCH (SELECT words FROM term ORDER BY parts, nr DESC LIMIT 1)"
            " ORDER BY search_words.rowid DESC LIMIT %s)"
            f" SELECT id, key, name FROM near WHERE key IN ({' INTERSECT '.join([holding] * len(each))})"
            " ORDER BY id DESC",
            [
                *(value for nr, words in enumerate(each) for value in (nr, words, words, SAMPLE)),
                near,
                *(value for words in each for value in (kind, words)),
            ],
        )


class Postgres:
    """GIN finds everything at once and in no order, so the newest blocks are asked first and as few as will do."""

    def write(self, rows: Sequence[Row]) -> None:
        blocks = " || ".join(f"('''=w{size}x' || (n >> {size}) || '''')::tsvector" for size in WINDOWS)
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_part (id, kind, key, name, digest, words)"  # noqa: S608
                f" SELECT n, %s, %s, %s, %s, %s::tsvector || {blocks} FROM nextval('search_part_id_seq') n"
                " ON CONFLICT (kind, key, name)"
                " DO UPDATE SET id = EXCLUDED.id, digest = EXCLUDED.digest, words = EXCLUDED.words",
                [
                    (kind, key, name, digest, _vector([*tokens, f"={kind}", *scopes]))
                    for kind, key, name, digest, tokens, scopes in rows
                ],
            )

    def erase(self, kind: str, key: int, names: Sequence[str] | None) -> None:
        with connection.cursor() as cursor:
            if names is None:
                cursor.execute("DELETE FROM search_part WHERE kind = %s AND key = %s", [kind, key])
            else:
                cursor.execute(
                    "DELETE FROM search_part WHERE kind = %s AND key = %s AND name = ANY(%s)", [kind, key, list(names)]
                )

    def clear(self, kind: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_part WHERE kind = %s", [kind])

    def among_few(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[Hit]:
        return _fetch(
            "WITH few AS MATERIALIZED (SELECT id, key, name, words FROM search_part WHERE kind = %s)"
            " SELECT id, key, name FROM few WHERE words @@ %s::tsquery AND words @@ %s::tsquery"
            " ORDER BY id DESC LIMIT %s",
            [kind, _tsquery(terms), _any_of(scopes), limit],
        )

    def newest(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[Hit]:
        return _fetch(
            "WITH wanted AS MATERIALIZED (SELECT %s AS words, %s AS whole_words, %s AS scopes, %s AS kind),"  # noqa: S608
            f" {_STAGES} SELECT id, key, name FROM hit ORDER BY id DESC",
            [
                _tsquery(terms),
                _tsquery(replace(term, is_prefix=False) for term in terms),
                _any_of(scopes),
                kind,
                *[limit] * _STAGES.count("%s"),
            ],
        )

    def spread(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], near: int) -> list[Hit]:
        each, whose = [_tsquery([term]) for term in terms], _any_of(scopes)
        every = " AND ".join(["bool_or(words @@ %s::tsquery)"] * len(each))
        return _fetch(
            f"WITH term (nr, words) AS (VALUES {', '.join(['(%s, %s)'] * len(each))}),"  # noqa: S608
            " wanted AS MATERIALIZED"
            " (SELECT words, words AS whole_words, %s AS scopes, %s AS kind FROM term ORDER BY (SELECT COUNT(*) FROM"
            f" (WITH few AS MATERIALIZED (SELECT 1 FROM search_part part WHERE part.words @@ ({_window('14')})::tsquery"
            " AND part.words @@ term.words::tsquery AND part.words @@ %s::tsquery)"
            f" SELECT * FROM few LIMIT %s) AS few), nr DESC LIMIT 1), {_STAGES},"
            " near AS MATERIALIZED (SELECT key, words FROM search_part"
            " WHERE kind = %s AND key IN (SELECT key FROM hit) AND words @@ %s::tsquery)"
            f" SELECT id, key, name FROM hit WHERE key IN (SELECT key FROM near GROUP BY key HAVING {every})"
            " ORDER BY id DESC",
            [
                *(value for numbered in enumerate(each) for value in numbered),
                *(whose, kind, whose, SAMPLE),
                *[near] * _STAGES.count("%s"),
                *(kind, whose, *each),
            ],
        )


def _match(kind: str, terms: Iterable[Term], scopes: Sequence[str]) -> str:
    """The query as FTS5 reads it."""
    words = [f'"{" ".join(term.tokens)}"{" *" if term.is_prefix else ""}' for term in terms]
    whose = " OR ".join(f'"{scope}"' for scope in scopes)
    return " AND ".join([*words, f'"={kind}"', f"({whose})"])


def _tsquery(terms: Iterable[Term]) -> str:
    """The terms as PostgreSQL reads them."""
    words = []
    for term in terms:
        *first, last = (f"'{token}'" for token in term.tokens)
        words.append("(" + " <-> ".join([*first, last + (":*" if term.is_prefix else "")]) + ")")
    return " & ".join(words)


def _any_of(scopes: Sequence[str]) -> str:
    return " | ".join(f"'{scope}'" for scope in scopes)


_LAST = "(SELECT COALESCE(MAX(id), 0) FROM search_part)"


def _window(bits: str) -> str:
    """In SQL, the query that the newest one to two blocks of 2 to the power of `bits` keys fit."""
    block = f"'''=w' || {bits} || 'x' || (({_LAST} >> {bits}) - %d) || ''''"
    return f"{block % 0} || ' | ' || {block % 1}"


def _part(name: str, conditions: str, words: str = "words") -> str:
    """A stage. Words, scopes and blocks are asked apart: so the index skips from one to the next, and where they are
    one query it reads all that is said of the rarest.
    """
    # Left to itself, the planner reads rare words backwards along the primary key.
    return (
        f"{name} AS MATERIALIZED (SELECT id, key, name FROM search_part WHERE {conditions}"  # noqa: S608
        f" AND words @@ (SELECT {words} FROM wanted)::tsquery AND words @@ (SELECT scopes FROM wanted)::tsquery"
        " AND kind = (SELECT kind FROM wanted))"
    )


_BITS = "(SELECT bits FROM reach)"
_STAGES = ", ".join(
    [
        # All that begins with the last word is read, however common it is; not where the word itself will do.
        _part("exact", f"words @@ ({_window('14')})::tsquery", "whole_words"),
        _part("newest", f"(SELECT COUNT(*) FROM exact) < %s AND words @@ ({_window('14')})::tsquery"),  # noqa: S608
        # As dense as in the newest block or two, how far back will there be enough?
        (
            "reach AS MATERIALIZED (SELECT MIN(bits) AS bits FROM (VALUES (16), (18), (20), (22)) AS size (bits),"
            " (SELECT COUNT(*) AS found FROM newest) AS newest"
            " WHERE found > 0 AND found < %s AND (1 << bits) >= 16384 * 1.5 * %s / found)"
        ),
        _part("wider", f"{_BITS} IS NOT NULL AND words @@ ({_window(_BITS)})::tsquery"),
        _part(
            "whole",
            f"{_LAST} > 16384 AND (SELECT COUNT(*) FROM exact) < %s"  # noqa: S608
            " AND (SELECT COUNT(*) FROM newest) < %s AND (SELECT COUNT(*) FROM wider) < %s",
        ),
        (
            "hit AS MATERIALIZED (SELECT id, key, name FROM exact UNION SELECT id, key, name FROM newest"
            " UNION SELECT id, key, name FROM wider UNION SELECT id, key, name FROM whole ORDER BY id DESC LIMIT %s)"
        ),
    ]
)
"""The newest parts that hold what is `wanted`: the newest block or two are asked first, then as many as will do, then
all. A stage that is not needed is not run."""


def _vector(tokens: Sequence[str]) -> str:
    """The tokens with their places, as PostgreSQL reads them."""
    places: dict[str, list[int]] = {}
    for place, token in enumerate(tokens, start=1):
        if token.startswith("="):
            places.setdefault(token, [])
        elif place <= MOST_POSITIONS:
            places.setdefault(token, []).append(place)
        else:
            places.setdefault(token, [])
    return " ".join(
        f"'{token}'" + (":" + ",".join(map(str, found[:255])) if found else "") for token, found in places.items()
    )
