"""E-mail backends for the tests of the outbox."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as MemoryBackend


class Refusing(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("the mail server is down")


class Slow(MemoryBackend):
    """A mail server that takes its time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        time.sleep(0.3)
        return int(super().send_messages(email_messages))


class HangsOnce(BaseEmailBackend):
    """Hangs before it accepts the first mail, so that the worker can be killed; writes Message-IDs to a folder."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(os.environ["BRANDDESK_TEST_MAILS"])
        is_first = not (folder / "begun").exists()
        (folder / "begun").touch()
        if is_first:
            time.sleep(60)
        with (folder / "accepted").open("a") as accepted:
            accepted.writelines(f"{message.extra_headers['Message-ID']}\n" for message in email_messages)
        return len(email_messages)
