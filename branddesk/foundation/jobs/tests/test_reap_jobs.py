from __future__ import annotations

from datetime import timedelta

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from branddesk.core import clock
from branddesk.foundation.jobs import queue as jobs
from branddesk.foundation.jobs import selectors
from branddesk.foundation.jobs.testing import drain
from branddesk.foundation.jobs.tests import sample


def later(seconds):
    return clock.at(clock.now() + timedelta(seconds=seconds))


def test_job_of_a_dead_worker_is_taken_back_and_run(queue):
    sample.note.enqueue("one")
    jobs.claim_next("worker that dies")

    assert jobs.reap() == 0
    with later(66):
        assert jobs.reap() == 1
    with later(80):
        drain()

    assert queue == ["one"]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_job_that_kills_every_worker_becomes_a_dead_letter(queue):
    sample.note.enqueue("one")
    for hours in range(1, 6):
        with later(hours * 3600):
            jobs.claim_next("worker that dies")
        with later(hours * 3600 + 66):
            jobs.reap()

    assert selectors.dead_letters().get().exception_class_path.endswith("WorkerDied")
    assert queue == []


def test_worker_that_comes_back_late_does_not_overwrite_the_newer_attempt(queue):
    sample.note.enqueue("one")
    late = jobs.claim_next("slow worker")
    with later(66):
        jobs.reap()
    with later(80):
        jobs.claim_next("next worker")

    assert late is not None
    jobs.perform(late)

    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.RUNNING
    assert row.worker_ids == ["slow worker", "next worker"]


def test_two_workers_never_take_the_same_job(queue):
    sample.note.enqueue("one")

    first, second = jobs.claim_next("first"), jobs.claim_next("second")

    assert first is not None
    assert second is None
