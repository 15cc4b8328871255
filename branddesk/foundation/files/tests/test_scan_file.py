"""The virus scan, against a clamd that speaks the protocol and knows one virus."""

from __future__ import annotations

import io
import socket
import socketserver
import struct
import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from branddesk.core import clock
from branddesk.foundation.files import events, scanning, services, tasks
from branddesk.foundation.files.models import Blob
from branddesk.foundation.files.serving import serve
from branddesk.foundation.files.tests import samples
from branddesk.foundation.files.verify import verify_vault
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, drain

VIRUS = b"%PDF-1.7 this file is harmful"
MOST = 1_000_000


class Clamd(socketserver.StreamRequestHandler):
    """zINSTREAM as clamd speaks it: pieces with their length before them, a piece of no length ends them."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        received = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            received += self.rfile.read(length)
            if len(received) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"stream: Test.Virus-1 FOUND\0" if b"harmful" in received else b"stream: OK\0"
        self.wfile.write(found)


@pytest.fixture
def clamd(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


@pytest.fixture
def heard():
    told = []

    def listen(sender, blob_id, **kwargs):
        told.append(blob_id)

    events.virus_found.connect(listen)
    yield told
    events.virus_found.disconnect(listen)


def stored(content):
    blob = services.store(ContentFile(content))
    blob.refresh_from_db()
    return blob


def test_without_a_scanner_a_file_is_not_scanned(vault):
    assert stored(samples.PDF).scan == ""


def test_clean_file_is_clean(vault, clamd, heard):
    blob = stored(samples.picture(size=(900, 900)))

    assert (blob.scan, blob.threat) == ("clean", "")
    assert heard == []


def test_virus_is_named_and_announced_once(vault, clamd, heard):
    blob = stored(VIRUS)

    scanning.scan_blob(blob)

    assert (blob.scan, blob.threat) == ("infected", "Test.Virus-1")
    assert heard == [blob.pk]


@pytest.mark.parametrize("inline", [True, False])
def test_infected_file_is_given_to_nobody(vault, clamd, inline):
    with pytest.raises(services.Infected, match=r"Test\.Virus-1"):
        serve(stored(VIRUS), "paper.pdf", inline=inline)


def test_infected_file_is_still_proven(vault, clamd):
    stored(VIRUS)

    assert verify_vault().ok


def test_scanner_behind_a_unix_socket_is_asked(vault, settings, tmp_path):
    path = str(tmp_path / "clamd.sock")
    with socketserver.ThreadingUnixStreamServer(path, Clamd) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.CLAMD = path

        blob = stored(VIRUS)

        server.shutdown()
    assert blob.is_infected


@pytest.mark.parametrize("size", [MOST + 1, 20_000_000])
def test_file_beyond_the_scanner_s_limit_is_not_called_clean(vault, clamd, size):
    with pytest.raises(scanning.ScanFailed):
        scanning.scan(io.BytesIO(b"x" * size), f"127.0.0.1:{clamd.server_address[1]}")


def test_what_came_in_without_a_scanner_is_scanned_when_there_is_one(vault, settings, request, heard, monkeypatch):
    monkeypatch.setattr(scanning, "BATCH", 2)
    with clock.at(clock.now() - timedelta(days=2)):
        clean = [stored(b"%PDF-1.7 clean " + bytes([65 + number])) for number in range(4)]
        beyond, harmful = stored(b"%PDF-1.7 " + b"x" * MOST), stored(VIRUS)
    fresh = stored(b"%PDF-1.7 its own scan is on its way")
    request.getfixturevalue("clamd")
    settings.TASKS = DATABASE_QUEUE

    tasks.scan_unscanned.enqueue()
    ran = drain()

    assert {blob.scan for blob in Blob.objects.filter(pk__in=[blob.pk for blob in clean])} == {"clean"}
    assert Blob.objects.get(pk=harmful.pk).is_infected
    assert heard == [harmful.pk]
    assert {Blob.objects.get(pk=blob.pk).scan for blob in (beyond, fresh)} == {""}
    assert ran == 5, "the beginning, three batches of two, and one that finds nothing"


def test_without_a_scanner_nothing_is_swept(vault):
    with clock.at(clock.now() - timedelta(days=2)):
        blob = stored(samples.PDF)

    assert scanning.scan_batch() == 0
    assert Blob.objects.get(pk=blob.pk).scan == ""


def test_scanner_that_is_away_is_asked_again_later_and_the_upload_stands(vault, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{taken.getsockname()[1]}"

        blob = stored(samples.PDF)

    assert blob.scan == ""
