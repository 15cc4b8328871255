from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.jobs.registry import job, periodic
from branddesk.foundation.live import services


@periodic(every=timedelta(hours=1))
@job(max_attempts=1)
def prune_events() -> None:
    services.prune()
