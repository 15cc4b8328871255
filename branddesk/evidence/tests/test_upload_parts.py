"""Large files in parts, and uploads whose answer was lost: sealed once, whole, by whom it came."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from branddesk.brands.tests.factories import make_brand
from branddesk.core.errors import DomainError
from branddesk.evidence.models import Exhibit
from branddesk.evidence.services import seal_exhibit
from branddesk.evidence.tests.factories import make_upload, png_bytes
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db

SCRIPT: dict[str, Any] = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
UPLOAD = "/evidence/upload/"


def send(client, brand, data, *, key, offset, size, **more):
    query = f"brand={brand.slug}&key={key.hex}&offset={offset}&size={size}" + "".join(f"&{name}" for name in more)
    return client.post(f"{UPLOAD}part/?{query}", data, content_type="application/octet-stream", **SCRIPT)


def seal(client, brand, *, key, size, name="film.mp4"):
    fields = {"brand": brand.slug, "upload_key": key.hex, "parts": key.hex, "size": size, "name": name}
    return client.post(UPLOAD, fields, **SCRIPT)


@pytest.fixture
def brand(client, alice):
    client.force_login(alice)
    return make_brand(members=[alice])


def test_file_in_parts_is_sealed_whole_under_its_name(client, brand):
    key, data = uuid4(), png_bytes(side=64)

    first = send(client, brand, data[:50], key=key, offset=0, size=len(data)).json()["offset"]
    lost = send(client, brand, data[:50], key=key, offset=0, size=len(data)).json()["offset"]
    send(client, brand, data[lost:], key=key, offset=lost, size=len(data))
    response = seal(client, brand, key=key, size=len(data), name="../Видео.mp4")

    exhibit = Exhibit.objects.get()
    assert (first, lost, response.status_code) == (50, 50, 201)
    assert (exhibit.file_name, exhibit.blob.content_type) == ("Видео.mp4", "image/png")
    assert exhibit.blob.sha256 == hashlib.sha256(data).hexdigest()


def test_seal_asked_for_again_gives_the_exhibit_that_is_there(client, brand):
    key, data = uuid4(), png_bytes()
    send(client, brand, data, key=key, offset=0, size=len(data))

    first = seal(client, brand, key=key, size=len(data))
    again = seal(client, brand, key=key, size=len(data))

    exhibit = Exhibit.objects.get()
    assert first.status_code == again.status_code == 201
    assert str(exhibit.key) in again.content.decode()
    assert entries_for(exhibit).count() == 1


def test_upload_sent_twice_because_the_answer_was_lost_is_sealed_once(client, brand):
    key, data = uuid4(), png_bytes()

    for _try in range(2):
        response = client.post(
            UPLOAD, {"brand": brand.slug, "file": make_upload(data), "upload_key": key.hex}, **SCRIPT
        )
        assert response.status_code == 201

    assert Exhibit.objects.count() == 1


def test_another_person_s_upload_key_opens_nothing(alice, bob):
    brand, key = make_brand(members=[alice]), uuid4()
    seal_exhibit(actor=alice, brand=brand, file=make_upload(), kind="photo", upload_key=key)

    with pytest.raises(DomainError):
        seal_exhibit(actor=bob, brand=brand, file=make_upload(), kind="photo", upload_key=key)


def test_file_larger_than_the_limit_is_refused_at_its_first_part(client, brand, settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    response = send(client, brand, b"x", key=uuid4(), offset=0, size=300_000_000)

    assert response.status_code == 413
    assert "larger than 1 MB" in response.json()["error"]


def test_seal_of_a_file_that_did_not_arrive_is_refused_and_tried_anew(client, brand):
    response = seal(client, brand, key=uuid4(), size=10)

    assert response.status_code == 409
    assert "Choose it again" in response.json()["error"]
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("query", ["", "key=x&offset=0&size=1", "key=0&offset=-1&size=1", "key=%00&offset=0&size=x"])
def test_part_of_nothing_is_refused_with_a_sentence(client, brand, query):
    response = client.post(f"{UPLOAD}part/?brand={brand.slug}&{query}", b"x", content_type="text/plain", **SCRIPT)

    assert response.status_code == 422
    assert response.json()["error"]


def test_stranger_neither_sends_parts_nor_seals_them(client, brand, mallory):
    key, data = uuid4(), png_bytes()
    send(client, brand, data, key=key, offset=0, size=len(data))
    other = Client()
    other.force_login(mallory)
    own = make_brand(members=[mallory])

    foreign = send(other, brand, data, key=key, offset=0, size=len(data))
    stolen = seal(other, own, key=key, size=len(data))

    assert (foreign.status_code, stolen.status_code) == (404, 409)
    assert not Exhibit.objects.exists()


def test_cancelled_file_is_forgotten(client, brand):
    key = uuid4()
    send(client, brand, b"12345", key=key, offset=0, size=10)

    response = send(client, brand, b"", key=key, offset=0, size=0, discard=True)

    assert response.status_code == 204
    assert send(client, brand, b"", key=key, offset=0, size=10).json()["offset"] == 0


def test_parts_are_not_taken_from_another_site(brand, alice):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)

    response = strict.post(f"{UPLOAD}part/?brand={brand.slug}&key={uuid4().hex}&offset=0&size=1", b"x", "text/plain")

    assert response.status_code == 403
