"""Proving the journal: every entry, every head, every seal, in one pass each and in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from branddesk.foundation.journal import hashing
from branddesk.foundation.journal.merkle import Tree
from branddesk.foundation.journal.models import Chain, Entry, Leaf, PrivateText, Seal
from branddesk.foundation.reports import Report

SHOWN = 20
"""Broken things named before the rest is only counted."""


def verify_journal() -> Report:
    """Check the whole journal. The first line of a failing report names the first broken entry.

    What is proven: no entry was changed, none is missing from a chain, no chain that was ever sealed is missing or
    shorter, no private text differs from its digest. Whoever can rewrite every table can also rewrite every seal;
    the last line gives the newest root, to be kept where that person cannot reach.
    """
    report = Report()
    faults = 0
    for fault in _faults():
        faults += 1
        if faults <= SHOWN:
            report.fault(fault)
    if faults > SHOWN:
        report.fault(f"... and {faults - SHOWN} more.")
    entries, chains = Entry.objects.count(), Chain.objects.count()
    report.note(f"{entries} entries in {chains} chains, {'all proven' if report.ok else f'{faults} broken'}.")
    last = Seal.objects.order_by("-number").first()
    if last is not None:
        report.note(f"Newest seal: number {last.number}, {last.size} leaves, root {last.root}.")
    return report


def _faults() -> Iterator[str]:
    yield from _broken_chains()
    yield from _empty_chains()
    yield from _altered_texts()
    yield from _broken_seals()


def _broken_chains() -> Iterator[str]:
    chain: Chain | None = None
    seq, last_hash, is_broken = 0, "", False
    entries = Entry.objects.select_related("chain").order_by("chain_id", "seq")
    for entry in entries.iterator(chunk_size=2_000):
        if chain is None or entry.chain_id != chain.pk:
            if chain is not None and not is_broken:
                yield from _head_faults(chain, seq, last_hash)
            chain, seq, last_hash, is_broken = entry.chain, 0, "", False
        if is_broken:
            continue
        wrong = _what_is_wrong(entry, seq, last_hash)
        if wrong:
            is_broken = True
            yield f"{_name(entry)}: {wrong}"
        seq, last_hash = entry.seq, entry.hash
    if chain is not None and not is_broken:
        yield from _head_faults(chain, seq, last_hash)


def _what_is_wrong(entry: Entry, seq: int, last_hash: str) -> str | None:
    if entry.seq != seq + 1:
        return f"entry {seq + 1} before it is missing"
    if entry.prev_hash != last_hash:
        return "it does not follow the entry before it"
    if hashing.entry_hash(entry) != entry.hash:
        return "its content does not match its hash"
    return None


def _head_faults(chain: Chain, seq: int, last_hash: str) -> Iterator[str]:
    if chain.seq > seq:
        yield f"{chain} #{seq + 1}: the entry is missing, the chain should have {chain.seq}"
    elif chain.seq < seq or chain.hash != last_hash:
        yield f"{chain} #{seq}: the entry is not the one its chain ends with"


def _empty_chains() -> Iterator[str]:
    has_entries = Exists(Entry.objects.filter(chain=OuterRef("pk")))
    for chain in Chain.objects.filter(~has_entries, seq__gt=0).order_by("pk").iterator():
        yield f"{chain} #1: the entry is missing, the chain should have {chain.seq}"


def _altered_texts() -> Iterator[str]:
    texts = PrivateText.objects.select_related("entry__chain").order_by("entry_id")
    for private in texts.iterator(chunk_size=2_000):
        if private.entry.digests.get(private.name) != hashing.private_digest(private.salt, private.text):
            yield f"{_name(private.entry)}: its private text {private.name!r} does not match its digest"


def _broken_seals() -> Iterator[str]:
    """Every leaf still stands in its chain, and every seal's root is the root of its leaves."""
    newest = Seal.objects.order_by("-number").first()
    size, count = (newest.size, newest.number) if newest else (0, 0)
    seals = Seal.objects.filter(number__lte=count).order_by("number").iterator()
    seal = next(seals, None)
    tree, number, prev_hash = Tree(), 0, ""
    for leaf in _leaves(size):
        if leaf.index != tree.size:
            yield f"seal leaf {tree.size}: it is missing"
            return
        if leaf.standing_hash is None:
            yield f"{leaf.kind} {leaf.target_id} #{leaf.seq}: the entry was sealed and is now missing"
        elif leaf.standing_hash != leaf.hash:
            yield f"{leaf.kind} {leaf.target_id} #{leaf.seq}: the entry is not the one that was sealed"
        tree.add(hashing.leaf_data(leaf))
        if seal is not None and seal.size == tree.size:
            yield from _seal_faults(seal, tree, number, prev_hash)
            number, prev_hash, seal = seal.number, seal.hash, next(seals, None)
    if seal is not None:
        yield f"{_seal_name(seal)}: it does not end where its leaves end"
    elif Leaf.objects.filter(index__gte=size).exists() and not Seal.objects.filter(number__gt=count).exists():
        yield f"seal {count + 1}: it is missing, its leaves are there"


def _leaves(size: int) -> Iterator[Any]:
    standing = Entry.objects.filter(
        chain__kind=OuterRef("kind"), chain__target_id=OuterRef("target_id"), seq=OuterRef("seq")
    )
    leaves = Leaf.objects.filter(index__lt=size).annotate(standing_hash=Subquery(standing.values("hash")[:1]))
    return leaves.order_by("index").iterator(chunk_size=2_000)


def _seal_faults(seal: Seal, tree: Tree, number: int, prev_hash: str) -> Iterator[str]:
    name = _seal_name(seal)
    if seal.number != number + 1 or seal.prev_hash != prev_hash:
        yield f"{name}: it does not follow the seal before it"
    elif seal.root != tree.root:
        yield f"{name}: its root is not that of its leaves"
    elif seal.hash != hashing.seal_hash(seal):
        yield f"{name}: its content does not match its hash"


def _name(entry: Entry) -> str:
    return f"{entry.chain} #{entry.seq} {entry.action} of {entry.at:%Y-%m-%d %H:%M:%S} UTC"


def _seal_name(seal: Seal) -> str:
    return f"seal {seal.number} of {seal.at:%Y-%m-%d %H:%M:%S} UTC"
