from __future__ import annotations

import pytest

from branddesk.foundation.journal import services as journal
from branddesk.foundation.journal.models import Seal
from branddesk.foundation.journal.tests.tampering import tamper, without_triggers
from branddesk.foundation.journal.verify import verify_journal


@pytest.fixture
def history(alice, bob):
    """Alice's chain of three, Bob's of one, all sealed."""
    for verb in ("joined", "seen", "left"):
        journal.record(alice, f"person.{verb}", alice, number=1)
    journal.record(bob, "person.joined", bob, private={"name": "Bob"})
    journal.seal_heads()
    return str(alice.pk), str(bob.pk)


def test_untouched_journal_is_proven(history):
    report = verify_journal()

    assert report.ok
    assert report.lines[0] == "4 entries in 2 chains, all proven."
    assert Seal.objects.get().root in report.lines[-1]


def test_empty_journal_is_proven(db):
    assert verify_journal().ok


@pytest.mark.parametrize("change", ["facts = '{\"number\": 2}'", "action = 'person.praised'", "actor_id = NULL"])
def test_changed_entry_is_named_with_its_action_and_time(history, alice, change):
    tamper(f"UPDATE journal_entry SET {change} WHERE seq = 2", [])

    report = verify_journal()

    assert not report.ok
    assert report.lines[0].startswith(f"user {alice.pk} #2 person.")
    assert "UTC: its content does not match its hash" in report.lines[0]


def test_removed_entry_in_the_middle_is_named(history, alice):
    tamper("DELETE FROM journal_entry WHERE seq = 2", [])

    assert verify_journal().lines[0].startswith(f"user {alice.pk} #3 person.left")
    assert "entry 2 before it is missing" in verify_journal().lines[0]


def test_removed_last_entry_is_missed_by_the_head(history, alice):
    tamper("DELETE FROM journal_entry WHERE seq = 3", [])

    assert verify_journal().lines[0] == f"user {alice.pk} #3: the entry is missing, the chain should have 3"


def test_removed_last_entry_is_missed_by_the_seal_when_the_head_was_set_back(history, alice):
    tamper(
        "UPDATE journal_chain SET seq = 2, hash = (SELECT hash FROM journal_entry WHERE seq = 2) WHERE target_id = %s",
        [str(alice.pk)],
    )
    tamper("DELETE FROM journal_entry WHERE seq = 3", [])

    assert verify_journal().lines[0] == f"user {alice.pk} #3: the entry was sealed and is now missing"


def test_removed_entries_of_a_whole_chain_are_missed_by_the_head(history, bob):
    tamper("DELETE FROM journal_privatetext", [])
    tamper("DELETE FROM journal_entry WHERE action = 'person.joined' AND seq = 1 AND actor_id = %s", [bob.pk])

    assert verify_journal().lines[0] == f"user {bob.pk} #1: the entry is missing, the chain should have 1"


def test_removed_chain_is_missed_by_the_seal(history, bob):
    tamper("DELETE FROM journal_privatetext", [])
    tamper("DELETE FROM journal_entry WHERE actor_id = %s", [bob.pk])
    tamper("DELETE FROM journal_chain WHERE target_id = %s", [str(bob.pk)])

    report = verify_journal()

    assert not report.ok
    assert report.lines[0] == f"user {bob.pk} #1: the entry was sealed and is now missing"


def test_altered_private_words_are_named(history, bob):
    tamper("UPDATE journal_privatetext SET text = 'Robert'", [])

    assert f"user {bob.pk} #1 person.joined" in verify_journal().lines[0]
    assert "its private text 'name' does not match its digest" in verify_journal().lines[0]


def test_rewritten_leaf_breaks_its_seal(history):
    tamper("UPDATE journal_leaf SET seq = 2, hash = (SELECT hash FROM journal_entry WHERE seq = 2) WHERE seq = 3", [])

    assert "seal 1" in verify_journal().lines[0]
    assert "its root is not that of its leaves" in verify_journal().lines[0]


def test_removed_leaf_is_named(history):
    tamper("DELETE FROM journal_leaf WHERE seq = 3", [])

    assert not verify_journal().ok
    assert "missing" in verify_journal().lines[0]


def test_removed_seal_is_named(history, alice):
    journal.record(alice, "person.seen", alice)
    journal.seal_heads()
    tamper("DELETE FROM journal_seal WHERE number = 1", [])

    assert "seal" in verify_journal().lines[0]
    assert not verify_journal().ok


def test_removed_newest_seal_is_named(history, alice):
    journal.record(alice, "person.seen", alice)
    journal.seal_heads()
    tamper("DELETE FROM journal_seal WHERE number = 2", [])

    assert verify_journal().lines[0] == "seal 2: it is missing, its leaves are there"


def test_seal_with_another_time_is_named(history):
    tamper("UPDATE journal_seal SET at = '2020-01-01 00:00:00+00:00'", [])

    assert "seal 1 of 2020-01-01 00:00:00 UTC: its content does not match its hash" in verify_journal().lines[0]


def test_proving_takes_as_many_queries_for_a_long_journal_as_for_a_short_one(
    history, alice, django_assert_max_num_queries
):
    for _ in range(50):
        journal.record(alice, "person.seen", alice)
    journal.seal_heads()

    with django_assert_max_num_queries(12):
        assert verify_journal().ok


def test_triggers_are_back_after_tampering(history):
    with without_triggers():
        pass

    assert verify_journal().ok
