"""Mail of the demo: kept as rows, read on a page, never sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from branddesk.demo.models import DemoMail


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            DemoMail.objects.create(
                sender=message.from_email,
                recipients=message.recipients(),
                subject=" ".join(message.subject.splitlines())[:500],
                text=str(message.body),
            )
        return len(email_messages)
