"""Writing the journal: recording a change, sealing what was recorded, erasing private texts."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, models, transaction

from branddesk.core import clock
from branddesk.foundation.journal import hashing
from branddesk.foundation.journal.merkle import Tree
from branddesk.foundation.journal.models import Chain, Entry, Leaf, PrivateText, Seal
from branddesk.foundation.journal.selectors import private_texts_of_person, target_key

ACTION = re.compile(r"[a-z][a-z-]*(\.[a-z][a-z-]*)+")
LEAVES_PER_SEAL = 5_000

_HOLD = """
    INSERT INTO journal_chain (kind, target_id, seq, hash, sealed_seq) VALUES (%s, %s, 0, '', 0)
    ON CONFLICT (kind, target_id) DO UPDATE SET seq = journal_chain.seq
    RETURNING id, seq, hash
"""
_LENGTHEN = "UPDATE journal_chain SET seq = %s, hash = %s WHERE id = %s"
"""Every change passes here, so the two statements stand as they are sent; the first begins the chain or holds it."""


def record(
    actor: AbstractBaseUser | None,
    action: str,
    target: models.Model,
    /,
    *,
    private: Mapping[str, str] | None = None,
    **facts: Any,
) -> Entry:
    """Append one entry to the target's chain; `actor` None is the desk itself.

    Facts are integers, truth values, None, dates, UUIDs, decimals, identifiers (printable ASCII of at most 80
    characters without blanks or "@") and lists of these; ValueError otherwise. People's words go into `private`:
    the entry keeps their salted digest, the words can be erased.
    """
    return _append(actor, action, *target_key(target), private=private or {}, facts=facts)


def record_on_each(
    actor: AbstractBaseUser | None, action: str, targets: Sequence[models.Model], /, **facts: Any
) -> list[Entry]:
    """Append the same entry to the chain of each target, of one kind and each once, in three statements."""
    if not targets:
        return []
    if len(targets) == 1:
        return [record(actor, action, targets[0], **facts)]
    _check_action(action)
    plain, (kind, _first) = hashing.plain_facts(facts), target_key(targets[0])
    keys = [target_key(target)[1] for target in targets]
    with transaction.atomic(savepoint=False):
        rows = Chain.objects.select_for_update().filter(kind=kind, target_id__in=keys).order_by("pk")
        chains = {chain.target_id: chain for chain in rows}
        for key in keys:
            if key not in chains:
                chains[key] = _hold(kind, key)
        entries = [_next(chains[key], actor, action, plain) for key in keys]
        Entry.objects.bulk_create(entries)
        Chain.objects.bulk_update(chains.values(), ["seq", "hash"])
    return entries


@transaction.atomic
def erase_private(
    *, actor: AbstractBaseUser | None, entry: Entry | None = None, person: AbstractBaseUser | None = None
) -> int:
    """Erase the private texts of one entry, or all that a person wrote or that stand in the person's own chain.

    The erasure is itself recorded, on the entry's chain or the person's. Returns how many texts are gone.
    """
    if (entry is None) == (person is None):
        raise ValueError("erase_private needs either an entry or a person")
    if entry is not None:
        texts = PrivateText.objects.filter(entry=entry)
        key, facts = (entry.chain.kind, entry.chain.target_id), {"entry": entry.seq}
    else:
        assert person is not None
        texts = private_texts_of_person(person)
        key, facts = target_key(person), {}
    count, _by_model = texts.delete()
    _append(actor, "journal.private-erased", *key, private={}, facts={**facts, "count": count})
    return count


@transaction.atomic
def seal_heads() -> int:
    """Seal the heads of all chains that grew since the last seal. Returns how many were sealed.

    A chain that somebody is writing to at this moment is left for the next seal, so that sealing never waits for,
    and never deadlocks with, those who record.
    """
    last = Seal.objects.select_for_update().order_by("-number").first()
    chains = list(
        Chain.objects.filter(seq__gt=models.F("sealed_seq"))
        .order_by("pk")
        .select_for_update(skip_locked=True)[:LEAVES_PER_SEAL]
    )
    if not chains:
        return 0

    tree = Tree(last.size, last.peaks) if last else Tree()
    leaves = []
    for chain in chains:
        leaf = Leaf(index=tree.size, kind=chain.kind, target_id=chain.target_id, seq=chain.seq, hash=chain.hash)
        tree.add(hashing.leaf_data(leaf))
        leaves.append(leaf)
        chain.sealed_seq = chain.seq
    Leaf.objects.bulk_create(leaves, batch_size=500)
    Chain.objects.bulk_update(chains, ["sealed_seq"], batch_size=200)

    seal = Seal(
        number=last.number + 1 if last else 1,
        at=clock.now(),
        size=tree.size,
        root=tree.root,
        peaks=tree.peaks,
        prev_hash=last.hash if last else "",
    )
    seal.hash = hashing.seal_hash(seal)
    seal.save()
    return len(chains)


def _append(
    actor: AbstractBaseUser | None,
    action: str,
    kind: str,
    target_id: str,
    *,
    private: Mapping[str, str],
    facts: Mapping[str, Any],
) -> Entry:
    _check_action(action)
    plain = hashing.plain_facts(facts)
    salts = {name: secrets.token_hex(16) for name in private}
    digests = {name: hashing.private_digest(salts[name], text) for name, text in private.items()}

    # Nothing in here is caught and gone on from, so that a savepoint would be two statements for nothing.
    with transaction.atomic(savepoint=False):
        chain = _hold(kind, target_id)
        entry = _next(chain, actor, action, plain, digests)
        entry.save()
        if private:
            PrivateText.objects.bulk_create(
                PrivateText(entry=entry, name=name, salt=salts[name], text=text) for name, text in private.items()
            )
        with connection.cursor() as cursor:
            cursor.execute(_LENGTHEN, [chain.seq, chain.hash, chain.pk])
    return entry


def _hold(kind: str, target_id: str) -> Chain:
    """The head of the thing's chain, held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [kind, target_id])
        pk, seq, last = cursor.fetchone()
    return Chain(pk=pk, kind=kind, target_id=target_id, seq=seq, hash=last)


def _check_action(action: str) -> None:
    if not ACTION.fullmatch(action):
        raise ValueError(f"an action reads thing.verb, in lower case: {action!r}")


def _next(
    chain: Chain,
    actor: AbstractBaseUser | None,
    action: str,
    facts: dict[str, Any],
    digests: dict[str, str] | None = None,
) -> Entry:
    """The chain's next entry, to be saved together with the chain."""
    entry = Entry(
        chain=chain,
        seq=chain.seq + 1,
        at=clock.now(),
        actor_id=actor.pk if actor else None,
        action=action,
        facts=facts,
        digests=digests or {},
        prev_hash=chain.hash,
    )
    entry.hash = hashing.entry_hash(entry)
    chain.seq, chain.hash = entry.seq, entry.hash
    return entry
