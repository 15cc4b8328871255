"""Sending a file to a browser so that it can do no harm there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from branddesk.foundation.files import kinds, services, vault
from branddesk.foundation.files.models import Blob, Thumbnail
from branddesk.foundation.files.names import clean_filename

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'; sandbox"
"""A file opened in the browser runs nothing and reaches nothing; PDF viewers and players work all the same."""

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def serve(blob: Blob, filename: str, *, inline: bool, request: HttpRequest | None = None) -> HttpResponseBase:
    """Send the blob under a harmless name; shown in place only when `inline` and the type is safe.

    With `request` a player may ask for a part (Range). The caller has checked that the reader may see it.
    """
    shown = inline and blob.content_type in kinds.SAFE_INLINE
    response = _part(blob, request) if request is not None else None
    if response is None:
        response = FileResponse(_opened(blob))
        response["Content-Length"] = str(blob.size)
    content_type = f"{blob.content_type}; charset=utf-8" if blob.content_type == "text/plain" else blob.content_type
    response["Content-Type"] = content_type if shown else _download_type(blob.content_type)
    response["Content-Disposition"] = content_disposition_header(not shown, clean_filename(filename)) or "attachment"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{blob.sha256}"'
    response["Cache-Control"] = "private, no-store"
    return _harmless(response)


def serve_thumbnail(thumbnail: Thumbnail, *, request: HttpRequest) -> HttpResponseBase:
    """Send a thumbnail. The browser keeps it but asks each time, so that access is checked each time."""
    etag = f'"{thumbnail.blob.sha256}-{thumbnail.name}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        try:
            response = FileResponse(vault.open_path(thumbnail.path), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return _harmless(response)


def _harmless(response: HttpResponseBase) -> HttpResponseBase:
    """Own policy (django-csp leaves a set header alone), no guessing of types, no use by other sites."""
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _download_type(content_type: str) -> str:
    """Types that could act when opened from the site are sent as mere bytes."""
    dangerous = content_type.startswith("text/") or content_type == "image/svg+xml" or "xml" in content_type
    return kinds.UNKNOWN if dangerous and content_type not in (kinds.DOCX, kinds.XLSX) else content_type


def _opened(blob: Blob) -> BinaryIO:
    try:
        return services.open_blob(blob)
    except FileNotFoundError as error:
        raise Http404 from error


def _part(blob: Blob, request: HttpRequest) -> HttpResponseBase | None:
    """The answer to a request for one range; None when the whole file is meant."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if (
        asked is None
        or not any(asked.groups())
        or request.headers.get("If-Range", f'"{blob.sha256}"') != f'"{blob.sha256}"'
    ):
        return None
    first, last = asked.groups()
    start = int(first) if first else max(0, blob.size - int(last))
    end = min(int(last), blob.size - 1) if first and last else blob.size - 1
    if start > end:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{blob.size}"
        return refused
    response = StreamingHttpResponse(_read_part(_opened(blob), start, end - start + 1), status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{blob.size}"
    response["Content-Length"] = str(end - start + 1)
    return response


def _read_part(file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (chunk := file.read(min(vault.CHUNK, length))):
            length -= len(chunk)
            yield chunk
