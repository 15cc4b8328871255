"""Putting bytes into the vault and taking them out."""

from __future__ import annotations

from datetime import timedelta
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.core.errors import DomainError
from branddesk.foundation.files import events, kinds, vault
from branddesk.foundation.files.models import Blob
from branddesk.foundation.files.uploads import VaultUpload

ABANDONED_AFTER = timedelta(days=1)


class TooLarge(DomainError):
    status_code = 413


class NotAccepted(DomainError):
    """A file that is empty or a program."""


class Infected(DomainError):
    """A virus was found in the bytes, so nobody gets them."""

    status_code = 403


@transaction.atomic
def store(file: File) -> Blob:
    """Keep the file's bytes in the vault, once, and tell their type from their content.

    Takes an upload (already hashed on its way in) or any other Django file. Raises TooLarge or NotAccepted. The bytes
    are in place before the row is: a rollback leaves bytes that nobody refers to, which `verify_vault` names and the
    next upload of the same file takes over.
    """
    incoming = file.incoming if isinstance(file, VaultUpload) else None
    if isinstance(file, VaultUpload) and file.is_too_large:
        raise _too_large()
    if incoming is None:
        incoming = _receive(file)
    try:
        if incoming.size == 0:
            raise NotAccepted(_("This file is empty. Check it on your computer and choose it again."))
        with incoming.path.open("rb") as content:
            content_type = kinds.tell_type(content)
        if content_type == kinds.PROGRAM:
            raise NotAccepted(_("This file is a program. Programs are not accepted as evidence; send a picture of it."))

        fields = {"size": incoming.size, "content_type": content_type}
        blob, is_new = Blob.objects.get_or_create(sha256=incoming.sha256, defaults=fields)
        vault.put(incoming.path, blob.path)
    finally:
        incoming.discard()
    if is_new:
        events.blob_stored.send(sender=Blob, blob_id=blob.pk)
    return blob


def open_blob(blob: Blob) -> BinaryIO:
    """The blob's bytes. Raises FileNotFoundError when they are gone from the vault, Infected when they are harmful."""
    if blob.is_infected:
        raise Infected(
            _("A virus was found in this file (%(threat)s), so the desk gives it to nobody. Seal a clean copy instead.")
            % {"threat": blob.threat}
        )
    return vault.open_path(blob.path)


def sweep_abandoned() -> int:
    """Remove uploads that were begun more than a day ago and never finished."""
    return vault.sweep_incoming(ABANDONED_AFTER)


def _receive(file: File) -> vault.Incoming:
    incoming = vault.Incoming()
    try:
        for chunk in file.chunks(vault.CHUNK):
            if incoming.size + len(chunk) > settings.MAX_UPLOAD_BYTES:
                raise _too_large()
            incoming.write(chunk if isinstance(chunk, bytes) else chunk.encode())
        incoming.finish()
    except BaseException:
        incoming.discard()
        raise
    return incoming


def check_size(size: int) -> None:
    """Refuse a file whose size is known before its bytes come."""
    if size > settings.MAX_UPLOAD_BYTES:
        raise _too_large()


def _too_large() -> TooLarge:
    limit = settings.MAX_UPLOAD_BYTES // 1_000_000
    return TooLarge(_("This file is larger than %(limit)s MB. Split it or make it smaller.") % {"limit": limit})
