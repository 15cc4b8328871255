"""A large upload goes to the disk as it comes, in a form or in parts: the process grows by a few megabytes at most."""

from __future__ import annotations

import io
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory

from branddesk.accounts.models import User
from branddesk.brands.tests.factories import make_brand
from branddesk.evidence import views
from branddesk.evidence.models import Exhibit

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

SIZE = 150_000_000
MOST_GROWN = 40_000_000
BOUNDARY = "----somewhere"


def resident() -> int:
    """Bytes that this process holds in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


class Watched(io.RawIOBase):
    """A body that is made while it is read, and that remembers the most memory the process held meanwhile."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.head, self.left, self.tail = head, size, tail
        self.most = resident()

    def read(self, size: int = -1, /) -> bytes:
        self.most = max(self.most, resident())
        if self.head:
            piece, self.head = self.head[:size], self.head[size:]
        elif self.left:
            piece = b"v" * min(size, self.left)
            self.left -= len(piece)
        else:
            piece, self.tail = self.tail[:size], self.tail[size:]
        return piece


def request_of(body: Watched, person: User, address: str, content_type: str) -> WSGIRequest:
    request = RequestFactory().post(address, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    request.environ["wsgi.input"] = body
    request.environ["CONTENT_LENGTH"] = str(len(body.head) + body.left + len(body.tail))
    request.environ["CONTENT_TYPE"] = content_type
    fresh = WSGIRequest(request.environ)
    fresh.user = person
    fresh.htmx = False
    return fresh


def grown(body: Watched, before: int) -> int:
    return max(body.most, resident()) - before


def test_a_form_with_150_megabytes(alice):
    brand = make_brand(members=[alice])
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="brand"\r\n\r\n{brand.slug}\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n"
    )
    before = resident()
    body = Watched(head.encode(), SIZE, f"\r\n--{BOUNDARY}--\r\n".encode())

    response = views.upload(
        request_of(body, alice, "/evidence/upload/", f"multipart/form-data; boundary={BOUNDARY}")  # type: ignore[arg-type]
    )

    assert response.status_code == 201
    assert Exhibit.objects.get().blob.size == SIZE
    assert grown(body, before) < MOST_GROWN


def test_150_megabytes_in_parts(alice, rf):
    brand, key = make_brand(members=[alice]), uuid4()
    before = resident()
    body = Watched(b"", SIZE, b"")
    address = f"/evidence/upload/part/?brand={brand.slug}&key={key.hex}&offset=0&size={SIZE}"

    part: HttpResponse = views.part(request_of(body, alice, address, "application/octet-stream"))  # type: ignore[arg-type]
    whole = rf.post(
        "/evidence/upload/",
        {"brand": brand.slug, "parts": key.hex, "size": SIZE, "name": "film.mp4"},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    whole.user, whole.htmx = alice, False
    response = views.upload(whole)

    assert part.status_code == 200
    assert response.status_code == 201
    assert Exhibit.objects.get().blob.size == SIZE
    assert grown(body, before) < MOST_GROWN
