"""Revisions as a page shows them: in words, with what went and what came marked in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branddesk.foundation.journal.revisions import Revision

Mark = Literal["same", "gone", "new"]
Piece = tuple[Mark, str]
Wording = Callable[[str, Any], str]
"""How the value of a field is written."""

TOKENS = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST_TOKENS = 800
"""Beyond this a passage is shown as replaced whole, so that a page never takes long."""


@dataclass(frozen=True)
class ChangeInWords:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class HistoryRow:
    """One change: when, by whom, what; `may_restore` where it is not what stands now."""

    seq: int
    at: datetime
    who: str
    what: str
    changes: list[ChangeInWords]
    may_restore: bool


def plain(name: str, value: Any) -> str:
    """A value as a sentence would have it."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def in_words(
    revisions: list[Revision],
    labels: Mapping[str, str | Promise],
    titles: Mapping[str, str | Promise],
    *,
    wording: Wording = plain,
) -> list[HistoryRow]:
    """The rows of a history page, newest first. `titles`: the sentence of each action."""
    return [
        HistoryRow(
            seq=revision.seq,
            at=revision.at,
            who=str(revision.entry.actor or _("The desk")),
            what=str(titles.get(revision.entry.action, revision.entry.action)),
            changes=_changes(revision, labels, wording),
            may_restore=number > 0 and not revision.is_erased and revision.after is not None,
        )
        for number, revision in enumerate(revisions)
    ]


def _changes(revision: Revision, labels: Mapping[str, str | Promise], wording: Wording) -> list[ChangeInWords]:
    """Field by field; of a thing that came or went as a whole, only what it held."""
    is_whole = revision.before is None or revision.after is None
    rows = []
    for change in revision.changes:
        before = "" if revision.before is None else wording(change.name, change.before)
        after = "" if revision.after is None else wording(change.name, change.after)
        if is_whole and plain(change.name, change.before) == plain(change.name, change.after):
            continue
        rows.append(ChangeInWords(str(labels.get(change.name, change.name)), list(pieces(before, after))))
    return rows


def pieces(before: str, after: str) -> Iterator[Piece]:
    """What stayed, what went and what came, in the order of the text."""
    for mark, old, new in _compare(LINES.findall(before), LINES.findall(after)):
        if mark == "same":
            yield "same", old
            continue
        tokens = TOKENS.findall(old), TOKENS.findall(new)
        if max(map(len, tokens)) > MOST_TOKENS:
            yield from _both(old, new)
            continue
        for part, gone, come in _compare(*tokens):
            if part == "same":
                yield "same", gone
            else:
                yield from _both(gone, come)


def _compare(old: list[str], new: list[str]) -> Iterator[tuple[Literal["same", "changed"], str, str]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "same" if tag == "equal" else "changed", "".join(old[i1:i2]), "".join(new[j1:j2])


def _both(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield "gone", old
    if new:
        yield "new", new
