from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from branddesk.core import clock
from branddesk.foundation.journal import services as journal
from branddesk.foundation.journal.models import AppendOnlyError, Chain, Entry
from branddesk.foundation.journal.selectors import entries_for

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_entries_of_one_thing_are_numbered_and_chained(alice, bob):
    with clock.at(NOON):
        first = journal.record(alice, "person.joined", alice, organisation=alice.organisation_id)
    second = journal.record(None, "person.seen", alice)
    other = journal.record(bob, "person.joined", bob)

    assert [entry.seq for entry in entries_for(alice)] == [1, 2]
    assert (first.prev_hash, second.prev_hash) == ("", first.hash)
    assert (other.seq, other.prev_hash) == (1, "")
    assert (first.at, first.actor, second.actor) == (NOON, alice, None)
    head = Chain.objects.get(kind="user", target_id=str(alice.pk))
    assert (head.seq, head.hash) == (2, second.hash)


def test_facts_are_kept_as_plain_json(alice):
    entry = journal.record(
        alice,
        "case.submitted",
        alice,
        number="BD-2026-1",
        count=3,
        is_late=False,
        on=date(2026, 3, 1),
        at=NOON,
        price=Decimal("12.50"),
        key=UUID(int=1),
        skus=["A-1", "A-2"],
        action=None,
    )

    entry.refresh_from_db()
    assert entry.facts == {
        "number": "BD-2026-1",
        "count": 3,
        "is_late": False,
        "on": "2026-03-01",
        "at": "2026-03-01T12:00:00.000000+00:00",
        "price": "12.50",
        "key": "00000000-0000-0000-0000-000000000001",
        "skus": ["A-1", "A-2"],
        "action": None,
    }


@pytest.mark.parametrize(
    "words",
    [
        "Alice Smith",
        "алиса",
        "a@example.org",
        "x" * 81,
        "two\nlines",
        1.5,
        {"name": "Alice"},
        ["fine", "not fine"],
        b"raw",
    ],
)
def test_facts_that_could_hold_a_persons_words_are_refused(alice, words):
    with pytest.raises(ValueError, match="words"):
        journal.record(alice, "person.seen", alice, words=words)

    assert not entries_for(alice).exists()


def test_action_reads_thing_dot_verb(alice):
    with pytest.raises(ValueError, match="action"):
        journal.record(alice, "Did something", alice)


def test_private_words_stand_beside_the_entry_and_only_their_digest_in_it(alice):
    entry = journal.record(alice, "case.refused", alice, private={"reason": "Печать неразборчива"})

    kept = entries_for(alice).get()
    assert kept.text("reason") == "Печать неразборчива"
    assert kept.text("other") is None
    assert len(entry.digests["reason"]) == 64
    assert kept.facts == {}


def test_same_words_have_another_digest_each_time(alice):
    first = journal.record(alice, "case.refused", alice, private={"reason": "No"})
    second = journal.record(alice, "case.refused", alice, private={"reason": "No"})

    assert first.digests["reason"] != second.digests["reason"]


def test_entry_disappears_with_the_transaction_that_wrote_it(alice):
    with transaction.atomic():
        journal.record(alice, "person.seen", alice)
        transaction.set_rollback(True)

    assert not entries_for(alice).exists()
    assert not Chain.objects.filter(seq__gt=0).exists()


def test_entry_cannot_be_changed_or_deleted_through_the_model(alice):
    entry = journal.record(alice, "person.seen", alice)

    for attempt in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(action="x.y")):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_database_refuses_to_change_an_entry(alice):
    journal.record(alice, "person.seen", alice)

    for table in ("journal_entry", "journal_leaf", "journal_seal"):
        journal.seal_heads()
        with (
            pytest.raises(DatabaseError, match="journal rows are never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE {table} SET id = id")


def test_reading_a_history_takes_two_queries_however_long_it_is(alice, django_assert_num_queries):
    for _ in range(5):
        journal.record(alice, "case.refused", alice, private={"reason": "No"})

    with django_assert_num_queries(2):
        assert [(entry.actor, entry.text("reason")) for entry in entries_for(alice)] == [(alice, "No")] * 5
