"""The life of a queued job: claimed by one worker, finished, tried again, or left as a dead letter."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from traceback import format_exception
from types import FrameType
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from branddesk.core import clock
from branddesk.foundation.jobs.registry import Policy, policy_of

log = logging.getLogger(__name__)

REAPER_GRACE = timedelta(seconds=5)
"""How far beyond its time limit a running job is taken for abandoned; a live worker stops it at the limit."""


class TimeLimitExceeded(Exception):
    """The job ran longer than its policy allows."""


class WorkerDied(Exception):
    """The worker that ran the job is gone."""


def ready() -> QuerySet[DBTaskResult]:
    """Jobs that may run now, in the order in which they should."""
    due = Q(run_after=get_date_max()) | Q(run_after__lte=clock.now())
    return DBTaskResult.objects.filter(due, status=TaskResultStatus.READY)


def claim_next(worker_id: str) -> DBTaskResult | None:
    """Take the next job, for this worker alone."""
    if not ready().exists():
        # Looked up without the write lock that an SQLite transaction would take at once.
        return None
    with transaction.atomic():
        row = ready().select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.status = TaskResultStatus.RUNNING
        row.started_at = clock.now()
        row.worker_ids = [*row.worker_ids, worker_id]
        row.save(update_fields=["status", "started_at", "worker_ids"])
    return row


def perform(row: DBTaskResult) -> None:
    """Run a claimed job and write down how it ended."""
    policy = policy_of(row.task_path)
    try:
        with time_limit(policy.time_limit_seconds):
            value = task_of(row).call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    except Exception as error:
        fail(row, error, policy)
    else:
        _settle(row, status=TaskResultStatus.SUCCESSFUL, finished_at=clock.now(), return_value=value)


def task_of(row: DBTaskResult) -> Task[..., Any]:
    """The declared job that the row names. Raises ImportError or TypeError when there is none any more."""
    task = import_string(row.task_path)
    if not isinstance(task, Task):
        raise TypeError(f"{row.task_path} is not a job")
    return task


def fail(row: DBTaskResult, error: Exception, policy: Policy) -> None:
    """Put a failed job back with a pause, or leave it as a dead letter when its attempts are used up."""
    attempt = len(row.worker_ids)
    cause = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    if attempt < policy.max_attempts:
        run_after = clock.now() + policy.delay_after(attempt)
        if _settle(row, status=TaskResultStatus.READY, run_after=run_after, **cause):
            log.warning("job %s failed, attempt %d of %d: %r", row.task_path, attempt, policy.max_attempts, error)
    elif _settle(row, status=TaskResultStatus.FAILED, finished_at=clock.now(), **cause):
        log.error("job %s is dead after %d attempts: %r", row.task_path, attempt, error)


def reap() -> int:
    """Take back the jobs of workers that died: running for longer than their limit. Returns how many."""
    reaped = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).iterator():
        policy = policy_of(row.task_path)
        limit = timedelta(seconds=policy.time_limit_seconds) + REAPER_GRACE
        if row.started_at is None or row.started_at + limit < clock.now():
            fail(row, WorkerDied(f"worker {row.worker_ids[-1:]} did not finish in time"), policy)
            reaped += 1
    return reaped


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimitExceeded inside the block after `seconds`. Only a main thread can be interrupted so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise TimeLimitExceeded(f"the job ran longer than {seconds} s")

    previous = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _settle(row: DBTaskResult, **fields: Any) -> bool:
    """Write the outcome, unless the job has been taken away from this attempt meanwhile."""
    ours = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
    return ours.update(**fields) == 1
