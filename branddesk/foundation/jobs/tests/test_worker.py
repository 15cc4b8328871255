from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from branddesk.foundation.jobs.testing import environment
from branddesk.foundation.jobs.tests import sample

START = "import django; django.setup(); from branddesk.foundation.jobs.worker import run_worker; run_worker()"


@pytest.fixture
def workers(transactional_db, queue):
    """Starts worker processes on the test's database; none outlives the test."""
    started = []

    def start():
        started.append(subprocess.Popen([sys.executable, "-c", START], env=environment()))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait(10)


def wait_for(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def status():
    return DBTaskResult.objects.get(task_path__contains="sample").status


def test_worker_told_to_stop_finishes_its_job_first(workers, tmp_path):
    sample.slow.enqueue(str(tmp_path))
    worker = workers()
    wait_for((tmp_path / "begun").exists)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(15) == 0
    assert (tmp_path / "ended").exists()
    assert status() == TaskResultStatus.SUCCESSFUL


@pytest.mark.proof
def test_job_of_a_killed_worker_is_ended_by_the_next_with_one_effect(workers, tmp_path):
    sample.interrupted_once.enqueue(str(tmp_path))
    first = workers()
    wait_for((tmp_path / "begun").exists)

    first.send_signal(signal.SIGKILL)
    first.wait(10)
    assert status() == TaskResultStatus.RUNNING
    workers()

    wait_for(lambda: status() == TaskResultStatus.SUCCESSFUL)
    assert (tmp_path / "effects").read_text() == "done\n"
    assert len(DBTaskResult.objects.get(task_path__contains="sample").worker_ids) == 2
