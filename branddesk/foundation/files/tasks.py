from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.files import services, thumbnails
from branddesk.foundation.files.models import Blob
from branddesk.foundation.jobs.registry import job, periodic


@job(max_attempts=3)
def make_thumbnails(blob_id: int) -> None:
    thumbnails.make_thumbnails(Blob.objects.get(pk=blob_id))


@periodic(every=timedelta(hours=1))
@job(max_attempts=1)
def sweep_abandoned() -> None:
    services.sweep_abandoned()
