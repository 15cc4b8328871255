from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.delivery import selectors, services
from branddesk.foundation.jobs.registry import job, periodic

MOST_AT_ONCE = 500


@job(max_attempts=1, time_limit_seconds=services.SENDING_LIMIT.total_seconds())
def deliver_mail(mail_id: int) -> None:
    services.deliver(mail_id=mail_id)


@periodic(every=timedelta(minutes=1))
@job(max_attempts=1)
def deliver_due_mail() -> None:
    """Repeat what failed, and pick up mails whose worker died or whose job is gone."""
    for mail_id in selectors.due_mail().values_list("pk", flat=True)[:MOST_AT_ONCE]:
        deliver_mail.enqueue(mail_id)
