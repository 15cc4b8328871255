"""The whole round through real servers on this machine: out by SMTP, answered, in by IMAP."""

from __future__ import annotations

import re
import smtplib
import socket
import subprocess
import sys
import time
from email import message_from_bytes
from pathlib import Path

import pytest

from branddesk.cases.models import Message
from branddesk.channels.email import conf, fetching
from branddesk.channels.email.fetching import fetch_mail
from branddesk.channels.email.models import Fetched, ReceivedMail
from branddesk.channels.email.sandbox import Place
from branddesk.channels.email.tests.conftest import DOMAIN, SERVER
from branddesk.channels.email.tests.mails import raw_mail
from branddesk.core.tests.together import at_once
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.selectors import due_inbound
from branddesk.foundation.delivery.services.inbox import handle

pytestmark = pytest.mark.django_db(transaction=True)


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    folder, (smtp, imap) = tmp_path_factory.mktemp("mail"), free_ports()
    command = [sys.executable, "-m", "branddesk.channels.email.sandbox", folder, smtp, imap, DOMAIN, SERVER]
    process = subprocess.Popen([str(each) for each in command])
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", imap), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline, "the servers did not start"
                time.sleep(0.1)
        yield Place(Path(folder), DOMAIN, SERVER), smtp, imap
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def place(servers, settings):
    place, smtp, imap = servers
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp
    settings.IMAP_URL = f"imap://desk:desk@127.0.0.1:{imap}/INBOX"
    fetch_mail()  # What other tests left behind.
    Inbound.objects.all().delete()
    return place


def send(smtp_port: int, content: bytes, *, to: str, sender: str = "manager@market.example") -> None:
    with smtplib.SMTP("127.0.0.1", smtp_port, timeout=10) as server:
        server.sendmail(sender, [to], content)


def take_all() -> None:
    for pk in list(due_inbound().values_list("pk", flat=True)):
        handle(inbound_id=pk)


def test_what_the_desk_writes_arrives_and_its_answer_comes_back(servers, place, world, post):
    post()
    arrived = message_from_bytes(place.mails_of("manager@market.example")[-1])
    assert arrived["Message-ID"] == world.sent.mail_id
    assert Message.objects.get(pk=world.sent.message_id).delivery == "sent"

    answer = raw_mail(
        to=arrived["Reply-To"],
        proof="",
        text="Скрыли.\n\nпн, 23 нояб. 2026 г. в 10:11, Alice <a@desk.test>:\n> Есть новости?",
        headers={"In-Reply-To": arrived["Message-ID"], "References": arrived["Message-ID"]},
    )
    send(servers[1], answer, to=arrived["Reply-To"])
    assert fetch_mail() == 1
    assert fetch_mail() == 0
    take_all()

    said = world.case.messages.latest("pk")
    assert (said.body, said.outsider) == ("Скрыли.", "Ирина")
    assert Fetched.objects.get().trouble == ""


def test_a_spoofed_answer_waits(servers, place, world):
    send(servers[1], raw_mail(to=world.reply_to, proof=""), to=world.reply_to, sender="eve@evil.example")
    fetch_mail()
    take_all()
    assert ReceivedMail.objects.get().why == ReceivedMail.Why.FORGED


def test_two_who_fetch_at_once_store_each_mail_once(servers, place, world):
    for number in range(5):
        send(servers[1], raw_mail(to=world.reply_to, proof="", text=f"{number}"), to=world.reply_to)

    at_once(fetch_mail, fetch_mail)

    assert Inbound.objects.count() == 5


def test_a_fetcher_that_dies_before_it_marks_a_mail_loses_and_doubles_nothing(servers, place, world, monkeypatch):
    send(servers[1], raw_mail(to=world.reply_to, proof=""), to=world.reply_to)

    def dies(**fields):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fetching, "take_in", dies)  # Before it is stored: the mail stays unread.
        with pytest.raises(KeyboardInterrupt):
            fetch_mail()
    with monkeypatch.context() as patch:
        patch.setattr("imap_tools.BaseMailBox.flag", dies)  # Stored, and not yet marked.
        with pytest.raises((KeyboardInterrupt, TypeError)):
            fetch_mail()
    assert fetch_mail() == 1
    take_all()
    assert Inbound.objects.count() == 1
    assert ReceivedMail.objects.get().state == "taken"


def test_a_mail_too_large_is_kept_by_its_headers(servers, place, world, monkeypatch):
    monkeypatch.setattr(conf, "MAX_BYTES", 2_000)
    send(servers[1], raw_mail(to=world.reply_to, proof="", text="a" * 70 + "\n" * 5_000), to=world.reply_to)
    fetch_mail()
    take_all()
    mail = ReceivedMail.objects.get()
    assert (mail.state, mail.why) == ("waiting", ReceivedMail.Why.TOO_LARGE)
    assert mail.inbound.size < 2_000


def test_a_mailbox_that_cannot_be_read_is_noted_without_its_password(settings, db, caplog):
    settings.IMAP_URL = "imap://desk:very-secret@127.0.0.1:9/INBOX"
    assert fetch_mail() == 0
    assert Fetched.objects.get(mailbox__contains=":9/").trouble
    assert "very-secret" not in caplog.text + repr(Fetched.objects.values_list())
    assert re.search("could not be read", caplog.text)
