from __future__ import annotations

import pytest

from branddesk.foundation.journal import services as journal
from branddesk.foundation.journal.models import PrivateText
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.journal.verify import verify_journal


def test_erased_words_are_gone_and_the_journal_is_still_proven(alice, bob):
    entry = journal.record(alice, "case.refused", bob, private={"reason": "No", "remark": "Never"})
    journal.seal_heads()

    assert journal.erase_private(actor=alice, entry=entry) == 2

    assert [each.text("reason") for each in entries_for(bob)] == [None, None]
    assert not PrivateText.objects.exists()
    assert entries_for(bob).last().action == "journal.private-erased"
    assert entries_for(bob).last().facts == {"entry": 1, "count": 2}
    assert verify_journal().ok


def test_persons_words_are_erased_wherever_they_were_written(alice, bob):
    journal.record(alice, "case.refused", bob, private={"reason": "by Alice"})
    journal.record(bob, "person.renamed", alice, private={"name": "about Alice"})
    journal.record(bob, "case.refused", bob, private={"reason": "by Bob"})

    assert journal.erase_private(actor=bob, person=alice) == 2

    assert [private.text for private in PrivateText.objects.all()] == ["by Bob"]
    assert verify_journal().ok


def test_erasing_needs_one_entry_or_one_person(alice):
    with pytest.raises(ValueError, match="either"):
        journal.erase_private(actor=alice)
