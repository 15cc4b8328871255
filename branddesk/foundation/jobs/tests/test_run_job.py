from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from branddesk.core import clock
from branddesk.foundation.jobs import selectors, services
from branddesk.foundation.jobs.registry import Policy
from branddesk.foundation.jobs.testing import drain
from branddesk.foundation.jobs.tests import sample

HOUR = timedelta(hours=1)


def test_job_runs_once_after_it_was_enqueued(queue):
    sample.note.enqueue("one")
    sample.note.enqueue("two")

    assert drain() == 2
    assert drain() == 0
    assert queue == ["one", "two"]


def test_rolled_back_transaction_leaves_no_job(queue):
    with transaction.atomic():
        sample.note.enqueue("never")
        transaction.set_rollback(True)

    assert drain() == 0
    assert not DBTaskResult.objects.exists()


def test_failing_job_is_tried_again_after_growing_pauses(queue):
    start = clock.now()
    sample.always_fails.enqueue()

    tried = []
    for seconds in (0, 9, 11, 29, 32):
        with clock.at(start + timedelta(seconds=seconds)):
            drain()
        tried.append(len(queue))

    assert tried == [1, 1, 2, 2, 3]


def test_job_that_used_up_its_attempts_is_a_dead_letter_with_its_reason(queue):
    sample.always_fails.enqueue()
    for hours in range(5):
        with clock.at(clock.now() + hours * HOUR):
            drain()

    letter = selectors.dead_letters().get()
    assert len(queue) == 3
    assert letter.exception_class_path.endswith("Broken")
    assert "no luck" in letter.traceback


def test_dead_letter_can_be_given_its_attempts_again(queue):
    sample.always_fails.enqueue()
    for hours in range(4):
        with clock.at(clock.now() + hours * HOUR):
            drain()

    assert services.revive(dead_letter=selectors.dead_letters().get())

    assert drain() == 1
    assert len(queue) == 4


def test_job_beyond_its_time_limit_is_stopped_and_tried_again(queue):
    sample.never_ends.enqueue()

    drain()

    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.READY
    assert row.exception_class_path.endswith("TimeLimitExceeded")


def test_job_whose_code_is_gone_becomes_a_dead_letter(queue):
    sample.note.enqueue("one")
    DBTaskResult.objects.update(task_path="branddesk.foundation.jobs.tests.sample.done", worker_ids=["x"] * 9)

    drain()

    assert selectors.dead_letters().get().exception_class_path == "builtins.TypeError"


def test_pause_grows_up_to_an_hour():
    policy = Policy(max_attempts=50, backoff_seconds=10, time_limit_seconds=60)

    assert [policy.delay_after(attempt).total_seconds() for attempt in (1, 2, 3, 40)] == [10, 20, 40, 3600]


def test_ended_jobs_are_forgotten_after_their_time(queue):
    sample.note.enqueue("one")
    sample.always_fails.enqueue()
    for hours in range(4):
        with clock.at(clock.now() + hours * HOUR):
            drain()

    with clock.at(clock.now() + timedelta(days=8)):
        assert services.prune() == 1
    with clock.at(clock.now() + timedelta(days=91)):
        assert services.prune() == 1
