"""Uploads go straight into the vault's incoming folder, hashed on the way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from branddesk.foundation.files.vault import Incoming

ROOM_FOR_FIELDS = 1024 * 1024
"""What a form may weigh beside its file."""


class VaultUpload(UploadedFile):
    """An uploaded file waiting in the incoming folder. Closing it (Django does, after the request) removes it."""

    def __init__(self, incoming: Incoming, *, name: str | None, content_type: str | None, is_too_large: bool) -> None:
        file = None if is_too_large else File(incoming.path.open("rb"))
        super().__init__(file, name, content_type, incoming.size)
        self.incoming = incoming
        self.is_too_large = is_too_large

    def close(self) -> None:
        if self.file is not None:
            super().close()
        self.incoming.discard()


class VaultUploadHandler(FileUploadHandler):
    """Writes each file as it arrives. Of a file beyond the limit the rest is read and dropped, so that the browser
    hears the refusal instead of a broken connection; `services.store` refuses it."""

    chunk_size = 256 * 1024

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        # A script sends one file in a request, so a request beyond the limit holds a file beyond it.
        is_script = META.get("HTTP_X_REQUESTED_WITH") == "XMLHttpRequest"
        self.is_hopeless = is_script and content_length > settings.MAX_UPLOAD_BYTES + ROOM_FOR_FIELDS

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        self.incoming = Incoming()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if not self.is_hopeless and self.received <= settings.MAX_UPLOAD_BYTES:
            self.incoming.write(raw_data)

    def file_complete(self, file_size: int) -> VaultUpload:
        is_too_large = self.is_hopeless or self.received > settings.MAX_UPLOAD_BYTES
        if is_too_large:
            self.incoming.discard()
        else:
            self.incoming.finish()
        return VaultUpload(
            self.incoming, name=self.file_name, content_type=self.content_type, is_too_large=is_too_large
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "incoming"):
            self.incoming.discard()
