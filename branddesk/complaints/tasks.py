from __future__ import annotations

from datetime import timedelta

from branddesk.cases.models import Case
from branddesk.complaints.services import calling_back, grouping, moderating, sealing
from branddesk.foundation.jobs.registry import job, periodic


@periodic(every=timedelta(minutes=2))
@job(max_attempts=1, time_limit_seconds=300)
def look_after_moderation() -> None:
    moderating.look_after_all()


@job(max_attempts=3, time_limit_seconds=120)
def group(complaints: list[int]) -> None:
    grouping.group(complaints)


@job(max_attempts=5, backoff_seconds=60, time_limit_seconds=300)
def seal_pictures(case_id: int) -> None:
    sealing.seal_pictures(Case.objects.select_related("created_by", "brand").get(pk=case_id))


@periodic(every=timedelta(minutes=30))
@job(max_attempts=1)
def remind_of_callbacks() -> None:
    calling_back.remind()
