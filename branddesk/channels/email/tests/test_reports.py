"""Bounces and delays are read, and stand on the message."""

from __future__ import annotations

import pytest

from branddesk.cases.models import Message
from branddesk.channels.email.models import ReceivedMail
from branddesk.channels.email.tests.mails import bring

pytestmark = pytest.mark.django_db


def formal(action: str, status: str, message_id: str, said: str = "550 5.1.1 no such user") -> bytes:
    return (
        "From: MAILER-DAEMON@market.example\r\nReturn-Path: <>\r\nTo: brand@desk.test\r\nSubject: Report\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.market.example\r\n\r\n"
        f"Final-Recipient: rfc822; manager@market.example\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; {said}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("action", "status", "delivery"),
    [("failed", "5.1.1", "bounced"), ("delayed", "4.4.1", "delayed"), ("delivered", "2.0.0", "arrived")],
)
def test_a_report_stands_on_the_message_that_it_is_about(world, action, status, delivery):
    mail = bring(formal(action, status, world.sent.mail_id))

    assert (mail.state, mail.why, mail.case) == ("ignored", ReceivedMail.Why.REPORT, world.case)
    message = Message.objects.get(pk=world.sent.message_id)
    assert message.delivery == delivery
    assert "no such user" in message.delivery_note


@pytest.mark.parametrize(
    ("subject", "text", "delivery"),
    [
        ("Undelivered Mail Returned to Sender", "550 5.1.1 <manager@market.example>: unknown", "bounced"),
        ("Недоставленное сообщение", "Письмо не доставлено: 5.2.2 ящик переполнен", "bounced"),
        ("系统退信", "投递失败：550 5.7.1 拒收", "bounced"),
        ("Delivery delayed", "Your message is delayed; we are still trying.", "delayed"),
    ],
)
def test_a_report_in_plain_words_is_read_too(world, subject, text, delivery):
    content = (
        f"From: Mail Delivery <MAILER-DAEMON@mx.example>\r\nReturn-Path: <>\r\nTo: brand@desk.test\r\n"
        f"Subject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"Message-ID: {world.sent.mail_id}\r\n"
    ).encode()
    bring(content)
    assert Message.objects.get(pk=world.sent.message_id).delivery == delivery


def test_a_report_about_nothing_that_was_sent_changes_nothing(world):
    mail = bring(formal("failed", "5.1.1", "<guessed@desk.test>"))
    assert (mail.state, mail.case) == ("ignored", None)
    assert Message.objects.get(pk=world.sent.message_id).delivery == "waiting"
