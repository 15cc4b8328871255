"""Help for tests that look at the queue itself, or start processes on the test database."""

from __future__ import annotations

import os

from django.db import connection

from branddesk.foundation.jobs import queue

DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
"""`settings.TASKS` for a test in which jobs wait until `drain`."""


def drain(limit: int = 1_000) -> int:
    """Run the jobs that may run now, and those they enqueue, until none is left. Returns how many ran."""
    for done in range(limit):
        row = queue.claim_next("drain")
        if row is None:
            return done
        queue.perform(row)
    raise AssertionError(f"still busy after {limit} jobs")


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that works on this test's database; the test must commit (`transactional_db`)."""
    return {**os.environ, "DATABASE_URL": _database_address(), **more}


def _database_address() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"
