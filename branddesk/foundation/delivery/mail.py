"""The way out by mail, through Django's e-mail backend.

A mail is sent at least once, and doubled only when a worker or the connection dies in the moment between the mail
server's "accepted" and the desk's note of it; the copy then carries the same Message-ID, by which mailboxes tell it for
a copy.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.transports import NotTaken, Refused

ReadFile = Callable[[str], bytes]
"""The content of a file of the vault, by its SHA-256."""

_read_file: ReadFile | None = None


def provide_files(read: ReadFile) -> None:
    """Say where attachments come from. Called in `AppConfig.ready`."""
    global _read_file
    _read_file = read


def new_message_id() -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    return f"<{uuid.uuid4()}@{domain}>"


def send(outbound: Outbound) -> str:
    """Hand one mail to the mail server. What the server will never take is `Refused`."""
    message, server = message_of(outbound), get_connection()
    try:
        server.open()
    except Exception as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from None
    try:
        message.connection = server
        message.send()
    except SMTPRecipientsRefused as error:
        answers = list(error.recipients.values())
        if all(code >= 500 for code, _said in answers):
            code, said = answers[0]
            raise Refused(f"{code} {_text(said)}") from None
        raise NotTaken(f"{type(error).__name__}: {error}") from None
    except SMTPResponseException as error:
        if error.smtp_code in (550, 551, 552, 553, 554):
            raise Refused(f"{error.smtp_code} {_text(error.smtp_error)}") from None
        raise NotTaken(f"{error.smtp_code} {_text(error.smtp_error)}") from None
    except ConnectionRefusedError as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from None
    finally:
        server.close()
    return str(outbound.message_id)


def _text(said: bytes | str) -> str:
    return said if isinstance(said, str) else said.decode(errors="replace")


def message_of(outbound: Outbound) -> EmailMultiAlternatives:
    """The mail as it goes out.

    The payload may hold `from`, `reply_to`, `in_reply_to`, `references`, further `headers`, `attachments` (name, type,
    sha256) and `auto`: false for what a person wrote.
    """
    more = outbound.payload
    headers: dict[str, str] = {"Message-ID": str(outbound.message_id)}
    if more.get("auto", True):
        headers |= {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if outbound.language:
        headers["Content-Language"] = outbound.language
    for name, key in (("In-Reply-To", "in_reply_to"), ("References", "references")):
        if more.get(key):
            headers[name] = more[key]
    headers |= more.get("headers", {})
    message = EmailMultiAlternatives(
        outbound.subject,
        outbound.text,
        from_email=more.get("from") or None,
        to=[outbound.to],
        reply_to=[more["reply_to"]] if more.get("reply_to") else None,
        headers=headers,
    )
    if outbound.html:
        message.attach_alternative(outbound.html, "text/html")
    for file in more.get("attachments", ()):
        if _read_file is None:
            raise Refused("No files can be attached on this desk.")
        message.attach(file["name"], _read_file(file["sha256"]), file["type"])
    return message
