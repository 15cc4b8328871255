"""The live process as it runs: granian, a session cookie, an event from another process."""

from __future__ import annotations

import contextlib
import http.client
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.test import Client

from branddesk.foundation.jobs.testing import environment
from branddesk.foundation.live.services import announce


class Browser:
    """One open stream, read line by line."""

    def __init__(self, port, cookie, last_event_id=""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        headers = {"Host": f"localhost:{port}", "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
        if last_event_id:
            headers["Last-Event-ID"] = last_event_id
        self.connection.request("GET", "/live/stream", headers=headers)
        self.response = self.connection.getresponse()
        assert self.response.status == 200
        self.last_event_id = last_event_id

    def next_event(self):
        data = ""
        while line := self.response.readline().decode():
            name, _, value = line.strip().partition(": ")
            if name == "id":
                self.last_event_id = value
            elif name == "data":
                data = value
            elif not name and data:
                return data
        raise AssertionError("the stream ended")

    def leave(self):
        self.connection.close()
        self.response.close()


@pytest.fixture
def live_port(transactional_db):
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "asginl", "--log-level", "warning"),
            *("--host", "127.0.0.1", "--port", str(port), "--workers-kill-timeout", "1"),
            "branddesk.config.asgi:application",
        ],
        env=environment(),
    )
    deadline = time.monotonic() + 20
    while not answers(port):
        assert process.poll() is None, "the live process ended"
        assert time.monotonic() < deadline, "the live process does not answer"
        time.sleep(0.1)
    yield port
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)


def answers(port):
    with contextlib.suppress(OSError):
        return status(port, "/") == 404
    return False


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Host": f"localhost:{port}"})
    return connection.getresponse().status


def test_event_reaches_an_open_page_within_two_seconds_and_none_is_lost_over_a_break(live_port, alice):
    client = Client()
    client.force_login(alice)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    channel = f"person:{alice.pk}"
    assert status(live_port, "/live/stream") == 401
    assert status(live_port, "/cases/") == 404

    page = Browser(live_port, cookie)
    announced_at = time.monotonic()
    announce(channel, "notice", number=1)
    assert '"number": 1' in page.next_event()
    assert time.monotonic() - announced_at < 2

    page.leave()
    announce(channel, "notice", number=2)
    announce(channel, "notice", number=3)
    page = Browser(live_port, cookie, page.last_event_id)
    assert '"number": 2' in page.next_event()
    assert '"number": 3' in page.next_event()
    announce(channel, "notice", number=4)
    assert '"number": 4' in page.next_event()
    page.leave()
