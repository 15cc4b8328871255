"""Recordings: fetched only where callers agreed, and never from the own network."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from branddesk.channels.phone import tasks
from branddesk.channels.phone.models import Call
from branddesk.channels.phone.tests.factories import event, tell
from branddesk.foundation.files import fetching

pytestmark = pytest.mark.django_db


@contextmanager
def serving(data=b"RIFF....WAVEfmt ", *, status=200, location=""):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_anything):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def agreed(system):
    system.keeps_recordings = True
    system.save()
    return system


@pytest.mark.parametrize("address", ["http://pbx.example.com/1.wav", "https://127.0.0.1/1.wav", "file:///etc/passwd"])
def test_nothing_of_the_own_network_is_fetched(address):
    with pytest.raises(fetching.Forbidden):
        fetching.fetch(address, list)


def test_a_recording_comes_into_the_vault_when_callers_agreed(agreed, settings):
    with serving() as (place, _asked):
        settings.PHONE_RECORDING_HOSTS = [place]
        tell(agreed, event("recording", recording=f"{place}/1.wav"))

    call = Call.objects.get()
    assert call.recording is not None
    assert call.recording.size == 16


def test_without_agreement_the_link_alone_is_kept(system, settings):
    with serving() as (place, asked):
        settings.PHONE_RECORDING_HOSTS = [place]
        tell(system, event("recording", recording=f"{place}/1.wav"))

    call = Call.objects.get()
    assert (call.recording, asked) == (None, [])
    assert call.recording_url.endswith("/1.wav")
    assert call.recording_note


def test_an_address_in_the_own_network_is_kept_as_a_link_and_never_asked(agreed):
    with serving() as (place, asked):
        tell(agreed, event("recording", recording=f"{place}/1.wav"))

    assert asked == []
    assert Call.objects.get().recording is None
    assert Call.objects.get().recording_note


def test_a_redirect_is_not_followed(agreed, settings):
    with serving(status=302, location="http://169.254.169.254/") as (place, asked):
        settings.PHONE_RECORDING_HOSTS = [place]
        tell(agreed, event("recording", recording=f"{place}/1.wav"))

    assert len(asked) == 1
    assert Call.objects.get().recording is None


def test_a_recording_beyond_the_limit_is_not_kept(agreed, settings):
    settings.MAX_UPLOAD_BYTES = 10
    with serving() as (place, _asked):
        settings.PHONE_RECORDING_HOSTS = [place]
        tell(agreed, event("recording", recording=f"{place}/1.wav"))

    assert Call.objects.get().recording is None
    assert Call.objects.get().recording_note


def test_a_recording_is_fetched_once(agreed, settings):
    with serving() as (place, asked):
        settings.PHONE_RECORDING_HOSTS = [place]
        tell(agreed, event("recording", recording=f"{place}/1.wav"))
        tasks.fetch_recording.enqueue(Call.objects.get().pk)

    assert len(asked) == 1
