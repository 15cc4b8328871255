"""An event stored by a web process that died before it could answer is handled once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest
from django.urls import reverse

from branddesk.channels.phone.models import Call
from branddesk.channels.phone.sandbox import signed
from branddesk.channels.phone.tests.factories import SECRET, event, tell
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, environment
from branddesk.notices.models import Notice

SETTINGS = """
import json, os, signal
from django.conf import settings
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
settings.STORAGES["default"]["OPTIONS"]["location"] = os.environ["TEST_FILES"]
settings.ALLOWED_HOSTS = ["*"]
import django; django.setup()
"""
WORKER = SETTINGS + "from branddesk.foundation.jobs.worker import run_worker; run_worker()"
WEB = (
    SETTINGS
    + """
from django.test import Client
from branddesk.channels.phone.services import hearing
accept = hearing.accept_event
def accept_and_die(**call):
    accept(**call)
    os.kill(os.getpid(), signal.SIGKILL)
hearing.accept_event = accept_and_die
told = json.loads(os.environ["TEST_CALL"])
Client().post(told["address"], told["body"].encode(), content_type="application/json", headers=told["headers"])
"""
)


def start(code, settings, **more):
    files = str(settings.STORAGES["default"]["OPTIONS"]["location"])
    return subprocess.Popen([sys.executable, "-c", code], env=environment(TEST_FILES=files, **more))


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_an_event_stored_by_a_web_process_that_was_killed_is_handled_once(settings, system):
    settings.TASKS = DATABASE_QUEUE
    told = event("ringing")
    body, headers = signed(SECRET, told)
    call = {"address": reverse("phone:hook", args=[system.key]), "body": body.decode(), "headers": headers}

    web = start(WEB, settings, TEST_CALL=json.dumps(call))
    assert web.wait(60) == -signal.SIGKILL
    assert Inbound.objects.get().state == Inbound.State.RECEIVED
    # The telephone system heard no answer and tells it again, in other words of the same number.
    assert tell(system, told | {"note": "again"}) == 202

    worker = start(WORKER, settings)
    try:
        deadline = time.monotonic() + 60
        while Inbound.objects.get().state != Inbound.State.HANDLED:
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.05)
    finally:
        worker.kill()
        worker.wait(10)

    assert Call.objects.count() == 1
    assert Notice.objects.count() == 1
