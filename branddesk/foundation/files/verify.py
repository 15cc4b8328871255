"""Proving the vault: every blob's bytes are there and unchanged."""

from __future__ import annotations

from branddesk.foundation.files import vault
from branddesk.foundation.files.models import Blob
from branddesk.foundation.reports import Report

BATCH = 500


def verify_vault() -> Report:
    """Read every blob again and compare it with its SHA-256; name those missing or changed.

    Bytes that no row refers to are named as well, as a note: an upload whose transaction was rolled back leaves them.
    """
    report = Report()
    count = size = 0
    for blob in Blob.objects.order_by("pk").iterator(chunk_size=BATCH):
        wrong = _what_is_wrong(blob)
        if wrong:
            report.fault(f"blob {blob.sha256} ({blob.content_type}, {blob.size} bytes): {wrong}")
        count += 1
        size += blob.size
    for path in _orphans():
        report.note(f"note: {path} lies in the vault, nothing refers to it")
    report.note(f"{count} blobs, {size} bytes, {'all proven' if report.ok else 'not all proven'}.")
    return report


def _what_is_wrong(blob: Blob) -> str | None:
    try:
        with vault.open_path(blob.path) as content:
            digest = vault.sha256_of(content)
    except FileNotFoundError:
        return "its bytes are missing"
    return None if digest == blob.sha256 else "its bytes are changed"


def _orphans() -> list[str]:
    orphans: list[str] = []
    batch: list[str] = []
    for path in vault.stored_paths():
        batch.append(path)
        if len(batch) == BATCH:
            orphans += _unknown(batch)
            batch = []
    return orphans + _unknown(batch)


def _unknown(paths: list[str]) -> list[str]:
    names = {path.rsplit("/", 1)[-1]: path for path in paths}
    known = set(Blob.objects.filter(sha256__in=names).values_list("sha256", flat=True))
    return [path for name, path in names.items() if name not in known]
