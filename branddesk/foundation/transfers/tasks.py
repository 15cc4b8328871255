from __future__ import annotations

from branddesk.foundation.jobs.registry import job
from branddesk.foundation.transfers import services


@job(max_attempts=3, time_limit_seconds=600)
def read_sheet(transfer_id: int) -> None:
    services.read(transfer_id=transfer_id)


@job(max_attempts=3, time_limit_seconds=600)
def take_rows(transfer_id: int) -> None:
    services.take(transfer_id=transfer_id)
