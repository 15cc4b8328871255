"""Mail in the hands of a worker that is killed: counted at both ends, none is lost and none stands twice in a case."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings

from branddesk.channels.email.fetching import CHANNEL
from branddesk.channels.email.models import ReceivedMail
from branddesk.channels.email.tests.mails import raw_mail
from branddesk.core import clock
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.delivery.services import take_in
from branddesk.foundation.delivery.services.inbox import handle
from branddesk.foundation.delivery.services.outbox import deliver
from branddesk.foundation.jobs.testing import environment

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

BEGIN = """
import sys, time
import django; django.setup()
from pathlib import Path
from django.conf import settings
settings.STORAGES["default"]["OPTIONS"]["location"] = sys.argv[3]
settings.MAIL_DOMAIN, settings.MAIL_AUTHSERV_ID = "desk.test", "mx.desk.test"

def stop(*args, **kwargs):
    Path(sys.argv[1]).touch()
    time.sleep(60)
"""
HANDLING = (
    BEGIN
    + """
from branddesk.cases import events
from branddesk.foundation.delivery.services.inbox import handle
events.message_sent.connect(stop, weak=False)
handle(inbound_id=int(sys.argv[2]))
"""
)
BEFORE_SENDING = (
    BEGIN
    + """
from branddesk.foundation.delivery import transports
from branddesk.foundation.delivery.services.outbox import deliver
transports.register("mail", stop)
deliver(outbound_id=int(sys.argv[2]))
"""
)
AFTER_ACCEPTED = (
    BEGIN
    + """
from branddesk.foundation.delivery import transports
from branddesk.foundation.delivery.services.outbox import deliver

def accept(outbound):
    with open(sys.argv[1] + ".accepted", "a") as file:
        file.write(str(outbound.message_id) + chr(10))
    stop()

transports.register("mail", accept)
deliver(outbound_id=int(sys.argv[2]))
"""
)


def kill_in_the_middle(code: str, begun, pk: int) -> None:
    files = str(settings.STORAGES["default"]["OPTIONS"]["location"])
    process = subprocess.Popen([sys.executable, "-c", code, str(begun), str(pk), files], env=environment())
    try:
        deadline = time.monotonic() + 60
        while not begun.exists():
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() < deadline, "nothing began"
            time.sleep(0.01)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def test_a_mail_that_was_stored_when_the_worker_died_stands_in_the_case_once(world, tmp_path):
    inbound = take_in(channel=CHANNEL, key="box:1:1", content=raw_mail(to=world.reply_to), meta={})

    kill_in_the_middle(HANDLING, tmp_path / "begun", inbound.pk)
    assert not ReceivedMail.objects.exists()
    assert not world.case.messages.filter(outside_key__startswith="mail-in:").exists()

    assert handle(inbound_id=inbound.pk)
    assert not handle(inbound_id=inbound.pk)
    assert Inbound.objects.count() == ReceivedMail.objects.count() == 1
    assert world.case.messages.filter(outside_key__startswith="mail-in:").count() == 1


@pytest.mark.parametrize(("code", "accepted_before"), [(BEFORE_SENDING, 0), (AFTER_ACCEPTED, 1)])
def test_a_mail_owed_when_the_worker_died_leaves_and_a_copy_is_marked(
    world, tmp_path, mailoutbox, code, accepted_before
):
    pk, begun = world.sent.outbound_id, tmp_path / "begun"

    kill_in_the_middle(code, begun, pk)
    Outbound.objects.filter(pk=pk).update(due_at=clock.now() - timedelta(seconds=1))
    assert deliver(outbound_id=pk)
    assert not deliver(outbound_id=pk)

    accepted = begun.with_name("begun.accepted")
    before = accepted.read_text().split() if accepted.exists() else []
    assert len(before) == accepted_before
    (sent,) = mailoutbox
    assert {*before, sent.extra_headers["Message-ID"]} == {world.sent.mail_id}
    world.sent.message.refresh_from_db()
    assert world.sent.message.delivery == "sent"
    assert "arrived twice" in world.sent.message.delivery_note
