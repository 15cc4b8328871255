from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from branddesk.core import clock
from branddesk.foundation.delivery import services
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, environment

START = "import django; django.setup(); from branddesk.foundation.jobs.worker import run_worker; run_worker()"
HANGS_ONCE = """
from django.conf import settings
settings.EMAIL_BACKEND = "branddesk.foundation.delivery.tests.mailers.HangsOnce"
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
"""


def wait_for(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.mark.proof
def test_mail_in_the_hands_of_a_killed_worker_is_sent_once_by_the_next(transactional_db, settings, tmp_path):
    settings.TASKS = DATABASE_QUEUE
    mail = services.send_mail(to="a@example.org", subject="s", text="t", language="en", key="k")

    def start():
        return subprocess.Popen(
            [sys.executable, "-c", HANGS_ONCE + START], env=environment(BRANDDESK_TEST_MAILS=str(tmp_path))
        )

    worker = start()
    try:
        wait_for((tmp_path / "begun").exists)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        # The claim of the killed worker runs out, as it would by itself after a minute and a half.
        Outbound.objects.filter(pk=mail.pk).update(due_at=clock.now() - timedelta(seconds=1))
        worker = start()
        wait_for(lambda: Outbound.objects.get().state == Outbound.State.SENT)
    finally:
        worker.kill()
        worker.wait(10)

    assert (tmp_path / "accepted").read_text() == f"{mail.message_id}\n"
    assert Outbound.objects.get().attempts == 2
