from __future__ import annotations

from datetime import timedelta

from branddesk.foundation.delivery import selectors
from branddesk.foundation.delivery.services import inbox, outbox
from branddesk.foundation.jobs.registry import job, periodic

MOST_AT_ONCE = 500


@job(max_attempts=1, time_limit_seconds=outbox.SENDING_LIMIT.total_seconds())
def deliver(outbound_id: int) -> None:
    outbox.deliver(outbound_id=outbound_id)


@job(max_attempts=1)
def handle(inbound_id: int) -> None:
    inbox.handle(inbound_id=inbound_id)


@periodic(every=timedelta(minutes=1))
@job(max_attempts=1)
def take_up_again() -> None:
    """Repeat what failed, and pick up what a worker died over or whose job is gone."""
    for pk in selectors.due_outbound().values_list("pk", flat=True)[:MOST_AT_ONCE]:
        deliver.enqueue(pk)
    for pk in selectors.due_inbound().values_list("pk", flat=True)[:MOST_AT_ONCE]:
        handle.enqueue(pk)
