"""Writing the journal: recording a change, sealing what was recorded, erasing private texts."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from branddesk.core import clock
from branddesk.foundation.journal import hashing
from branddesk.foundation.journal.merkle import Tree
from branddesk.foundation.journal.models import Chain, Entry, Leaf, PrivateText, Seal
from branddesk.foundation.journal.selectors import private_texts_of_person, target_key

ACTION = re.compile(r"[a-z][a-z-]*(\.[a-z][a-z-]*)+")
LEAVES_PER_SEAL = 5_000


@transaction.atomic
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
    if not ACTION.fullmatch(action):
        raise ValueError(f"an action reads thing.verb, in lower case: {action!r}")
    plain = hashing.plain_facts(facts)
    salts = {name: secrets.token_hex(16) for name in private}

    chain, _created = Chain.objects.select_for_update().get_or_create(kind=kind, target_id=target_id)
    entry = Entry(
        chain=chain,
        seq=chain.seq + 1,
        at=clock.now(),
        actor_id=actor.pk if actor else None,
        action=action,
        facts=plain,
        digests={name: hashing.private_digest(salts[name], text) for name, text in private.items()},
        prev_hash=chain.hash,
    )
    entry.hash = hashing.entry_hash(entry)
    entry.save()
    PrivateText.objects.bulk_create(
        PrivateText(entry=entry, name=name, salt=salts[name], text=text) for name, text in private.items()
    )

    chain.seq, chain.hash = entry.seq, entry.hash
    chain.save(update_fields=["seq", "hash"])
    return entry
