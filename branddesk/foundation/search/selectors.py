"""Finding: which things hold all the words of a query, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from branddesk.foundation.search.analyser import Term, read_query
from branddesk.foundation.search.engines import engine

MOST_HITS = 1_000
"""Beyond these nobody reads; the page then says “1,000+”."""
PARTS_PER_HIT = 2
NEAR = 300
"""Of so many things that hold a query's rarest word, the other words are looked for in all parts."""


@dataclass(frozen=True)
class Hits:
    """What was found."""

    terms: list[Term]
    """The query as it was read; without any word nothing is found."""
    parts: dict[int, str] = field(default_factory=dict)
    """The things' keys, the newest first, each with the name of the part that fits best."""
    is_cut: bool = False
    """Whether there may be more."""

    @property
    def keys(self) -> list[int]:
        return list(self.parts)

    @property
    def count(self) -> int:
        """As the pages count: one more than can be read, where there is more."""
        return len(self.parts) + self.is_cut


def search(
    kind: str,
    text: str,
    *,
    scopes: Sequence[str],
    limit: int = MOST_HITS,
    is_typing: bool = False,
    is_spread: bool = True,
    are_few: bool = False,
) -> Hits:
    """The things in one of the `scopes` that hold all words of the text.

    Words may stand in different parts of one thing. This is looked at for the newest `NEAR` things that hold the
    query's rarest word, and only where fewer than `limit` things hold all words in one part; without `is_spread`,
    not at all. `are_few`: the things of this kind are some hundreds at most.
    """
    terms = read_query(text, is_typing=is_typing)
    if not terms or not scopes:
        return Hits(terms)
    most = limit * PARTS_PER_HIT
    ask = engine().among_few if are_few else engine().newest
    found = ask(kind, terms, scopes, most)
    newest = {key: part for part, key, _name in reversed(found)}
    names = {key: name for _part, key, name in reversed(found)}
    is_cut = len(found) == most
    if is_spread and len(terms) > 1 and not is_cut and len(newest) < limit:
        for part, key, name in reversed(engine().spread(kind, terms, scopes, NEAR)):
            if key not in newest:
                newest[key], names[key] = part, name
    keys = sorted(newest, key=newest.__getitem__, reverse=True)
    return Hits(terms, {key: names[key] for key in keys[:limit]}, is_cut or len(keys) > limit)
