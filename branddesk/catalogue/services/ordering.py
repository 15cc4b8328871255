"""Having a listing changed at the store: ordered once, sent once, seen on the card."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.catalogue import permissions
from branddesk.catalogue.models import Listing, ListingOrder
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.journal import services as journal

CHANNEL = "ozon-listing"
What, State = ListingOrder.What, ListingOrder.State
LONGEST = {What.NAME: 500, What.TEXT: 6000}
"""Characters. source: our own caution; Ozon names 500 for names and leaves texts to each category."""


@transaction.atomic
def order_changes(
    *, actor: User, listing: Listing, values: Mapping[str, str], form_key: UUID | None = None
) -> list[ListingOrder]:
    """Order what differs from the card. The same form sent twice orders once.

    `values` by `ListingOrder.What`; sums with a point. Raises DomainError for a value that no card takes.
    """
    if listing.brand is None:
        if not permissions.may_keep(actor):
            raise NotAllowed(_("Only a representative, a brand manager or an administrator changes listings."))
    else:
        permissions.check_can_keep(actor, listing.brand)
    listing = Listing.objects.select_for_update(of=("self",)).select_related("store").get(pk=listing.pk)
    if not listing.store.is_connected:
        raise WrongStatus(_("The store is disconnected. Connect it anew."))
    if form_key is not None:
        before = list(listing.orders.filter(form_key=form_key))
        if before:
            return before
    wanted = {what: _clean(listing, what, value.strip()) for what, value in values.items() if value.strip()}
    wanted = {what: value for what, value in wanted.items() if not _stands(listing, what, value)}
    if not wanted:
        raise DomainError(_("Nothing differs from the card as it stands."))
    orders = [_write(actor, listing, what, value, form_key) for what, value in wanted.items()]
    journal.record(actor, "listing.ordered", listing, private=dict(wanted), fields=sorted(wanted))
    return orders


def _write(actor: User, listing: Listing, what: str, value: str, form_key: UUID | None) -> ListingOrder:
    try:
        with transaction.atomic():
            order = ListingOrder.objects.create(
                listing=listing, what=what, value=value, author=actor, form_key=form_key
            )
    except IntegrityError:
        raise WrongStatus(
            _("A change of this is on its way already. Wait until the marketplace has answered.")
        ) from None
    outbox.owe(channel=CHANNEL, to=listing.outside_id, key=f"listing-order:{order.pk}", payload={"order": order.pk})
    return order


def _clean(listing: Listing, what: str, value: str) -> str:
    if what in (What.PRICE, What.OLD_PRICE):
        try:
            amount = Decimal(value.replace(" ", "").replace("\u00a0", "").replace(",", "."))
        except ArithmeticError:
            amount = Decimal("nan")
        if not amount.is_finite() or not 0 < amount < 10_000_000:
            raise DomainError(_("Write the price in digits, such as 2890 or 2890.50."))
        return f"{amount:.2f}"
    most = LONGEST[What(what)]
    if len(value) > most:
        raise DomainError(
            _("This takes at most %(most)d characters; yours has %(n)d.") % {"most": most, "n": len(value)}
        )
    return value


def _stands(listing: Listing, what: str, value: str) -> bool:
    shown = getattr(listing, what)
    if what in (What.PRICE, What.OLD_PRICE):
        return shown is not None and Decimal(value) == shown
    return bool(value == shown)


@transaction.atomic
def note_tried(order_id: int) -> ListingOrder:
    order = ListingOrder.objects.select_for_update().get(pk=order_id)
    order.tried_at = order.tried_at or clock.now()
    order.save(update_fields=["tried_at"])
    return order


@transaction.atomic
def note_sent(order_id: int, task: str) -> None:
    """The marketplace took it; what came of it shows on the card, or in the import's report."""
    order = ListingOrder.objects.select_for_update().get(pk=order_id)
    if order.state == State.WAITING:
        order.state, order.task = State.SENT, task[:40]
        order.save(update_fields=["state", "task", "updated_at"])


@transaction.atomic
def note_refused(order_id: int, reason: str) -> None:
    order = ListingOrder.objects.select_for_update().get(pk=order_id)
    if order.state in (State.WAITING, State.SENT):
        order.state, order.reason = State.REFUSED, reason[:500]
        order.save(update_fields=["state", "reason", "updated_at"])
