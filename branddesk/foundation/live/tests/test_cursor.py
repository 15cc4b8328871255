from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.foundation.live.cursor import MOST_REMEMBERED, Cursor

event_ids = st.lists(st.integers(min_value=1, max_value=900), min_size=1, max_size=200, unique=True)


@given(event_ids)
def test_cursor_that_comes_back_remembers_every_event_sent(sent):
    cursor = Cursor()
    for event_id in sent:
        cursor.add(event_id)

    returned = Cursor.parse(str(cursor))

    assert returned is not None
    assert all(returned.has(event_id) for event_id in sent)
    assert not any(returned.has(event_id) for event_id in range(returned.floor + 1, 901) if event_id not in sent)


@given(event_ids)
def test_cursor_of_few_events_counts_nothing_else_as_sent(sent):
    cursor = Cursor()
    for event_id in sent[:MOST_REMEMBERED]:
        cursor.add(event_id)

    assert [event_id for event_id in range(1, 901) if cursor.has(event_id)] == sorted(sent[:MOST_REMEMBERED])


def test_cursor_reads_as_the_newest_and_the_distances_of_earlier_ones():
    cursor = Cursor(5, {5})
    cursor.add(8)
    cursor.add(7)

    assert str(cursor) == "8:1,3"


@pytest.mark.parametrize("text", [None, "", "abc", "8:", "8:a", "-1", "8:1,,2", "9" * 30, "8\n9"])
def test_nonsense_is_no_cursor(text):
    assert Cursor.parse(text) is None


def test_cursor_stays_short_after_many_events():
    cursor = Cursor()
    for event_id in range(1, 5_000):
        cursor.add(event_id)

    assert len(str(cursor)) < 600
    assert len(cursor.sent) <= 1_000
