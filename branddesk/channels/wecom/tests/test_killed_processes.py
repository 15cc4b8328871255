"""Killed between WeCom's yes and the note of it, and between storing and answering: nothing lost, nothing doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from branddesk.cases.models import Message
from branddesk.channels.wecom.models import Received
from branddesk.channels.wecom.services.sending import send_card
from branddesk.channels.wecom.tests.fixtures import call, make_binding
from branddesk.core import clock
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, environment

SETTINGS = """
import os
from django.conf import settings
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
settings.WECOM_API = os.environ["TEST_WECOM_API"]
settings.STORAGES["default"]["OPTIONS"]["location"] = os.environ["TEST_FILES"]
import django; django.setup()
"""
WORKER = SETTINGS + "from branddesk.foundation.jobs.worker import run_worker; run_worker()"
WEB = (
    SETTINGS
    + """
import signal
from django.test import Client
from branddesk.channels.wecom.services import receiving
accept = receiving.accept_call
def accept_and_die(**call):
    accept(**call)
    os.kill(os.getpid(), signal.SIGKILL)
receiving.accept_call = accept_and_die
settings.ALLOWED_HOSTS = ["*"]
Client().post(os.environ["TEST_ADDRESS"], bytes.fromhex(os.environ["TEST_BODY"]), content_type="text/xml")
"""
)


def start(code, settings, **more):
    files = str(settings.STORAGES["default"]["OPTIONS"]["location"])
    around = environment(TEST_WECOM_API=settings.WECOM_API, TEST_FILES=files, **more)
    return subprocess.Popen([sys.executable, "-c", code], env=around)


def wait_for(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_a_card_in_the_hands_of_a_killed_worker_reaches_its_reader_once(settings, company, app, case, alice):
    settings.TASKS = DATABASE_QUEUE
    company.after_accept = threading.Event()
    message = send_card(
        actor=alice,
        case=case,
        wecom_user="lin.xiaowen",
        name="林晓雯",
        text="**请看**",
        exhibits=[],
        form_key=uuid4(),
    )
    worker = start(WORKER, settings)
    try:
        assert company.accepted.wait(60)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        company.after_accept.set()
        assert Outbound.objects.get().state == Outbound.State.SENDING
        # The claim of the killed worker runs out, as it would by itself after a minute and a half.
        Outbound.objects.update(due_at=clock.now() - timedelta(seconds=1))
        worker = start(WORKER, settings)
        wait_for(lambda: Outbound.objects.get().state == Outbound.State.SENT)
        wait_for(lambda: Message.objects.get(pk=message.pk).delivery == Message.Delivery.SENT)
    finally:
        worker.kill()
        worker.wait(10)

    assert len(company.sent) == 1
    assert len(company.dropped) == 1
    assert Outbound.objects.get().was_interrupted


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_a_message_stored_by_a_web_process_that_was_killed_is_handled_once(settings, company, app, case, alice):
    settings.TASKS = DATABASE_QUEUE
    make_binding(app, alice)
    signed, body = company.envelope("lin.xiaowen", "text", Content=f"{case.number} 已处理", MsgId="7")
    address = f"{reverse('wecom:callback', args=[app.key])}?{urlencode(signed)}"

    web = start(WEB, settings, TEST_ADDRESS=address, TEST_BODY=body.hex())
    assert web.wait(60) == -signal.SIGKILL
    assert Inbound.objects.get().state == Inbound.State.RECEIVED
    # WeCom heard no answer and calls again: the same call, and the same message in a new one.
    assert call(app, signed, body) == 403
    again = company.envelope("lin.xiaowen", "text", Content=f"{case.number} 已处理", MsgId="7")
    assert call(app, *again) == 200

    worker = start(WORKER, settings)
    try:
        wait_for(lambda: Inbound.objects.get().state == Inbound.State.HANDLED)
        wait_for(lambda: len(company.sent) == 1)
    finally:
        worker.kill()
        worker.wait(10)

    assert case.messages.count() == 1
    assert Received.objects.count() == 1
