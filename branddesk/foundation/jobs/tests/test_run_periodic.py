from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.module_loading import autodiscover_modules

from branddesk.core import clock
from branddesk.foundation.jobs import registry, schedule
from branddesk.foundation.jobs.models import Schedule
from branddesk.foundation.jobs.testing import drain
from branddesk.foundation.jobs.tests import sample

EVERY = timedelta(minutes=10)


@registry.job()
def regular() -> None:
    sample.done.append("regular")


@pytest.fixture
def only_regular(queue, monkeypatch):
    each = registry.Periodic(regular, EVERY)
    monkeypatch.setattr(registry, "_periodics", {regular.module_path: each})
    return each


def test_periodic_job_runs_at_once_and_then_each_time_it_is_due(queue, only_regular):
    start = clock.now()

    ran = []
    for minutes in (0, 9, 10, 11, 20):
        with clock.at(start + timedelta(minutes=minutes)):
            schedule.tick()
            drain()
        ran.append(len(queue))

    assert ran == [1, 1, 2, 2, 3]


def test_periodic_job_is_enqueued_once_by_two_workers(queue, only_regular):
    now = clock.now()

    claims = [schedule.claim(regular.module_path, only_regular, now) for _ in range(2)]

    assert claims == [True, False]
    assert drain() == 1


def test_days_without_a_worker_are_not_caught_up_one_by_one(queue, only_regular):
    schedule.tick()
    with clock.at(clock.now() + timedelta(days=3)):
        schedule.tick()
        schedule.tick()
        assert drain() == 1


def test_periodic_job_is_not_enqueued_while_the_last_one_waits(queue, only_regular):
    schedule.tick()
    with clock.at(clock.now() + EVERY):
        assert schedule.tick() == 0
    assert Schedule.objects.get().next_at > clock.now() + EVERY
    assert drain() == 1


def test_worker_knows_the_periodic_jobs_of_all_apps():
    autodiscover_modules("tasks")

    assert "branddesk.foundation.jobs.tasks.prune_jobs" in registry.periodics()
