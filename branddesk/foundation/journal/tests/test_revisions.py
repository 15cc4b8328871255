"""Revisions: states kept in the journal, told apart in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.core.errors import Stale
from branddesk.foundation.journal.histories import in_words, pieces
from branddesk.foundation.journal.revisions import check_seen, newest_seq, record_revision, revisions_of
from branddesk.foundation.journal.services import erase_private
from branddesk.foundation.journal.verify import verify_journal

LABELS = {"name": "Name", "hours": "Hours"}
TITLES = {"desk.added": "Added", "desk.changed": "Changed"}


def test_newest_change_stands_first_and_names_only_what_differs(alice):
    desk, person = alice.organisation, alice
    record_revision(person, "desk.added", desk, before=None, after={"name": "A", "hours": 8})
    record_revision(person, "desk.changed", desk, before={"name": "A", "hours": 8}, after={"name": "A", "hours": 9})

    newest, first = in_words(revisions_of(desk, "desk"), LABELS, TITLES)

    assert (newest.what, newest.who, newest.may_restore) == ("Changed", "Alice", False)
    assert [(change.label, change.pieces) for change in newest.changes] == [("Hours", [("gone", "8"), ("new", "9")])]
    assert [change.pieces for change in first.changes] == [[("new", "A")], [("new", "8")]]
    assert first.may_restore


def test_only_what_others_changed_since_counts_as_stale(alice, bob):
    desk = alice.organisation
    record_revision(alice, "desk.changed", desk, before={"name": "A"}, after={"name": "B"})
    revisions = revisions_of(desk, "desk")

    check_seen(alice, revisions, 0, LABELS)
    check_seen(bob, revisions, newest_seq(revisions), LABELS)
    with pytest.raises(Stale, match="Alice changed this while you were writing: Name"):
        check_seen(bob, revisions, 0, LABELS)


def test_erased_revision_still_says_who_and_when(alice):
    desk, person = alice.organisation, alice
    record_revision(person, "desk.added", desk, before=None, after={"name": "A"})
    erase_private(actor=None, person=person)

    row = in_words(revisions_of(desk, "desk"), LABELS, TITLES)[0]

    assert (row.who, row.changes, row.may_restore) == ("Alice", [], False)
    assert verify_journal().ok


@given(st.text(), st.text())
def test_pieces_put_together_again_give_both_texts(before, after):
    parts = list(pieces(before, after))

    assert "".join(text for mark, text in parts if mark != "new") == before
    assert "".join(text for mark, text in parts if mark != "gone") == after


def test_long_passage_is_shown_as_replaced_whole():
    before, after = "a " * 3000, "b " * 3000

    assert list(pieces(before, after)) == [("gone", before), ("new", after)]
