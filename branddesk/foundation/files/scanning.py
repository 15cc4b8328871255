"""Asking clamd whether bytes hold a virus: its INSTREAM command over TCP or a Unix socket, and nothing else of it."""

from __future__ import annotations

import re
import socket
import struct
from contextlib import suppress
from datetime import timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from branddesk.core import clock
from branddesk.foundation.files import events, vault
from branddesk.foundation.files.models import Blob

PIECE = 256 * 1024
PATIENCE = 150
"""Seconds that clamd may be silent: over one file it thinks for up to two minutes (its MaxScanTime)."""
PATIENCE_TO_CONNECT = 10
MOST_REPLY = 4096
BATCH = 20
UNDER_WAY = timedelta(hours=1)
"""So long an upload's own scan may still be on its way."""

_GAVE_UP = "Heuristics.Limits.Exceeded"
"""How clamd, with AlertExceedsMax, names what it did not read to the end."""
_REPLY = re.compile(r"stream: (?:(?P<clean>OK)|(?P<threat>.+) FOUND)")


class ScanFailed(Exception):
    """clamd cannot be reached, or answers something that is neither yes nor no."""


class BeyondLimits(ScanFailed):
    """More than clamd looks at, in bytes or in archives within archives: asked again, it would say the same."""


def is_on() -> bool:
    return bool(settings.CLAMD)


def scan(file: BinaryIO, address: str) -> str:
    """The name of the virus that clamd at `address` (host:port, or the path of its socket) finds; empty when clean.

    Raises ScanFailed, BeyondLimits where clamd says that it did not look at everything: not scanned is not clean.
    """
    try:
        with _connected(address) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            try:
                while piece := file.read(PIECE):
                    clamd.sendall(struct.pack("!I", len(piece)) + piece)
                clamd.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                # At its StreamMaxLength clamd says so and closes; its words are still to be read.
                pass
            reply = _reply(clamd)
    except OSError as error:
        raise ScanFailed(f"clamd at {address}: {error}") from error
    found = _REPLY.fullmatch(reply)
    threat = found["threat"] or "" if found else ""
    if threat.startswith(_GAVE_UP) or reply.startswith("INSTREAM size limit exceeded"):
        raise BeyondLimits(f"clamd at {address}: {reply}")
    if found is None:
        raise ScanFailed(f"clamd at {address}: {reply or 'no answer'}")
    return threat


def scan_batch(*, after: int = 0) -> int:
    """Have the next blobs by key that were never looked at looked at; which of them cannot be is left for later.

    Returns the last one's key; 0 when there is none left, or no scanner.
    """
    if not is_on():
        return 0
    unscanned = Blob.objects.filter(scan=Blob.Scan.NONE, pk__gt=after, created_at__lt=clock.now() - UNDER_WAY)
    unscanned = unscanned.filter(size__lte=settings.CLAMD_MAX_BYTES)
    blobs = list(unscanned.order_by("pk")[:BATCH])
    for blob in blobs:
        with suppress(ScanFailed, FileNotFoundError):
            scan_blob(blob)
    return blobs[-1].pk if blobs else 0


def scan_blob(blob: Blob) -> Blob:
    """Have the blob's bytes looked at and keep what was found. May run any number of times.

    Of a file beyond its MaxFileSize clamd says that it is clean without having looked, so it is not asked.
    """
    if blob.size > settings.CLAMD_MAX_BYTES:
        raise BeyondLimits(f"{blob.size} bytes are more than clamd looks at")
    with vault.open_path(blob.path) as content:
        threat = scan(content, settings.CLAMD)
    return _keep(blob, threat)


@transaction.atomic
def _keep(blob: Blob, threat: str) -> Blob:
    was_infected = blob.is_infected
    blob.scan = Blob.Scan.INFECTED if threat else Blob.Scan.CLEAN
    blob.threat = threat[: Blob._meta.get_field("threat").max_length]
    blob.save(update_fields=["scan", "threat"])
    if blob.is_infected and not was_infected:
        events.virus_found.send(sender=Blob, blob_id=blob.pk)
    return blob


def _connected(address: str) -> socket.socket:
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        clamd = socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE_TO_CONNECT)
        clamd.settimeout(PATIENCE)
        return clamd
    clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    clamd.settimeout(PATIENCE)
    try:
        clamd.connect(address.removeprefix("unix:"))
    except OSError:
        clamd.close()
        raise
    return clamd


def _reply(clamd: socket.socket) -> str:
    reply = b""
    while b"\0" not in reply and len(reply) < MOST_REPLY and (piece := clamd.recv(MOST_REPLY)):
        reply += piece
    return reply.partition(b"\0")[0].decode(errors="replace").strip()
