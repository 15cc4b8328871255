from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail as mailed
from django.db import connection, transaction

from branddesk.core import clock
from branddesk.foundation.delivery import selectors, services
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.delivery.tasks import take_up_again
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, drain

MAILERS = "branddesk.foundation.delivery.tests.mailers"
State = Outbound.State


@pytest.fixture
def queue(db, settings):
    settings.TASKS = DATABASE_QUEUE


def write(**fields):
    mail = {
        "to": "alice@example.org",
        "subject": "Paper missing",
        "text": "Please add it.",
        "language": "en",
        "key": "k",
    }
    return services.send_mail(**{**mail, **fields})


def test_mail_is_sent_by_the_worker(queue):
    mail = write(html="<p>Please add it.</p>", language="ru")
    assert mailed.outbox == []

    drain()

    mail.refresh_from_db()
    [sent] = mailed.outbox
    assert (mail.state, mail.attempts) == (State.SENT, 1)
    assert mail.sent_at is not None
    assert (sent.to, sent.subject, sent.body) == (["alice@example.org"], "Paper missing", "Please add it.")
    assert [part.content for part in sent.alternatives] == ["<p>Please add it.</p>"]


def test_mail_says_that_no_person_wrote_it_and_carries_its_own_message_id(queue):
    mail = write(language="zh-hans")

    drain()

    headers = mailed.outbox[0].message()
    assert headers["Message-ID"] == mail.message_id
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Content-Language"] == "zh-hans"


def test_rolled_back_change_sends_nothing(queue):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    drain()

    assert mailed.outbox == []
    assert not Outbound.objects.exists()


def test_same_key_is_written_and_sent_once(queue):
    first, second = write(), write(subject="Again")
    drain()
    write()
    drain()

    assert first == second
    assert len(mailed.outbox) == 1


def test_subject_is_one_line(queue):
    assert write(subject="Paper\r\nBcc: mallory@example.org").subject == "Paper Bcc: mallory@example.org"


def test_secret_text_is_forgotten_once_sent(queue):
    mail = write(text="https://desk/reset/secret", html="<a>secret</a>", is_sensitive=True)

    drain()

    mail.refresh_from_db()
    assert (mail.text, mail.html) == ("", "")
    assert "secret" in mailed.outbox[0].body


def test_refused_mail_waits_and_is_tried_again_after_growing_pauses(queue, settings):
    settings.EMAIL_BACKEND = f"{MAILERS}.Refusing"
    mail = write()
    start = clock.now()

    attempts = []
    for seconds in (0, 20, 31, 80, 92):
        with clock.at(start + timedelta(seconds=seconds)):
            take_up_again.enqueue()
            drain()
        mail.refresh_from_db()
        attempts.append(mail.attempts)

    assert attempts == [1, 1, 2, 2, 3]
    assert mail.state == State.QUEUED
    assert "the mail server is down" in mail.last_error


def test_mail_is_sent_when_the_server_is_back(queue, settings):
    settings.EMAIL_BACKEND = f"{MAILERS}.Refusing"
    mail = write()
    drain()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    with clock.at(clock.now() + timedelta(minutes=1)):
        take_up_again.enqueue()
        drain()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == (State.SENT, 2, "")
    assert len(mailed.outbox) == 1


def test_mail_refused_too_often_is_given_up_visibly_and_can_be_revived(queue, settings):
    settings.EMAIL_BACKEND = f"{MAILERS}.Refusing"
    mail = write()
    for hours in range(outbox.MAX_ATTEMPTS + 2):
        with clock.at(clock.now() + timedelta(hours=2 * hours)):
            outbox.deliver(outbound_id=mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.DEAD, outbox.MAX_ATTEMPTS)
    assert list(selectors.dead_outbound()) == [mail]

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.send_again(outbound=mail)
    drain()
    assert not selectors.dead_outbound().exists()
    assert len(mailed.outbox) == 1


def test_mail_whose_worker_died_is_sent_once_its_claim_is_over(queue, settings):
    mail = write()
    outbox._claim(mail.pk)

    drain()
    assert mailed.outbox == []
    with clock.at(clock.now() + outbox.CLAIM_LASTS + timedelta(seconds=1)):
        take_up_again.enqueue()
        drain()

    assert len(mailed.outbox) == 1


def test_two_workers_at_once_send_a_mail_once(transactional_db, queue, settings):
    settings.EMAIL_BACKEND = f"{MAILERS}.Slow"
    mail = write()

    def deliver(_worker):
        try:
            return outbox.deliver(outbound_id=mail.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        sent = list(workers.map(deliver, range(3)))

    assert sorted(sent) == [False, False, True]
    assert len(mailed.outbox) == 1


def test_mail_accepted_by_a_worker_that_died_before_it_noted_so_goes_again_under_the_same_id(queue, monkeypatch):
    def die(*_noted):
        raise SystemExit

    mail = write()
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "_note_sent", die)
        with pytest.raises(SystemExit):
            outbox.deliver(outbound_id=mail.pk)
    assert not outbox.deliver(outbound_id=mail.pk), "the claim of the dead worker still holds"

    with clock.at(clock.now() + outbox.CLAIM_LASTS):
        assert outbox.deliver(outbound_id=mail.pk)

    first, second = mailed.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"] == mail.message_id
    mail.refresh_from_db()
    assert mail.was_interrupted, "a person can see that it may have arrived twice"


def test_what_went_wrong_with_a_mail_is_told_without_the_server_s_password_and_without_its_text(
    queue, settings, caplog
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "127.0.0.1", "desk", "geheim-123"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
        mail = write(text="https://desk.example/invitation/kept-secret/", is_sensitive=True)

        assert not outbox.deliver(outbound_id=mail.pk)

    mail.refresh_from_db()
    told = mail.last_error + caplog.text
    assert "Connection refused" in told
    assert "geheim-123" not in told
    assert "kept-secret" not in told
