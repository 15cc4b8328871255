from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from branddesk.foundation.delivery import events, tasks


@receiver(events.mail_written)
def enqueue(sender: Any, mail_id: int, **kwargs: Any) -> None:
    tasks.deliver_mail.enqueue(mail_id)
