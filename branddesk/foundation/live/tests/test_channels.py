from __future__ import annotations

import pytest

from branddesk.foundation.live import channels


@pytest.fixture
def cases_of_alice(alice, monkeypatch):
    monkeypatch.setattr(channels, "_watchers", {})
    channels.register("case", lambda user, number: user.pk == alice.pk and number.startswith("BD-"))


def test_everyone_watches_their_own_channel(alice):
    assert channels.allowed(alice, []) == {f"person:{alice.pk}"}


def test_channel_of_another_person_is_skipped(alice, bob):
    assert channels.allowed(alice, [f"person:{bob.pk}"]) == {f"person:{alice.pk}"}


def test_app_says_who_may_watch_its_channels(cases_of_alice, alice, bob):
    wanted = ["case:BD-1", "case:XX-1", "unknown:1", "nonsense", "case:BD-1 OR 1"]

    assert channels.allowed(alice, wanted) == {f"person:{alice.pk}", "case:BD-1"}
    assert channels.allowed(bob, wanted) == {f"person:{bob.pk}"}


def test_number_of_channels_is_limited(cases_of_alice, alice):
    assert len(channels.allowed(alice, [f"case:BD-{number}" for number in range(99)])) == channels.MOST_AT_ONCE + 1
