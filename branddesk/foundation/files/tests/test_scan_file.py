"""The virus scan, against a stand-in that speaks as clamd does, and against clamd itself where the machine has it."""

from __future__ import annotations

import io
import os
import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
import zipfile
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
READY_WITHIN = 60


def nested(content=VIRUS, deep=25):
    """An archive in an archive and so on: deeper than clamd looks."""
    for _level in range(deep):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as inside:
            inside.writestr("inside", content)
        content = archive.getvalue()
    return content


class Clamd(socketserver.StreamRequestHandler):
    """zINSTREAM as clamd speaks it: pieces with their length before them, a piece of no length ends them.

    A piece beyond its limit it refuses by its length and closes, unread; a stream without an end gets no answer.
    """

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        received = b""
        while len(head := self.rfile.read(4)) == 4:
            (length,) = struct.unpack("!I", head)
            if len(received) + length > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            if not length:
                self.wfile.write(self.answer(received))
                return
            received += self.rfile.read(length)

    def answer(self, received):
        if received.startswith(b"PK"):
            return b"stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0"
        return b"stream: Local.Test-1.UNOFFICIAL FOUND\0" if b"harmful" in received else b"stream: OK\0"


@pytest.fixture(scope="session")
def real_clamd(tmp_path_factory):
    """clamd itself, where the machine has it, knowing the same one virus and with the same limit."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("There is no clamd on this machine; its stand-in is asked.")
    home = tmp_path_factory.mktemp("clamd")
    (home / "db").mkdir()
    (home / "db" / "local.ndb").write_text(f"Local.Test-1:0:*:{b'this file is harmful'.hex()}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "clamd.conf").write_text(
        f"Foreground yes\nDatabaseDirectory {home}/db\nTemporaryDirectory {home}\nLocalSocket {home}/socket\n"
        f"TCPAddr 127.0.0.1\nTCPSocket {port}\nStreamMaxLength {MOST}\nAlertExceedsMax yes\n"
    )
    with subprocess.Popen([program, "-c", home / "clamd.conf"], stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + READY_WITHIN
            while not _answers(f"127.0.0.1:{port}"):
                assert process.poll() is None, "clamd ended"
                assert time.monotonic() < until, "clamd is not ready"
                time.sleep(0.1)
            yield {"tcp": f"127.0.0.1:{port}", "socket": str(home / "socket")}
        finally:
            process.terminate()


def _answers(address):
    try:
        return scanning.scan(io.BytesIO(b"x"), address) == ""
    except scanning.ScanFailed:
        return False


@pytest.fixture
def stand_in(tmp_path):
    path = str(tmp_path / "clamd.sock")
    with (
        socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server,
        socketserver.ThreadingUnixStreamServer(path, Clamd) as behind_socket,
    ):
        for each in (server, behind_socket):
            threading.Thread(target=each.serve_forever, args=[0.01], daemon=True).start()
        yield {"tcp": f"127.0.0.1:{server.server_address[1]}", "socket": path}
        for each in (server, behind_socket):
            each.shutdown()


@pytest.fixture(params=["stand_in", "real_clamd"])
def addresses(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def clamd(settings, addresses):
    settings.CLAMD = addresses["tcp"]
    return settings.CLAMD


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

    assert (blob.scan, blob.threat) == ("infected", "Local.Test-1.UNOFFICIAL")
    assert heard == [blob.pk]


@pytest.mark.parametrize("inline", [True, False])
def test_infected_file_is_given_to_nobody(vault, clamd, inline):
    with pytest.raises(services.Infected, match=r"Local\.Test-1"):
        serve(stored(VIRUS), "paper.pdf", inline=inline)


def test_infected_file_is_still_proven(vault, clamd):
    stored(VIRUS)

    assert verify_vault().ok


@pytest.mark.parametrize("prefix", ["", "unix:"])
def test_scanner_behind_a_unix_socket_is_asked(vault, settings, addresses, prefix):
    settings.CLAMD = prefix + addresses["socket"]

    assert stored(VIRUS).is_infected


@pytest.mark.parametrize("size", [MOST + 1, 20_000_000])
def test_file_beyond_the_scanner_s_limit_is_not_called_clean(vault, addresses, size):
    for address in addresses.values():
        with pytest.raises(scanning.ScanFailed):
            scanning.scan(io.BytesIO(b"x" * size), address)

    assert scanning.scan(io.BytesIO(b"x" * MOST), addresses["tcp"]) == ""


def test_archive_that_the_scanner_gave_up_on_is_neither_clean_nor_infected(vault, clamd, heard):
    with pytest.raises(scanning.BeyondLimits, match="Limits"):
        scanning.scan(io.BytesIO(nested()), clamd)

    assert stored(nested()).scan == ""
    assert heard == []


def test_file_that_the_scanner_would_call_clean_unseen_is_not_sent_to_it(vault, clamd, settings, monkeypatch):
    settings.CLAMD_MAX_BYTES = len(VIRUS) - 1

    assert stored(VIRUS).scan == ""

    settings.CLAMD_MAX_BYTES += 1
    blob = Blob.objects.get()
    assert scanning.scan_blob(blob).is_infected


@pytest.mark.parametrize("reply", [b"", b"COMMAND READ TIMED OUT\n", b"UNKNOWN COMMAND\n", b"stream: OK, but\0"])
def test_answer_that_is_neither_yes_nor_no_is_not_called_clean(vault, settings, monkeypatch, reply):
    class Odd(socketserver.StreamRequestHandler):
        def handle(self):
            self.request.recv(100_000)
            self.wfile.write(reply)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        with pytest.raises(scanning.ScanFailed):
            scanning.scan(io.BytesIO(b"x"), f"127.0.0.1:{server.server_address[1]}")
        server.shutdown()


def test_scanner_that_falls_silent_is_waited_for_no_longer_than_its_patience(vault, monkeypatch):
    monkeypatch.setattr(scanning, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(scanning.ScanFailed, match="timed out"):
        scanning.scan(io.BytesIO(b"x"), f"127.0.0.1:{silent.getsockname()[1]}")


def test_what_came_in_without_a_scanner_is_scanned_when_there_is_one(vault, settings, addresses, heard, monkeypatch):
    monkeypatch.setattr(scanning, "BATCH", 2)
    with clock.at(clock.now() - timedelta(days=2)):
        clean = [stored(b"%PDF-1.7 clean " + bytes([65 + number])) for number in range(4)]
        beyond, harmful = stored(b"%PDF-1.7 " + b"x" * MOST), stored(VIRUS)
    fresh = stored(b"%PDF-1.7 its own scan is on its way")
    settings.CLAMD = addresses["tcp"]
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
