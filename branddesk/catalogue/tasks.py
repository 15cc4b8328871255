from __future__ import annotations

import logging
from datetime import timedelta

from branddesk.catalogue import delivery
from branddesk.catalogue.models import ListingOrder
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable
from branddesk.foundation.jobs.registry import job, periodic
from branddesk.marketplaces.ozon.client.errors import OzonError

log = logging.getLogger(__name__)

LOOKED_AFTER = timedelta(days=1)
MOST_AT_ONCE = 100


@periodic(every=timedelta(minutes=2))
@job(max_attempts=1, time_limit_seconds=300)
def look_after_orders() -> None:
    """What was taken by the marketplace and does not show on the card yet."""
    rows = ListingOrder.objects.filter(state=ListingOrder.State.SENT, updated_at__gt=clock.now() - LOOKED_AFTER)
    for order in rows.select_related("listing__store").order_by("updated_at")[:MOST_AT_ONCE]:
        try:
            delivery.look_after(order)
        except (OzonError, Undecipherable) as error:
            log.warning("order %s of a listing: %s", order.pk, type(error).__name__)
