from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.jobs import services
from branddesk.foundation.jobs.registry import job, periodic


@periodic(every=timedelta(hours=6))
@job(max_attempts=1)
def prune_jobs() -> None:
    services.prune()
