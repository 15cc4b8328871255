"""The two full-text indexes: FTS5 of SQLite and tsvector with GIN of PostgreSQL, behind the same few verbs.

Scopes are tokens too (`=b12`, never written by the analyser), so one walk through the index answers both what and
whose. Queries are built of tokens only, which hold letters and digits: nothing typed reaches the syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

from branddesk.foundation.search.analyser import Term

MOST_POSITIONS = 16_000
"""Words beyond are found alone, not as part of a phrase: PostgreSQL counts no further."""
WINDOWS = (14, 16, 18, 20, 22)
"""PostgreSQL's index knows no order. Each part carries tokens that name its block of 2¹⁴, 2¹⁶ … keys, so that the
newest parts can be asked alone."""

Row = tuple[str, int, str, str, list[str], list[str]]
"""Kind, key, name, digest, tokens, scopes."""
Hit = tuple[int, int, str]
"""The part's key, the thing's key, the part's name."""


class Engine(Protocol):
    def write(self, rows: Sequence[Row]) -> None: ...

    def erase(self, kind: str, key: int, names: Sequence[str] | None) -> None: ...

    def clear(self, kind: str) -> None: ...

    def newest(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[Hit]: ...

    def sample(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[int]: ...

    def holding(self, kind: str, keys: Sequence[int], terms: Sequence[Term], scopes: Sequence[str]) -> set[int]: ...


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

    def sample(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[int]:
        one = "SELECT COUNT(*) FROM (SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT %s)"
        params = [value for term in terms for value in (_match(kind, [term], scopes), limit)]
        return [row[0] for row in _fetch(" UNION ALL ".join([one] * len(terms)), params)]

    def holding(self, kind: str, keys: Sequence[int], terms: Sequence[Term], scopes: Sequence[str]) -> set[int]:
        among = ", ".join(["%s"] * len(keys))
        one = (
            "SELECT part.key FROM search_part part CROSS JOIN search_words ON search_words.rowid = part.id"  # noqa: S608
            f" WHERE part.kind = %s AND part.key IN ({among}) AND search_words MATCH %s"
        )
        params = [value for term in terms for value in (kind, *keys, _match(kind, [term], scopes))]
        return {row[0] for row in _fetch(" INTERSECT ".join([one] * len(terms)), params)}


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

    def newest(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[Hit]:
        last = self._last()
        size, wanted = 2 ** WINDOWS[0], _tsquery(kind, terms, scopes)
        if last > size:
            found = self._hits(wanted, WINDOWS[0], last, limit)
            if len(found) >= limit:
                return found
            # As dense as in the newest block or two, how far back will there be enough?
            reach = size * limit * 1.5 / len(found) if found else last
            wider = next((bits for bits in WINDOWS[1:] if 2**bits >= reach), 0)
            if wider:
                found = self._hits(wanted, wider, last, limit)
                if len(found) >= limit:
                    return found
        return self._hits(wanted, 0, last, limit)

    def _last(self) -> int:
        return int(_fetch("SELECT COALESCE(MAX(id), 0) FROM search_part", [])[0][0])

    def _hits(self, wanted: str, bits: int, last: int, limit: int) -> list[Hit]:
        # Left to itself, the planner reads rare words backwards along the primary key.
        return _fetch(
            "WITH hit AS MATERIALIZED (SELECT id, key, name FROM search_part WHERE words @@ %s::tsquery)"
            " SELECT id, key, name FROM hit ORDER BY id DESC LIMIT %s",
            [wanted + _window(bits, last), limit],
        )

    def sample(self, kind: str, terms: Sequence[Term], scopes: Sequence[str], limit: int) -> list[int]:
        last = self._last()
        bits = WINDOWS[0] if last > 2 ** WINDOWS[0] else 0
        one = "SELECT COUNT(*) FROM (SELECT 1 FROM search_part WHERE words @@ %s::tsquery LIMIT %s) few"
        params = [value for term in terms for value in (_tsquery(kind, [term], scopes) + _window(bits, last), limit)]
        return [row[0] for row in _fetch(" UNION ALL ".join([one] * len(terms)), params)]

    def holding(self, kind: str, keys: Sequence[int], terms: Sequence[Term], scopes: Sequence[str]) -> set[int]:
        every = " AND ".join(["bool_or(words @@ %s::tsquery)"] * len(terms))
        rows = _fetch(
            "WITH near AS MATERIALIZED (SELECT key, words FROM search_part WHERE kind = %s AND key = ANY(%s))"  # noqa: S608
            f" SELECT key FROM near GROUP BY key HAVING {every}",
            [kind, list(keys), *(_tsquery(kind, [term], scopes) for term in terms)],
        )
        return {row[0] for row in rows}


def _match(kind: str, terms: Iterable[Term], scopes: Sequence[str]) -> str:
    """The query as FTS5 reads it."""
    words = [f'"{" ".join(term.tokens)}"{" *" if term.is_prefix else ""}' for term in terms]
    whose = " OR ".join(f'"{scope}"' for scope in scopes)
    return " AND ".join([*words, f'"={kind}"', f"({whose})"])


def _tsquery(kind: str, terms: Iterable[Term], scopes: Sequence[str]) -> str:
    """The query as PostgreSQL reads it."""
    words = []
    for term in terms:
        *first, last = (f"'{token}'" for token in term.tokens)
        words.append("(" + " <-> ".join([*first, last + (":*" if term.is_prefix else "")]) + ")")
    whose = " | ".join(f"'{scope}'" for scope in scopes)
    return " & ".join([*words, f"'={kind}'", f"({whose})"])


def _window(bits: int, last: int) -> str:
    """The newest one to two blocks of that size."""
    if not bits:
        return ""
    block = last >> bits
    return f" & ('=w{bits}x{block}' | '=w{bits}x{block - 1}')"


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
