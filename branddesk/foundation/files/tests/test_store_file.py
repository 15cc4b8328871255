from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import RequestFactory

from branddesk.core import clock
from branddesk.foundation.files import services
from branddesk.foundation.files.models import Blob
from branddesk.foundation.files.tests import samples
from branddesk.foundation.files.uploads import VaultUpload


def uploaded(content: bytes, name: str = "shot.png") -> VaultUpload:
    request = RequestFactory().post("/", {"file": ContentFile(content, name)})
    upload = request.FILES["file"]
    assert isinstance(upload, VaultUpload)
    return upload


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_upload_is_kept_under_its_hash_with_the_type_of_its_content(vault):
    content = samples.picture()

    blob = services.store(uploaded(content, "evil.html"))

    assert blob.sha256 == hashlib.sha256(content).hexdigest()
    assert (blob.size, blob.content_type) == (len(content), "image/png")
    with services.open_blob(blob) as kept:
        assert kept.read() == content
    assert (vault / blob.sha256[:2] / blob.sha256[2:4] / blob.sha256).exists()
    assert files_in(vault / "incoming") == []


def test_upload_is_hashed_on_its_way_into_the_vault(vault):
    upload = uploaded(samples.PDF)

    assert upload.incoming.sha256 == hashlib.sha256(samples.PDF).hexdigest()
    assert files_in(vault / "incoming") == [upload.incoming.path]
    assert upload.read() == samples.PDF


def test_same_bytes_are_kept_once_whoever_brings_them(vault):
    first = services.store(uploaded(samples.PDF, "a.pdf"))
    second = services.store(ContentFile(samples.PDF, "b.pdf"))

    assert first == second
    assert len(files_in(vault)) == 1


def test_same_bytes_brought_at_once_are_kept_once(transactional_db, vault):
    def bring(_number):
        try:
            return services.store(ContentFile(samples.PDF)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        blobs = set(people.map(bring, range(8)))

    assert len(blobs) == Blob.objects.count() == len(files_in(vault)) == 1


def test_upload_that_nobody_stores_is_gone_after_the_request(vault):
    upload = uploaded(samples.PDF)

    upload.close()

    assert files_in(vault) == []


@pytest.mark.parametrize("bring", [uploaded, ContentFile])
def test_file_beyond_the_limit_is_refused_with_the_limit_and_leaves_nothing(vault, settings, bring):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    with pytest.raises(services.TooLarge) as refusal:
        services.store(bring(b"x" * (1024 * 1024 + 1)))

    assert refusal.value.status_code == 413
    assert "1 MB" in refusal.value.message
    assert files_in(vault) == []


def test_file_at_the_limit_is_kept(vault, settings):
    settings.MAX_UPLOAD_BYTES = 300_000

    assert services.store(uploaded(b"x" * 300_000)).size == 300_000


@pytest.mark.parametrize("content", [samples.EXE, samples.ELF, b""])
def test_programs_and_empty_files_are_refused_and_leave_nothing(vault, content):
    with pytest.raises(services.NotAccepted):
        services.store(ContentFile(content))

    assert files_in(vault) == []
    assert not Blob.objects.exists()


def test_kept_bytes_cannot_be_written_to(vault):
    blob = services.store(ContentFile(samples.PDF))

    assert (vault / blob.path).stat().st_mode & 0o777 == 0o440


def test_bytes_lost_from_the_vault_return_with_the_next_upload(vault):
    blob = services.store(ContentFile(samples.PDF))
    (vault / blob.path).unlink()

    services.store(ContentFile(samples.PDF))

    with services.open_blob(blob) as kept:
        assert kept.read() == samples.PDF


def test_uploads_never_finished_are_swept_after_a_day(vault):
    old, new = uploaded(b"old"), uploaded(b"new")
    begun = (clock.now() - timedelta(hours=25)).timestamp()
    os.utime(old.incoming.path, (begun, begun))

    assert services.sweep_abandoned() == 1

    assert files_in(vault) == [new.incoming.path]


def test_script_s_upload_that_says_it_is_too_large_is_refused_without_being_written(vault, settings):
    settings.MAX_UPLOAD_BYTES = 100_000
    request = RequestFactory().post(
        "/", {"file": ContentFile(b"x" * 1_300_000, "film.mp4")}, HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )

    upload = request.FILES["file"]
    assert isinstance(upload, VaultUpload)
    written = files_in(vault)

    assert written == []
    with pytest.raises(services.TooLarge):
        services.store(upload)
