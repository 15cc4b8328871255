"""The outbox of mail.

A mail is sent at least once, and doubled only when a worker dies in the moment between the mail server's "accepted"
and its own note of it; the copy then carries the same Message-ID, by which mailboxes tell it for a copy.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F

from branddesk.core import clock
from branddesk.foundation.delivery import events
from branddesk.foundation.delivery.models import OutboundMail
from branddesk.foundation.delivery.selectors import due_mail

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
"""After the first failure; doubled after each further one, so that a mail is given up after about an hour."""
SENDING_LIMIT = timedelta(seconds=60)
CLAIM_LASTS = timedelta(seconds=90)
"""Longer than any sending may take: an older claim belongs to a worker that died."""

State = OutboundMail.State


@transaction.atomic
def send_mail(
    *, to: str, subject: str, text: str, html: str | None = None, language: str, key: str, is_sensitive: bool = False
) -> OutboundMail:
    """Owe `to` a mail, in the caller's transaction: no commit, no mail. The same `key` is written once, ever.

    `is_sensitive`: the text holds a secret such as a reset link and is forgotten once it is sent.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    mail, is_new = OutboundMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:250],
            "text": text,
            "html": html or "",
            "language": language,
            "is_sensitive": is_sensitive,
            "message_id": f"<{uuid.uuid4()}@{domain}>",
        },
    )
    if is_new:
        events.mail_written.send(sender=OutboundMail, mail_id=mail.pk)
    return mail


def deliver(*, mail_id: int) -> bool:
    """Send one mail through Django's e-mail backend. Returns whether it went out by this call.

    A mail that is not due, or in another worker's hands, is left alone. When the server refuses, the mail waits for
    its next attempt; after the last one it is dead and stays visible.
    """
    mail = _claim(mail_id)
    if mail is None:
        return False
    try:
        _message(mail).send()
    except Exception as error:
        _note_failure(mail, error)
        return False
    _note_sent(mail)
    return True


@transaction.atomic
def revive(*, mail: OutboundMail) -> None:
    """Give a dead mail all its attempts again."""
    dead = OutboundMail.objects.filter(pk=mail.pk, state=State.DEAD)
    if dead.update(state=State.QUEUED, attempts=0, due_at=clock.now()):
        events.mail_written.send(sender=OutboundMail, mail_id=mail.pk)


def _claim(mail_id: int) -> OutboundMail | None:
    """Take the mail into this worker's hands: the conditional update lets one through."""
    now = clock.now()
    claim = {"state": State.SENDING, "due_at": now + CLAIM_LASTS, "updated_at": now}
    if not due_mail().filter(pk=mail_id).order_by().update(**claim, attempts=F("attempts") + 1):
        return None
    return OutboundMail.objects.get(pk=mail_id)


def _note_sent(mail: OutboundMail) -> None:
    mail.state, mail.sent_at, mail.last_error = State.SENT, clock.now(), ""
    if mail.is_sensitive:
        mail.text = mail.html = ""
    mail.save(update_fields=["state", "sent_at", "last_error", "text", "html"])


def _note_failure(mail: OutboundMail, error: Exception) -> None:
    mail.last_error = f"{type(error).__name__}: {error}"[:500]
    if mail.attempts >= MAX_ATTEMPTS:
        mail.state = State.DEAD
        log.error("mail %s is given up after %d attempts", mail.pk, mail.attempts)
    else:
        mail.state, mail.due_at = State.QUEUED, clock.now() + FIRST_PAUSE * 2 ** (mail.attempts - 1)
        log.warning("mail %s failed, attempt %d of %d", mail.pk, mail.attempts, MAX_ATTEMPTS)
    mail.save(update_fields=["state", "due_at", "last_error"])


def _message(mail: OutboundMail) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": mail.language,
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
