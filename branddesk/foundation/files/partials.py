"""Large uploads in parts: each part is appended where the last one ended, so a lost connection costs one part only.

A partial file lies in the vault's incoming folder under its owner ("person:7", "phone:…") and the key that the browser
chose for it. What nobody goes on with is swept with the other abandoned uploads.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.files import services, vault
from branddesk.foundation.files.uploads import VaultUpload

MOST_PER_OWNER = 40
"""Files that one owner may have on their way."""
PIECE = 256 * 1024


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class TooManyAtOnce(DomainError):
    status_code = 429


def append(*, owner: str, key: UUID, offset: int, size: int, source: Source, most: int = MOST_PER_OWNER) -> int:
    """Append what `source` holds to the file that will have `size` bytes; returns how many there are now.

    Nothing is written unless `offset` is where the file ends, so whoever sends goes on from the number returned. A
    part that breaks off keeps what arrived. Raises TooLarge as soon as the size is named.
    """
    services.check_size(size)
    path = _path(owner, key)
    if not path.exists() and len(list(path.parent.glob(f"{_prefix(owner)}*"))) >= most:
        raise TooManyAtOnce(_("Many files are on their way already. Wait until some of them have arrived."))
    with path.open("ab", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # The request that broke off is still being read.
            return file.seek(0, os.SEEK_END)
        there = file.seek(0, os.SEEK_END)
        if offset != there:
            return there
        while there < size and (piece := source.read(min(PIECE, size - there))):
            file.write(piece)
            there += len(piece)
        return there


def finish(*, owner: str, key: UUID, size: int, name: str) -> VaultUpload:
    """The whole file, as an upload that `services.store` takes. Raises WrongStatus when parts of it are missing."""
    partial = _path(owner, key)
    whole = vault.incoming_folder() / f"{partial.name}-whole"
    try:
        if partial.stat().st_size != size:
            raise FileNotFoundError
        partial.rename(whole)
    except FileNotFoundError:
        raise WrongStatus(_("Parts of this file did not arrive. Choose it again.")) from None
    incoming = vault.Incoming.of(whole)
    return VaultUpload(incoming, name=name, content_type=None, is_too_large=size > settings.MAX_UPLOAD_BYTES)


def discard(*, owner: str, key: UUID) -> None:
    """Forget the file: the person cancelled it."""
    _path(owner, key).unlink(missing_ok=True)


def _path(owner: str, key: UUID) -> Path:
    return vault.incoming_folder() / f"{_prefix(owner)}{key.hex}"


def _prefix(owner: str) -> str:
    return f"part-{hashlib.sha256(owner.encode()).hexdigest()[:32]}-"
