from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.jobs.registry import job, periodic
from branddesk.stores.models import Store
from branddesk.stores.services import connecting, syncing


@job(max_attempts=3, backoff_seconds=30, time_limit_seconds=300)
def probe_store(store_id: int) -> None:
    connecting.probe_store(store=Store.objects.get(pk=store_id))


@periodic(every=timedelta(hours=6))
@job(max_attempts=3)
def warn_of_ending_keys() -> None:
    connecting.warn_of_ending_keys()


@periodic(every=timedelta(days=1))
@job(max_attempts=1)
def probe_stores() -> None:
    """What keys may do changes without notice: a subscription ends, a key is revoked."""
    for pk in Store.objects.connected().values_list("pk", flat=True):
        probe_store.enqueue(pk)


@job(max_attempts=1, time_limit_seconds=300)
def read_stream(reading_id: int) -> None:
    if syncing.read_stream(reading_id=reading_id):
        read_stream.enqueue(reading_id)


@periodic(every=timedelta(seconds=20))
@job(max_attempts=1)
def read_due_streams() -> None:
    """Begin what is due, and go on with what a worker died over."""
    for pk in syncing.due():
        read_stream.enqueue(pk)
