"""Raw mails as other people's programs write them, brought to the desk as its mailbox would."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from typing import Any

from branddesk.channels.email.fetching import CHANNEL
from branddesk.channels.email.models import ReceivedMail
from branddesk.channels.email.tests.conftest import SERVER
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.services import take_in
from branddesk.foundation.delivery.services.inbox import handle

_numbers = count(1)

MANAGER = "Ирина Калугина <manager@market.example>"


def passed(sender: str) -> str:
    domain = sender.rpartition("@")[2].rstrip(">")
    return f"{SERVER}; dkim=pass header.d={domain}; dmarc=pass (p=reject) header.from={domain}"


def raw_mail(
    *, sender: str = MANAGER, to: str = "brand@desk.test", subject: str = "Ответ", text: str = "Скрыли.", **more: Any
) -> bytes:
    """A mail whose sender the receiving server has confirmed; `proof` says something else, `headers` adds."""
    message = EmailMessage()
    proof = more.pop("proof", passed(sender))
    if proof:
        message["Authentication-Results"] = proof
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = more.pop("message_id", f"<{next(_numbers)}@market.example>")
    for name, value in more.pop("headers", {}).items():
        message[name] = value
    message.set_content(text)
    if html := more.pop("html", ""):
        message.add_alternative(html, subtype="html")
    for name, kind, content in more.pop("files", ()):
        main, _slash, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    assert not more, more
    return message.as_bytes(policy=SMTP)


def bring(content: bytes | None = None, *, key: str = "", **fields: Any) -> ReceivedMail:
    """Let a mail come in and be handled; returns what became of it."""
    content = raw_mail(**fields) if content is None else content
    meta = {"is_cut": True} if key == "cut" else {}
    inbound = take_in(channel=CHANNEL, key=key or f"box:1:{next(_numbers)}", content=content, meta=meta)
    assert handle(inbound_id=inbound.pk), Inbound.objects.get(pk=inbound.pk).last_error
    return ReceivedMail.objects.get(inbound=inbound)
