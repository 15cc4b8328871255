from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from branddesk.core import clock
from branddesk.foundation.live.models import Event
from branddesk.foundation.live.services import announce, prune


def test_event_is_written_with_its_data(db):
    announce("case:BD-1", "changed", part="messages")

    event = Event.objects.get()
    assert (event.channel, event.kind, event.data) == ("case:BD-1", "changed", {"part": "messages"})


def test_event_disappears_with_its_transaction(db):
    with transaction.atomic():
        announce("case:BD-1", "changed")
        transaction.set_rollback(True)

    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("channel", "kind"), [("case", "changed"), ("case:BD 1", "changed"), ("case:BD-1", "two\nlines"), ("case:BD-1", "")]
)
def test_channel_and_kind_are_plain_words(db, channel, kind):
    with pytest.raises(ValueError, match="not a"):
        announce(channel, kind)


def test_events_are_kept_for_a_week(db):
    announce("case:BD-1", "old")
    with clock.at(clock.now() + timedelta(days=6)):
        announce("case:BD-1", "recent")

    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert prune() == 1

    assert Event.objects.get().kind == "recent"
