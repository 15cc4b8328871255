from __future__ import annotations

from datetime import timedelta

from branddesk.complaints.services import grouping, moderating
from branddesk.foundation.jobs.registry import job, periodic


@periodic(every=timedelta(minutes=2))
@job(max_attempts=1, time_limit_seconds=300)
def look_after_moderation() -> None:
    moderating.look_after_all()


@job(max_attempts=3, time_limit_seconds=120)
def group(complaints: list[int]) -> None:
    grouping.group(complaints)
