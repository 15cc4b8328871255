"""Web and live processes killed at random while both sides talk: each line stands once, in one order, for both."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.selectors import lines_for
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk
from branddesk.foundation.jobs.testing import environment

LINES = 200
CLIENTS = 4
TOKEN = "b" * 32


class Server:
    """A granian process that can die at any moment and comes back on the same port."""

    def __init__(self, interface, application):
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.arguments = [
            *(sys.executable, "-m", "granian", "--interface", interface, "--log-level", "critical"),
            *("--host", "127.0.0.1", "--port", str(self.port), "--workers-kill-timeout", "1", application),
        ]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.arguments, env=environment(), start_new_session=True)

    def kill(self):
        """At once, workers too."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def wait_until_up(self):
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if ask(self.port, "GET", "/healthz", "")[0] < 500:
                    return
            time.sleep(0.1)
        raise AssertionError("the server does not answer")


def ask(port, method, path, session, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Host": f"localhost:{port}", "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"}
    if body is not None:
        headers |= {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def session_of(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Listener(threading.Thread):
    """A page: follows the stream, returns with its last id whenever the stream ends."""

    def __init__(self, server, session, chat):
        super().__init__(daemon=True)
        self.server, self.session, self.chat, self.upto = server, session, chat, chat.last_seq
        self.heard, self.last_id, self.returns, self.is_over = [], "", 0, False
        self.is_listening = threading.Event()

    def run(self):
        while not self.is_over:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.follow()
            self.returns += 1
            time.sleep(0.2)

    def follow(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=2)
        headers = {
            "Host": f"localhost:{self.server.port}",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}",
            **({"Last-Event-ID": self.last_id} if self.last_id else {}),
        }
        connection.request("GET", f"/live/stream?channels={self.chat.channel}", headers=headers)
        answer = connection.getresponse()
        if answer.status != 200:
            return
        event_id = ""
        while line := answer.readline().decode():
            if line.startswith(": connected"):
                self.is_listening.set()
            elif line.startswith("id: "):
                event_id = line[4:].strip()
            elif line.startswith("data: "):
                said = json.loads(line[6:])
                self.last_id = event_id
                # A stream that returns repeats what was said just before it began; a page has read that already.
                if said.get("line") and said["seq"] > self.upto:
                    self.heard.append(said["line"]["key"])


def speak(webs, path, session, keys, dice, failures):
    """Send each line until it is answered, at either process, as the page does from its outbox."""
    for key in keys:
        for _attempt in range(300):
            with contextlib.suppress(OSError, http.client.HTTPException):
                body = urlencode({"key": key, "text": f"Line {key}"})
                if ask(dice.choice(webs).port, "POST", path, session, body)[0] == 200:
                    break
            time.sleep(0.2)
        else:
            failures.append(key)
        time.sleep(dice.uniform(0.1, 0.4))


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_lines_stand_once_and_in_one_order_for_both_sides_whatever_process_is_killed():
    agent = make_agent(make_desk())
    chat = make_chat(agent=agent)
    before = chat.last_seq
    asker = chat.person
    sessions = [session_of(asker), session_of(agent)]
    webs = [Server("wsgi", "branddesk.config.wsgi:application") for _number in range(2)]
    live = Server("asginl", "branddesk.config.asgi:application")
    servers, dice = [*webs, live], random.Random(11)
    failures: list[str] = []
    listeners = [Listener(live, session, chat) for session in sessions]
    keys = [[uuid4().hex for _line in range(LINES // CLIENTS)] for _client in range(CLIENTS)]
    path, kills = f"/chat/{chat.key}/lines/", 0
    try:
        for server in servers:
            server.wait_until_up()
        for listener in listeners:
            listener.start()
            assert listener.is_listening.wait(20)
        # A page knows where it stands from its first event; before that it reads the lines themselves.
        first = uuid4().hex
        assert ask(webs[0].port, "POST", path, sessions[0], urlencode({"key": first, "text": "First"}))[0] == 200
        wait_for(lambda: all(listener.last_id for listener in listeners))
        speakers = [
            threading.Thread(
                target=speak, args=(webs, path, sessions[number % 2], keys[number], random.Random(number), failures)
            )
            for number in range(CLIENTS)
        ]
        for speaker in speakers:
            speaker.start()
        while any(speaker.is_alive() for speaker in speakers):
            time.sleep(dice.uniform(0.1, 0.8))
            victim = servers[kills % len(servers)]
            victim.kill()
            kills += 1
            victim.start()
            victim.wait_until_up()
        for speaker in speakers:
            speaker.join()
        sent = {first, *(key for each in keys for key in each)}
        wait_for(lambda: all(sent <= set(listener.heard) for listener in listeners))
        pages = [
            [
                line["key"]
                for line in json.loads(ask(webs[0].port, "GET", f"{path}?after={before}", session)[1])["lines"]
            ]
            for session in sessions
        ]
    finally:
        for listener in listeners:
            listener.is_over = True
        for server in servers:
            server.kill()
        for listener in listeners:
            listener.join(10)

    assert not failures
    assert kills >= len(servers)
    assert all(listener.returns for listener in listeners)
    stored = [row.client_key.hex for row in lines_for(Reader(person=asker), chat, after=before)]
    assert len(stored) == len(sent)
    assert set(stored) == sent
    assert pages == [stored, stored]
    for listener in listeners:
        assert len(listener.heard) == len(set(listener.heard))
        assert listener.heard == stored


def wait_for(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
