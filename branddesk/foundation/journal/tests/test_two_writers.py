from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from branddesk.foundation.journal import services as journal
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.journal.verify import verify_journal

WRITERS = 4
ENTRIES = 6


def test_writers_at_once_share_one_unbroken_chain(transactional_db, alice):
    def write(writer):
        try:
            for _ in range(ENTRIES):
                journal.record(alice, "person.seen", alice, writer=writer)
                if writer == 0:
                    journal.seal_heads()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(WRITERS)))

    assert [entry.seq for entry in entries_for(alice)] == list(range(1, WRITERS * ENTRIES + 1))
    assert verify_journal().ok, verify_journal().lines
