from __future__ import annotations

import asyncio

from branddesk.foundation.live.hub import QUEUE_SIZE, Hub, Subscriber
from branddesk.foundation.live.models import Event
from branddesk.foundation.live.services import announce


def event(event_id, channel="case:BD-1"):
    return Event.objects.create(id=event_id, channel=channel, kind="changed")


def test_hub_reads_each_event_once(db):
    hub = Hub()

    announce("case:BD-1", "changed")
    first, again = hub.read_new(), hub.read_new()

    assert len(first) == 1
    assert again == []


def test_event_that_commits_late_is_read_after_those_numbered_higher(db):
    hub = Hub()
    event(1)
    event(3)
    assert [each.pk for each in hub.read_new()] == [1, 3]

    event(2)
    event(4)

    assert [each.pk for each in hub.read_new()] == [2, 4]
    assert hub.read_new() == []


def test_event_reaches_the_subscribers_of_its_channel_only(db):
    async def scenario():
        hub = Hub()
        mine, other = (
            Subscriber(frozenset({channel}), asyncio.get_running_loop()) for channel in ("case:BD-1", "case:BD-2")
        )
        for subscriber in (mine, other):
            hub.subscribe(subscriber)

        hub.hand_out([Event(id=1, channel="case:BD-1", kind="changed")])
        await asyncio.sleep(0)
        hub.unsubscribe(mine)
        hub.hand_out([Event(id=2, channel="case:BD-1", kind="changed")])
        await asyncio.sleep(0)

        return mine.queue.qsize(), other.queue.qsize()

    assert asyncio.run(scenario()) == (1, 0)


def test_browser_that_reads_too_slowly_is_marked_instead_of_filling_the_memory(db):
    async def scenario():
        hub = Hub()
        slow = Subscriber(frozenset({"case:BD-1"}), asyncio.get_running_loop())
        hub.subscribe(slow)
        hub.hand_out(Event(id=number, channel="case:BD-1", kind="changed") for number in range(QUEUE_SIZE + 1))
        await asyncio.sleep(0)
        return slow.is_behind, slow.queue.qsize()

    assert asyncio.run(scenario()) == (True, QUEUE_SIZE)
