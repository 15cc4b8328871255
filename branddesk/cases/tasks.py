"""Background work of the cases."""

from __future__ import annotations

from datetime import timedelta

from branddesk.brands.models import Brand
from branddesk.cases.services import expectations, follow_ups, indexing, ladder, promises, sending
from branddesk.foundation.jobs.registry import job, periodic


@job(max_attempts=5, backoff_seconds=2, time_limit_seconds=20)
def release_message(pk: int) -> None:
    sending.release_message(pk=pk)


@periodic(every=timedelta(minutes=1))
@job(max_attempts=1)
def release_due_messages() -> None:
    """What is overdue since its job is gone."""
    sending.release_due()


@periodic(every=timedelta(minutes=1))
@job(max_attempts=1)
def watch_promises() -> None:
    """Warn before a promise is broken, and say so once it was."""
    promises.warn_of_promises()
    promises.tell_of_breaches()


@periodic(every=timedelta(minutes=15))
@job(max_attempts=1)
def remind_of_follow_ups() -> None:
    follow_ups.remind_of_follow_ups()


@periodic(every=timedelta(hours=1))
@job(max_attempts=1, time_limit_seconds=600)
def review_ladder() -> None:
    """Propose a level up where the ladder's rules say so."""
    ladder.review_cases()


@periodic(every=timedelta(hours=1))
@job(max_attempts=1, time_limit_seconds=600)
def estimate_waits() -> None:
    expectations.estimate_waits()


@job(max_attempts=3, time_limit_seconds=3600)
def index_brand(pk: int) -> None:
    indexing.index_cases_of(Brand(pk=pk))
