from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.jobs.registry import job, periodic
from branddesk.notices.services import elsewhere


@periodic(every=timedelta(seconds=15))
@job(max_attempts=1)
def tell_elsewhere() -> None:
    """Plan who is told on other ways than the page, and tell whoever is to be told by now."""
    while elsewhere.plan() == elsewhere.BATCH:
        pass
    elsewhere.tell_due()
