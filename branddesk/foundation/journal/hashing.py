"""How journal rows become hashes. Changing anything here breaks every journal already written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from branddesk.foundation.journal.models import Entry, Leaf, Seal

_IDENTIFIER = re.compile(r"[!-?A-~]{0,80}")
"""Printable ASCII without blanks and without "@": an identifier, never an address or a sentence."""


def canonical(value: Any) -> bytes:
    """The one JSON spelling of `value`: keys sorted, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def entry_hash(entry: Entry) -> str:
    return _sha256(
        canonical(
            {
                "kind": entry.chain.kind,
                "id": entry.chain.target_id,
                "seq": entry.seq,
                "at": _instant(entry.at),
                "actor": None if entry.actor_id is None else str(entry.actor_id),
                "action": entry.action,
                "facts": entry.facts,
                "digests": entry.digests,
                "prev": entry.prev_hash,
            }
        )
    )


def seal_hash(seal: Seal) -> str:
    fields = {"number": seal.number, "at": _instant(seal.at), "size": seal.size, "root": seal.root}
    return _sha256(canonical({**fields, "prev": seal.prev_hash}))


def leaf_data(leaf: Leaf) -> bytes:
    return canonical([leaf.kind, leaf.target_id, leaf.seq, leaf.hash])


def private_digest(salt: str, text: str) -> str:
    return _sha256(f"{salt}:{text}".encode())


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the journal keeps them. Raises ValueError for anything that could hold a person's words."""
    return {name: _plain(name, value) for name, value in facts.items()}


def _plain(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(name, each) for each in value]
    raise ValueError(f"fact {name!r} is not an identifier, number or date: give people's words as `private`")


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
