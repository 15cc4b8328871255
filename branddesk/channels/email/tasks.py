from __future__ import annotations

from datetime import timedelta

from branddesk.channels.email.fetching import fetch_mail
from branddesk.foundation.jobs.registry import job, periodic


@periodic(every=timedelta(seconds=20))
@job(max_attempts=1, time_limit_seconds=300)
def fetch() -> None:
    fetch_mail()
