from __future__ import annotations

from datetime import timedelta

from branddesk.channels.chat import services
from branddesk.foundation.jobs.registry import job, periodic


@periodic(every=timedelta(minutes=1))
@job(max_attempts=1)
def remind_of_unanswered() -> None:
    services.remind_of_unanswered()


@periodic(every=timedelta(hours=1))
@job(max_attempts=1)
def forget_old_proofs() -> None:
    services.visiting.forget_old_proofs()
