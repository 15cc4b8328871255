"""Sending to Ozon out of the outbox: what a refusal, a pause or silence means for what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from branddesk.core.encryption import Undecipherable
from branddesk.foundation.delivery.transports import NotTaken, Refused, RetryLater
from branddesk.marketplaces.ozon.client import errors
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.stores import ozon
from branddesk.stores.models import Store

FINAL = (errors.NotFound, errors.BadRequest, errors.Conflict, errors.NoSubscription, errors.NoRole)
"""Ozon will never take it."""


@contextmanager
def client_for_sending(store: Store | None) -> Iterator[Client]:
    """The way to the store's Ozon; its errors become what the outbox understands. Never inside a transaction."""
    if store is None or not store.is_connected:
        raise Refused("The store is disconnected.")
    try:
        with ozon.client_of(store) as client:
            yield client
    except errors.Limited as error:
        raise RetryLater(max(1.0, error.seconds), str(error)) from None
    except FINAL as error:
        raise Refused(error.message or type(error).__name__) from None
    except (errors.OzonError, Undecipherable) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from None
