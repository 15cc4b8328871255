"""Mail of the demo: kept as rows to be read on a page, and handed to the mail server that the demo runs for itself."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from email.message import EmailMessage as Mime
from email.utils import format_datetime, formataddr, make_msgid

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from branddesk.core import clock
from branddesk.core.errors import WrongStatus
from branddesk.demo.models import DemoMail

HOST = "127.0.0.1"
TIMEOUT_SECONDS = 10
STRANGER = ("E. Grifter", "e.grifter@elsewhere.example")


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if port():
                get_connection(
                    "django.core.mail.backends.smtp.EmailBackend", host=HOST, port=port(), timeout=TIMEOUT_SECONDS
                ).send_messages([message])
            _keep(message)
        return len(email_messages)


def port() -> int:
    """Of the demo's own mail server; 0 where it runs none."""
    return int(getattr(settings, "MAIL_SANDBOX_PORT", 0))


def _keep(message: EmailMessage) -> None:
    headers = {name.lower(): str(value) for name, value in message.extra_headers.items()}
    DemoMail.objects.create(
        sender=message.from_email,
        recipients=message.recipients(),
        subject=" ".join(message.subject.splitlines())[:500],
        text=str(message.body),
        reply_to=(message.reply_to or [""])[0][:320],
        message_id=headers.get("message-id", "")[:250],
        references=headers.get("references", ""),
        files=[str(file[0]) for file in message.attachments if isinstance(file, tuple)],
    )


def answer(*, mail: DemoMail, text: str, as_stranger: bool = False, as_forger: bool = False) -> None:
    """Answer a mail as its receiver's mail program would; as a stranger, or as a forger of the receiver's name.

    It leaves by SMTP and comes back to the desk by IMAP.
    """
    if not port():
        raise WrongStatus(_("The demo's mail server does not run. Start the desk with `branddesk serve`."))
    receiver = mail.recipients[0] if mail.recipients else "nobody@elsewhere.example"
    name, address = STRANGER if as_stranger else ("", receiver)
    message = Mime()
    message["From"] = formataddr((name, address))
    message["To"] = mail.reply_to or mail.sender
    message["Subject"] = f"Re: {mail.subject}"
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    if mail.message_id:
        message["In-Reply-To"] = mail.message_id
        message["References"] = f"{mail.references} {mail.message_id}".strip()
    quoted = "\n".join(f"> {line}" for line in mail.text.splitlines())
    message.set_content(f"{text}\n\nOn {clock.now():%d %b %Y, at %H:%M}, {mail.sender} wrote:\n\n{quoted}\n")
    envelope = "forger@elsewhere.example" if as_forger else address
    try:
        with smtplib.SMTP(HOST, port(), timeout=TIMEOUT_SECONDS) as server:
            server.send_message(message, from_addr=envelope, to_addrs=[_bare(message["To"])])
    except OSError:
        raise WrongStatus(_("The demo's mail server does not answer. Wait a moment and send it again.")) from None


def _bare(address: str) -> str:
    return str(address).rpartition("<")[2].rstrip(">")
