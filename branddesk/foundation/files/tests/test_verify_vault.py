from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile

from branddesk.foundation.files import services
from branddesk.foundation.files.verify import verify_vault


def test_untouched_vault_is_proven(vault):
    services.store(ContentFile(b"12345"))
    services.store(ContentFile(b"67890"))

    report = verify_vault()

    assert report.ok
    assert report.lines == ["2 blobs, 10 bytes, all proven."]


def test_empty_vault_is_proven(vault):
    assert verify_vault().ok


def test_single_changed_byte_is_found(vault):
    services.store(ContentFile(b"untouched"))
    blob = services.store(ContentFile(b"evidence"))
    (vault / blob.path).chmod(0o600)
    (vault / blob.path).write_bytes(b"evidenke")

    report = verify_vault()

    assert not report.ok
    assert report.lines[0] == f"blob {blob.sha256} (text/plain, 8 bytes): its bytes are changed"


def test_missing_bytes_are_found(vault):
    blob = services.store(ContentFile(b"evidence"))
    (vault / blob.path).unlink()

    report = verify_vault()

    assert not report.ok
    assert "its bytes are missing" in report.lines[0]


def test_bytes_that_no_row_knows_are_named_without_alarm(vault):
    name = hashlib.sha256(b"left over").hexdigest()
    place = vault / name[:2] / name[2:4] / name
    place.parent.mkdir(parents=True)
    place.write_bytes(b"left over")

    report = verify_vault()

    assert report.ok
    assert report.lines[0] == f"note: {name[:2]}/{name[2:4]}/{name} lies in the vault, nothing refers to it"
