from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.jobs.registry import job, periodic
from branddesk.foundation.journal import services


@periodic(every=timedelta(minutes=1))
@job(max_attempts=1)
def seal_heads() -> None:
    """Seal until no grown chain is left."""
    while services.seal_heads() == services.LEAVES_PER_SEAL:
        pass
