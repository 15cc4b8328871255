from __future__ import annotations

from datetime import timedelta

from branddesk.brands import services
from branddesk.foundation.jobs.registry import job, periodic


@periodic(every=timedelta(hours=6))
@job(max_attempts=3)
def warn_of_ending_papers() -> None:
    services.warn_of_ending_papers()
