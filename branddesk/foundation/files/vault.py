"""The vault's bytes: written once under their SHA-256, through Django's storage "vault"."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from branddesk.core import clock

INCOMING = "incoming"
CHUNK = 1024 * 1024


def storage() -> Storage:
    return storages["vault"]


def incoming_folder() -> Path:
    """Where uploads are written before their SHA-256 is known: beside the vault when that is a folder."""
    vault = storage()
    local = isinstance(vault, FileSystemStorage)
    folder = Path(vault.path(INCOMING)) if local else Path(tempfile.gettempdir()) / "branddesk-incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


class Incoming:
    """A file being written: hashed on the way, gone when discarded, never whole in memory."""

    def __init__(self) -> None:
        self.path = incoming_folder() / uuid.uuid4().hex
        self.size = 0
        self._hash = hashlib.sha256()
        self._file = self.path.open("xb")

    @classmethod
    def of(cls, path: Path) -> Incoming:
        """A file that arrived in parts and lies in the incoming folder whole."""
        incoming = cls.__new__(cls)
        incoming.path = path
        incoming.size = 0
        incoming._hash = hashlib.sha256()
        with path.open("rb") as parts:
            while chunk := parts.read(CHUNK):
                incoming._hash.update(chunk)
                incoming.size += len(chunk)
        incoming._file = path.open("ab")
        incoming.finish()
        return incoming

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> None:
        """Make the bytes safe on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


def put(incoming: Path, path: str) -> None:
    """Move a finished file to its place in the vault; what already lies there is kept.

    Two who bring the same bytes at once both succeed: the place is taken by a link, which only one can make.
    """
    vault = storage()
    if isinstance(vault, FileSystemStorage):
        place = Path(vault.path(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        incoming.chmod(0o440)
        try:
            os.link(incoming, place)
        except FileExistsError:
            pass
        except OSError:
            # A file system without links; the worst that two at once do is to put the same bytes there twice.
            os.replace(incoming, place)
        _sync_folder(place.parent)
    elif not vault.exists(path):
        with incoming.open("rb") as source:
            vault.save(path, File(source))
    incoming.unlink(missing_ok=True)


def open_path(path: str) -> BinaryIO:
    """The bytes at `path`. Raises FileNotFoundError when they are gone."""
    return cast(BinaryIO, storage().open(path, "rb"))


def sha256_of(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def sweep_incoming(older_than: timedelta) -> int:
    """Remove uploads that were begun and never finished. Returns how many."""
    limit = (clock.now() - older_than).timestamp()
    swept = 0
    for path in incoming_folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()
                swept += 1
    return swept


def stored_paths() -> Iterator[str]:
    """The paths of all blobs' bytes in the vault, in order."""
    for first in _folders(""):
        for second in _folders(first):
            for name in sorted(storage().listdir(f"{first}/{second}")[1]):
                yield f"{first}/{second}/{name}"


def _folders(path: str) -> list[str]:
    try:
        folders = storage().listdir(path)[0]
    except FileNotFoundError:
        return []
    return sorted(name for name in folders if len(name) == 2)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
