"""How an ordered change of a listing leaves for Ozon: never again without asking whether it stands already."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from branddesk.catalogue.models import ListingOrder
from branddesk.catalogue.services import ordering
from branddesk.catalogue.services.listings import keep, reads_so
from branddesk.catalogue.sync import NAME, TEXT, cards
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.transports import Refused
from branddesk.marketplaces.ozon.client import products
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.stores import ozon
from branddesk.stores.sending import client_for_sending

ATTRIBUTES = {ListingOrder.What.NAME: NAME, ListingOrder.What.TEXT: TEXT}
FAILED = frozenset({"FAILED", "SKIPPED"})


def send(outbound: Outbound) -> str:
    """Bring one change to the store, then read the card, so that its page shows what came of it."""
    order = ListingOrder.objects.select_related("listing__store").get(pk=outbound.payload["order"])
    with client_for_sending(order.listing.store) as client:
        task = _bring(client, order)
        if isinstance(task, Unknown):
            raise task.error
        ordering.note_sent(order.pk, task)
        _read(client, order)
    return task


def _bring(client: Client, order: ListingOrder) -> str | Unknown[str]:
    listing = order.listing
    if order.tried_at is not None and _stands(client, order):
        return order.task
    ordering.note_tried(order.pk)
    if number := ATTRIBUTES.get(ListingOrder.What(order.what)):
        return products.change_attributes(client, offer_id=listing.offer_id, values={number: [order.value]})
    sums = {order.what: Decimal(order.value)}
    wanted = products.NewPrice(listing.outside_id, currency=listing.currency, **sums)
    done = products.change_prices(client, [wanted])
    if isinstance(done, Unknown):
        raise done.error
    faults = [fault.message or fault.code for row in done if not row.updated for fault in row.errors]
    if faults or not done:
        raise Refused("; ".join(faults) or "The marketplace changed nothing.")
    return ""


def _stands(client: Client, order: ListingOrder) -> bool:
    shown = next(iter(cards(client, [order.listing.outside_id])), None)
    return shown is not None and reads_so(order, getattr(shown, order.what))


def _read(client: Client, order: ListingOrder) -> None:
    rows = list(cards(client, [order.listing.outside_id]))
    with transaction.atomic():
        keep(order.listing.store, rows)


def look_after(order: ListingOrder) -> None:
    """Ask what became of an import; a failed one is refused with Ozon's words. Asks Ozon: never in a transaction."""
    if order.state != ListingOrder.State.SENT or not order.listing.store.is_connected:
        return
    with ozon.client_of(order.listing.store) as client:
        if order.task and order.task != "0":
            found = products.get_import(client, order.task)
            faults = [fault.message or fault.code for row in found for fault in row.errors]
            if any(row.status.upper() in FAILED for row in found):
                ordering.note_refused(order.pk, "; ".join(faults) or "failed")
                return
        _read(client, order)
