from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail as mailed

from branddesk.core import clock
from branddesk.core.errors import WrongStatus
from branddesk.foundation.delivery import events, mail, services, transports
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, drain

State = Outbound.State


@pytest.fixture
def queue(db, settings):
    settings.TASKS = DATABASE_QUEUE


@pytest.fixture
def pigeon(queue, monkeypatch):
    """A way out that takes everything, or fails with the errors put into its list first."""
    taken: list[str] = []
    failures: list[Exception] = []

    def send(outbound):
        if failures:
            raise failures.pop(0)
        taken.append(outbound.text)
        return f"coo-{outbound.pk}"

    monkeypatch.setitem(transports._transports, "pigeon", send)
    return taken, failures


def test_what_is_owed_leaves_by_its_own_way_with_the_provider_s_number(pigeon):
    outbound = services.owe(channel="pigeon", to="loft 4", key="k", text="coo")

    drain()

    outbound.refresh_from_db()
    assert pigeon[0] == ["coo"]
    assert (outbound.state, outbound.external_id, outbound.was_interrupted) == (State.SENT, f"coo-{outbound.pk}", False)


def test_what_the_provider_will_never_take_is_dead_at_once_and_announced(pigeon):
    heard = []
    events.outbound_dead.connect(lambda outbound, **_: heard.append(outbound.pk), weak=False, dispatch_uid="heard")
    pigeon[1].append(transports.Refused("no such loft"))
    outbound = services.owe(channel="pigeon", to="loft 4", key="k", text="coo")

    drain()
    events.outbound_dead.disconnect(dispatch_uid="heard")

    outbound.refresh_from_db()
    assert (outbound.state, outbound.attempts, outbound.last_error) == (State.DEAD, 1, "no such loft")
    assert heard == [outbound.pk]


def test_the_provider_s_own_pause_is_kept(pigeon):
    pigeon[1].append(transports.RetryLater(600, "too many birds"))
    outbound = services.owe(channel="pigeon", to="loft 4", key="k", text="coo")
    began = clock.now()

    drain()

    outbound.refresh_from_db()
    assert outbound.state == State.QUEUED
    assert timedelta(seconds=599) <= outbound.due_at - began <= timedelta(seconds=620)


def test_something_dead_is_mended_and_sent_again(pigeon):
    pigeon[1].append(transports.Refused("no such loft"))
    outbound = services.owe(channel="pigeon", to="loft 4", key="k", text="coo")
    drain()

    outbox.send_again(outbound=outbound, to="loft 5", text="coo coo")
    drain()

    outbound.refresh_from_db()
    assert (outbound.state, outbound.to) == (State.SENT, "loft 5")
    assert pigeon[0] == ["coo coo"]


def test_what_is_dropped_is_not_sent_and_what_is_on_its_way_cannot_be_dropped(pigeon):
    pigeon[1].append(transports.Refused("no such loft"))
    dead = services.owe(channel="pigeon", to="loft 4", key="dead", text="coo")
    drain()
    outbox.drop(outbound=dead)
    waiting = services.owe(channel="pigeon", to="loft 4", key="waiting", text="coo")

    with pytest.raises(WrongStatus):
        outbox.drop(outbound=waiting)
    drain()

    dead.refresh_from_db()
    assert dead.state == State.DROPPED
    assert len(pigeon[0]) == 1


def test_mail_of_a_person_is_part_of_its_thread_and_does_not_say_that_a_machine_wrote_it(queue):
    thread = {"in_reply_to": "<1@x>", "references": "<0@x> <1@x>", "reply_to": "r@desk.example"}
    services.send_mail(
        to="a@example.org",
        subject="s",
        text="t",
        language="ru",
        key="k",
        payload={**thread, "from": "Марина <marina@desk.example>", "auto": False},
    )

    drain()

    message = mailed.outbox[0].message()
    assert (message["In-Reply-To"], message["References"], message["Reply-To"]) == tuple(thread.values())
    assert message["Auto-Submitted"] is None
    assert "marina@desk.example" in message["From"]


def test_files_of_the_vault_are_attached(queue, monkeypatch):
    monkeypatch.setattr(mail, "_read_file", lambda sha256: f"bytes of {sha256}".encode())
    services.send_mail(
        to="a@example.org",
        subject="s",
        text="t",
        language="ru",
        key="k",
        payload={"attachments": [{"name": "证据.pdf", "type": "application/pdf", "sha256": "abc"}]},
    )

    drain()

    [attached] = mailed.outbox[0].attachments
    assert (attached[0], attached[1]) == ("证据.pdf", b"bytes of abc")


def test_an_address_that_the_server_refuses_for_good_is_not_tried_again(queue, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise SMTPRecipientsRefused({"a@example.org": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    outbound = services.send_mail(to="a@example.org", subject="s", text="t", language="en", key="k")

    drain()

    outbound.refresh_from_db()
    assert (outbound.state, outbound.last_error) == (State.DEAD, "550 no such user")
