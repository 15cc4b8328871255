from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from branddesk.foundation.files import scanning, services, thumbnails
from branddesk.foundation.files.models import Blob
from branddesk.foundation.jobs.registry import job, periodic


@job(max_attempts=3)
def make_thumbnails(blob_id: int) -> None:
    thumbnails.make_thumbnails(Blob.objects.get(pk=blob_id))


@job(max_attempts=8, backoff_seconds=30, time_limit_seconds=300)
def scan_for_viruses(blob_id: int) -> None:
    with suppress(scanning.BeyondLimits):
        scanning.scan_blob(Blob.objects.get(pk=blob_id))


@periodic(every=timedelta(days=1))
@job(max_attempts=1)
def scan_unscanned() -> None:
    """What came in before there was a scanner, or while it was away, is looked at too."""
    scan_batch.enqueue(0)


@job(max_attempts=1, time_limit_seconds=1800)
def scan_batch(after: int) -> None:
    """Some of the unscanned files, then the next ones."""
    if last := scanning.scan_batch(after=after):
        scan_batch.enqueue(last)


@periodic(every=timedelta(hours=1))
@job(max_attempts=1)
def sweep_abandoned() -> None:
    services.sweep_abandoned()
