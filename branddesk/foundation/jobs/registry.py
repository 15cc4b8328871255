"""Declaring background jobs: `@job` says how often to try, `@periodic` says how often to run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import ParamSpec

from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")

LONGEST_BACKOFF = timedelta(hours=1)


@dataclass(frozen=True)
class Policy:
    """How patient the worker is with a job."""

    max_attempts: int = 5
    backoff_seconds: float = 10
    time_limit_seconds: float = 60

    def delay_after(self, attempt: int) -> timedelta:
        """The pause after the given failed attempt (counted from 1): doubled each time, an hour at most."""
        return min(timedelta(seconds=self.backoff_seconds) * 2 ** min(attempt - 1, 20), LONGEST_BACKOFF)


@dataclass(frozen=True)
class Periodic:
    task: Task[[], None]
    every: timedelta


_policies: dict[str, Policy] = {}
_periodics: dict[str, Periodic] = {}


def job(
    *, max_attempts: int = 5, backoff_seconds: float = 10, time_limit_seconds: float = 60
) -> Callable[[Callable[P, None]], Task[P, None]]:
    """Make a module-level function a background job: `send_it.enqueue(mail.pk)`.

    Enqueuing is a row written in the caller's transaction: no commit, no job. Arguments are JSON (identifiers, not
    rows). A job may run more than once and must be harmless when it does. After an exception, or when it exceeds its
    time limit or its worker dies, it is tried again with a growing pause; after `max_attempts` it stays as a dead
    letter (`selectors.dead_letters`).
    """
    policy = Policy(max_attempts, backoff_seconds, time_limit_seconds)

    def declare(function: Callable[P, None]) -> Task[P, None]:
        declared: Task[P, None] = task()(function)
        _policies[declared.module_path] = policy
        return declared

    return declare


def periodic(*, every: timedelta) -> Callable[[Task[[], None]], Task[[], None]]:
    """Have the workers enqueue a job each `every`, once however many workers there are. Stands above `@job`."""

    def declare(declared: Task[[], None]) -> Task[[], None]:
        _periodics[declared.module_path] = Periodic(declared, every)
        return declared

    return declare


def policy_of(task_path: str) -> Policy:
    """The policy that the job at `task_path` declares; the usual one when there is no such job any more."""
    with suppress(ImportError):
        import_string(task_path)
    return _policies.get(task_path, Policy())


def periodics() -> dict[str, Periodic]:
    return dict(_periodics)
