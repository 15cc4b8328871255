from __future__ import annotations

import pytest

from branddesk.foundation.journal import services as journal
from branddesk.foundation.journal import tasks
from branddesk.foundation.journal.merkle import Tree
from branddesk.foundation.journal.models import Leaf, Seal

# The test vectors of the certificate-transparency project for RFC 6962.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_tree_has_the_roots_of_the_standard():
    tree = Tree()

    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree.add(bytes.fromhex(leaf))
        assert tree.root == root


def test_tree_grows_on_from_its_peaks():
    whole, half = Tree(), Tree()
    for number in range(11):
        whole.add(bytes([number]))
        half.add(bytes([number])) if number < 7 else None

    grown = Tree(half.size, half.peaks)
    for number in range(7, 11):
        grown.add(bytes([number]))

    assert grown.root == whole.root


def test_tree_refuses_peaks_that_do_not_fit_its_size():
    with pytest.raises(ValueError, match="peaks"):
        Tree(3, ["00"])


def test_only_chains_that_grew_are_sealed(alice, bob):
    journal.record(alice, "person.seen", alice)
    journal.record(bob, "person.seen", bob)

    assert journal.seal_heads() == 2
    assert journal.seal_heads() == 0
    journal.record(alice, "person.seen", alice)
    assert journal.seal_heads() == 1

    assert list(Leaf.objects.order_by("index").values_list("index", "target_id", "seq")) == [
        (0, str(alice.pk), 1),
        (1, str(bob.pk), 1),
        (2, str(alice.pk), 2),
    ]
    first, second = Seal.objects.order_by("number")
    assert (first.size, second.size, second.prev_hash) == (2, 3, first.hash)


def test_task_seals_in_portions_until_nothing_is_left(alice, bob, moderator, monkeypatch):
    monkeypatch.setattr(journal, "LEAVES_PER_SEAL", 2)
    for person in (alice, bob, moderator):
        journal.record(person, "person.seen", person)

    tasks.seal_heads.enqueue()

    assert list(Seal.objects.order_by("number").values_list("size", flat=True)) == [2, 3]
