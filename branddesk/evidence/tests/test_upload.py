from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_blob, make_exhibit, make_upload, png_bytes
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db

SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
UPLOAD = "/evidence/upload/"


def test_script_gets_the_sealed_row(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(
        UPLOAD,
        {"brand": brand.slug, "file": make_upload(name="Карточка.png"), "source": "paste", "next": "/cases/"},
        **SCRIPT,
        REMOTE_ADDR="203.0.113.9",
    )

    exhibit = Exhibit.objects.get()
    row = response.content.decode()
    assert response.status_code == 201
    assert row.strip().startswith("<li")
    assert "Карточка" in row
    assert reverse("evidence:describe", args=[exhibit.key]) + "?next=/cases/" in row
    assert (exhibit.kind, exhibit.source, exhibit.sealed_from) == ("screenshot", "paste", "203.0.113.9")
    assert exhibit.sealed_by == alice


def test_plain_form_with_several_files_leads_on(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(
        UPLOAD, {"brand": brand.slug, "file": [make_upload(), make_upload(name="b.png")], "next": "/cases/"}
    )

    assert response.url == "/cases/"
    assert Exhibit.objects.count() == 2


def test_plain_form_without_a_way_back_shows_the_exhibit(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(UPLOAD, {"brand": brand.slug, "file": make_upload(), "next": "https://evil.example/"})

    assert response.url == reverse("evidence:detail", args=[Exhibit.objects.get().key])


def test_proof_of_a_right_is_a_certificate_unless_told(client, alice):
    right = make_right(brand=make_brand(members=[alice]))
    client.force_login(alice)

    client.post(UPLOAD, {"brand": right.brand.slug, "file": make_upload(), "right": right.pk}, **SCRIPT)

    exhibit = Exhibit.objects.get()
    assert (exhibit.right, exhibit.kind) == (right, "certificate")


def test_time_and_address_come_along(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    client.post(
        UPLOAD,
        {
            "brand": brand.slug,
            "file": make_upload(),
            "kind": "screenshot",
            "source_url": "www.ozon.ru/product/1690038851",
            "captured_at": "2026-11-20T14:11",
        },
        **SCRIPT,
    )

    exhibit = Exhibit.objects.get()
    assert exhibit.source_url == "https://www.ozon.ru/product/1690038851"
    assert exhibit.captured_at == datetime(2026, 11, 20, 14, 11, tzinfo=UTC)


@pytest.mark.parametrize("headers", [SCRIPT, {}])
def test_foreign_brand_is_as_if_it_did_not_exist(client, mallory, headers):
    brand = make_brand()
    client.force_login(mallory)

    foreign = client.post(UPLOAD, {"brand": brand.slug, "file": make_upload()}, **headers)
    invented = client.post(UPLOAD, {"brand": "no-such-brand", "file": make_upload()}, **headers)

    assert foreign.status_code == invented.status_code == 404
    assert not Exhibit.objects.exists()
    if headers:
        assert foreign.json() == invented.json()


def test_foreign_right_is_refused(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(UPLOAD, {"brand": brand.slug, "file": make_upload(), "right": make_right().pk}, **SCRIPT)

    assert response.status_code == 422
    assert not Exhibit.objects.exists()


def test_uploading_a_foreign_exhibit_s_bytes_gives_no_way_to_it(client, mallory):
    data = png_bytes()
    foreign = make_exhibit(blob=make_blob(data))
    brand = make_brand(members=[mallory])
    client.force_login(mallory)

    client.post(UPLOAD, {"brand": brand.slug, "file": make_upload(data)}, **SCRIPT)
    by_key = client.get(reverse("evidence:file", args=[foreign.key]))
    by_hash = client.get(f"/evidence/{foreign.blob.sha256}/file/")

    assert by_key.status_code == 404
    assert by_hash.status_code == 404


def test_viewer_hears_why_not(client, cast):
    brand = make_brand(members=[cast.alice])
    client.force_login(cast.viewer)

    response = client.post(UPLOAD, {"brand": brand.slug, "file": make_upload()}, **SCRIPT)

    assert response.status_code == 403
    assert "Only a representative" in response.json()["error"]


def test_file_beyond_the_limit_is_refused_with_a_sentence(client, alice, settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(UPLOAD, {"brand": brand.slug, "file": make_upload(b"x" * (1024 * 1024 + 1))}, **SCRIPT)

    assert response.status_code == 413
    assert "larger than 1 MB" in response.json()["error"]
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 64])
def test_empty_files_and_programs_are_refused(client, alice, data):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(UPLOAD, {"brand": brand.slug, "file": make_upload(data, name="proof.png")}, **SCRIPT)

    assert response.status_code == 422
    assert response.json()["error"]


def test_upload_without_a_file_says_what_to_do(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    response = client.post(UPLOAD, {"brand": brand.slug}, **SCRIPT)

    assert response.json() == {"error": "Choose a file first."}


def test_heic_is_kept(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64

    response = client.post(UPLOAD, {"brand": brand.slug, "file": make_upload(heic, name="scan.heic")}, **SCRIPT)

    assert response.status_code == 201
    assert Exhibit.objects.get().blob.content_type == "image/heic"


def test_address_written_by_the_sender_is_not_believed(client, alice):
    brand = make_brand(members=[alice])
    client.force_login(alice)

    client.post(
        UPLOAD,
        {"brand": brand.slug, "file": make_upload()},
        **SCRIPT,
        REMOTE_ADDR="203.0.113.9",
        HTTP_X_FORWARDED_FOR="198.51.100.1",
    )

    exhibit = Exhibit.objects.get()
    assert exhibit.sealed_from == "203.0.113.9"
    assert entries_for(exhibit).get().facts["sealed_from"] == "203.0.113.9"
