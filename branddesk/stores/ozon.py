"""From a store to Ozon."""

from __future__ import annotations

from django.conf import settings

from branddesk.core.encryption import decrypt
from branddesk.marketplaces.ozon.client.transport import ATTEMPTS, PATIENCE, Client
from branddesk.stores.models import Store
from branddesk.stores.pace import PACE

GATEWAY = "ozon"


def client_of(store: Store, *, patience: float = PATIENCE, attempts: int = ATTEMPTS) -> Client:
    """The way to Ozon for a connected store; never to be used inside a transaction. Raises Undecipherable."""
    return client_for(store.client_id, decrypt(store.api_key), patience=patience, attempts=attempts)


def client_for(client_id: str, api_key: str, *, patience: float = PATIENCE, attempts: int = ATTEMPTS) -> Client:
    """The same for a key that no store has yet."""
    return Client(client_id, api_key, pace=PACE, base_url=settings.OZON_URL, patience=patience, attempts=attempts)
