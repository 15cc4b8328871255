"""Keeping the index. Written in the transaction of the change itself, so the index is never ahead or behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b

from django.db import connection

from branddesk.foundation.search.analyser import analyse
from branddesk.foundation.search.engines import Row, engine
from branddesk.foundation.search.models import Part

LONGEST_NAME = 32


@dataclass(frozen=True)
class PartText:
    """What one part of a thing says, and who may find it by that.

    Scopes are short words of letters and digits, each beginning with `=`, that a search names in turn: `=b12`.
    """

    name: str
    text: str
    scopes: Sequence[str]


def index(kind: str, key: int, parts: Iterable[PartText]) -> None:
    """Make these parts of the thing found by what they say now, without looking at what was there before."""
    engine().write([_row(kind, key, part) for part in parts])


def replace(kind: str, key: int, parts: Iterable[PartText], *, among: Sequence[str]) -> None:
    """Make `parts` all that the thing has under names that begin with one of `among`; only what differs is written."""
    rows = [_row(kind, key, part) for part in parts]
    there = {
        name: digest
        for name, digest in Part.objects.filter(kind=kind, key=key).values_list("name", "digest")
        if name.startswith(tuple(among))
    }
    gone = sorted(there.keys() - {row[2] for row in rows})
    if gone:
        engine().erase(kind, key, gone)
    engine().write([row for row in rows if there.get(row[2]) != row[3]])


def forget(kind: str, key: int, names: Sequence[str] | None = None) -> None:
    """Let the thing, or only these parts of it, be found no more."""
    engine().erase(kind, key, names)


def index_many(kind: str, things: Iterable[tuple[int, Sequence[PartText]]]) -> None:
    """Index many new things at once, for loaders."""
    engine().write([_row(kind, key, part) for key, parts in things for part in parts])


@contextmanager
def without_index() -> Iterator[None]:
    """For loaders of an empty desk: PostgreSQL makes the index in a tenth of the time when all words are there."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS search_words")
    yield
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX search_words ON search_part USING gin (words) WITH (fastupdate = off)")


def _row(kind: str, key: int, part: PartText) -> Row:
    tokens = analyse(part.text)
    words = " ".join([*tokens, *part.scopes])
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return kind, key, part.name[:LONGEST_NAME], digest, tokens, list(part.scopes)
