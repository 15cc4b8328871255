from __future__ import annotations

import asyncio
import json

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.test import AsyncClient
from django.urls import reverse

from branddesk.foundation.live import channels, selectors, views
from branddesk.foundation.live.hub import Hub
from branddesk.foundation.live.services import announce


@pytest.fixture
def hub(monkeypatch):
    """A hub without its thread, so that a test decides when it reads."""
    quiet = Hub()

    def start():
        quiet._newest = selectors.newest_id()

    monkeypatch.setattr(quiet, "start", start)
    monkeypatch.setattr(views, "hub", quiet)
    monkeypatch.setattr(channels, "_watchers", {"case": lambda user, number: number.startswith("BD-")})
    return quiet


@pytest.fixture
def browser(transactional_db, alice):
    client = AsyncClient()
    client.force_login(alice)
    return client


def get(client, query="", **headers):
    return async_to_sync(client.get)(reverse("live:stream") + query, headers=headers)


def listen(client, query="", *, until, meanwhile=None, **headers):
    """Open a stream, do `meanwhile` once it is open, and read until `until` events came or the stream ended."""
    found = []

    async def read(response):
        async for part in response.streaming_content:
            fields = dict(line.split(": ", 1) for line in part.decode().splitlines() if ": " in line)
            if "event" in fields:
                found.append((fields["id"], fields["event"], json.loads(fields["data"])))
            if len(found) == until:
                return

    async def scenario():
        response = await client.get(reverse("live:stream") + query, headers=headers)
        if meanwhile is not None:
            await sync_to_async(meanwhile)()
        await asyncio.wait_for(read(response), 5)
        response.close()

    async_to_sync(scenario)()
    return found


def test_stranger_is_turned_away(transactional_db, hub):
    assert get(AsyncClient()).status_code == 401


def test_pages_process_does_not_serve_streams(client, alice):
    client.force_login(alice)

    assert client.get(reverse("live:stream")).status_code == 404


def test_stream_is_never_cached_nor_buffered(browser, hub):
    response = get(browser)

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/event-stream")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Accel-Buffering"] == "no"
    response.close()


@pytest.mark.parametrize(
    ("origin", "is_demo", "status"),
    [
        ("http://testserver:8000", False, 200),
        ("http://testserver", False, 200),
        ("https://desk.example.org", False, 200),
        ("http://testserver:9999", False, 403),
        ("http://testserver:9999", True, 200),
        ("http://evil.example", True, 403),
        ("http://testserver.evil.example:8000", True, 403),
        ("null", True, 403),
        ("http://testserver:port", True, 403),
    ],
)
def test_only_the_desks_own_pages_may_read_a_stream(browser, hub, settings, origin, is_demo, status):
    settings.DEMO, settings.PORT = is_demo, 8000
    settings.CSRF_TRUSTED_ORIGINS = ["https://desk.example.org"]

    response = get(browser, Origin=origin)

    assert response.status_code == status
    assert response.get("Access-Control-Allow-Origin") == (origin if status == 200 else None)
    assert response.get("Access-Control-Allow-Credentials") == ("true" if status == 200 else None)
    response.close()


def test_browser_that_returns_is_sent_what_it_missed_and_nothing_twice(browser, hub, alice, bob):
    mine, foreign = f"person:{alice.pk}", f"person:{bob.pk}"
    seen = announce(mine, "notice", number=1)
    announce(foreign, "notice", number=2)
    announce("case:BD-1", "changed", number=3)
    announce("case:XX-1", "changed", number=4)

    [(identity, kind, data)] = listen(
        browser, f"?channels=case:BD-1,case:XX-1,{foreign}", until=1, **{"Last-Event-ID": str(seen.pk)}
    )

    assert kind == "changed"
    assert data == {"number": 3, "channel": "case:BD-1"}
    assert identity == f"{seen.pk + 2}:2"


def test_late_event_is_replayed_although_the_browser_has_a_newer_one(browser, hub, alice):
    channel = f"person:{alice.pk}"
    early, late, newest = (announce(channel, "notice", number=number) for number in range(3))

    found = listen(browser, until=1, **{"Last-Event-ID": f"{newest.pk}:{newest.pk - early.pk}"})

    assert [data["number"] for _, _, data in found] == [late.data["number"]]


def test_long_absence_is_made_up_in_portions(browser, hub, alice, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_REPLAYED", 2)
    first, *_rest = [announce(f"person:{alice.pk}", "notice", number=number) for number in range(5)]

    portion = listen(browser, until=99, **{"Last-Event-ID": str(first.pk)})
    rest = listen(browser, until=2, **{"Last-Event-ID": portion[-1][0]})

    assert [data["number"] for _, _, data in portion + rest] == [1, 2, 3, 4]


def test_new_browser_hears_only_what_happens_from_now_on(browser, hub, alice):
    announce(f"person:{alice.pk}", "notice", number=1)

    def happens():
        announce(f"person:{alice.pk}", "notice", number=2)
        hub.hand_out(hub.read_new())

    assert [data["number"] for _, _, data in listen(browser, until=1, meanwhile=happens)] == [2]


def test_event_handed_out_during_the_replay_is_sent_once(browser, hub, alice):
    first = announce(f"person:{alice.pk}", "notice", number=1)
    second = announce(f"person:{alice.pk}", "notice", number=2)

    def happens():
        announce(f"person:{alice.pk}", "notice", number=3)
        hub.hand_out([second, *hub.read_new()])

    found = listen(browser, until=2, meanwhile=happens, **{"Last-Event-ID": str(first.pk)})

    assert [data["number"] for _, _, data in found] == [2, 3]


def test_stream_ends_when_the_session_does(browser, hub, monkeypatch):
    monkeypatch.setattr(views, "RECHECK_SECONDS", 0)
    monkeypatch.setattr(views, "PING_SECONDS", 0.05)

    assert listen(browser, until=99, meanwhile=browser.logout) == []


def test_stream_ends_when_a_case_may_no_longer_be_watched(browser, hub, monkeypatch):
    monkeypatch.setattr(views, "RECHECK_SECONDS", 0)
    monkeypatch.setattr(views, "PING_SECONDS", 0.05)

    def forbid():
        channels.register("case", lambda user, number: False)

    assert listen(browser, "?channels=case:BD-1", until=99, meanwhile=forbid) == []


def test_closed_stream_leaves_no_subscriber(browser, hub):
    response = get(browser)
    assert hub._subscribers

    response.close()

    assert not hub._subscribers
