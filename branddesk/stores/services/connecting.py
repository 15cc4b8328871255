"""Stores: connecting one, trying what its key may do, replacing the key, disconnecting, and telling of its end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.accounts.selectors import administrators_of
from branddesk.brands.models import Brand
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable, encrypt
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import made_before
from branddesk.foundation.journal import services as journal
from branddesk.foundation.live import services as live
from branddesk.marketplaces.ozon.client import errors, probe, seller
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.notices.services import notify_each
from branddesk.stores import ozon, permissions
from branddesk.stores.models import KEY_WARNINGS, Capability, Marketplace, Store

PATIENCE = 5.0
"""Seconds for which a person waits before the page."""
ATTEMPTS = 2
"""While somebody waits, trouble is better told than sat out."""


@dataclass(frozen=True)
class _Seen:
    """What Ozon says of a key."""

    roles: seller.Roles
    seller: seller.Seller | None


def connect_store(
    *,
    actor: User,
    marketplace: Marketplace,
    name: str,
    client_id: str,
    api_key: str,
    brand: Brand | None = None,
    form_key: UUID | None = None,
) -> Store:
    """Connect a store with a key that Ozon accepts. Asks Ozon first, so never inside a transaction.

    A store that was disconnected comes back as what it was. Raises DomainError with what Ozon says of the key.
    """
    permissions.check_can_keep_stores(actor)
    seen = _look(client_id, api_key)
    with transaction.atomic():
        before = made_before(Store.objects.all(), form_key, person=actor, maker="connected_by")
        if before is not None:
            return before
        rows = Store.objects.select_for_update().filter(organisation=actor.organisation, marketplace=marketplace)
        store = rows.filter(client_id=client_id).first()
        if store is not None and store.is_connected:
            raise DomainError(_("This Client-Id is connected already. Replace its key on its own page."))
        store = store or Store(organisation=actor.organisation, marketplace=marketplace, client_id=client_id)
        store.connected_by, store.disconnected_at, store.form_key = actor, None, form_key
        _take_key(store, api_key, seen)
        store.name = name.strip() or store.seller or client_id
        store.brand = brand or store.brand
        store.save()
        journal.record(actor, "store.connected", store, private={"client_id": client_id})
        return store


def replace_key(*, actor: User, store: Store, api_key: str) -> Store:
    """Take another key for the store, which Ozon must accept. Asks Ozon first, so never inside a transaction."""
    permissions.check_can_keep_stores(actor)
    seen = _look(store.client_id, api_key)
    with transaction.atomic():
        store = Store.objects.select_for_update().get(pk=store.pk)
        if not store.is_connected:
            raise DomainError(_("The store is disconnected. Connect it anew."))
        _take_key(store, api_key, seen)
        store.save()
        journal.record(actor, "store.key-replaced", store)
        return store


@transaction.atomic
def disconnect_store(*, actor: User, store: Store) -> None:
    """Forget the key, so that nothing is asked of Ozon any more. What came in by the store stays."""
    permissions.check_can_keep_stores(actor)
    store = Store.objects.select_for_update().get(pk=store.pk)
    if not store.is_connected:
        return
    store.api_key, store.disconnected_at, store.key_ends_at = "", clock.now(), None
    store.save(update_fields=["api_key", "disconnected_at", "key_ends_at"])
    store.capabilities.all().delete()
    journal.record(actor, "store.disconnected", store)


@transaction.atomic
def ask_probe(*, actor: User, store: Store) -> Store:
    """Have the key tried again."""
    permissions.check_can_keep_stores(actor)
    store = Store.objects.select_for_update().get(pk=store.pk)
    if not store.is_connected:
        raise DomainError(_("The store is disconnected. Connect it anew."))
    store.probing = Store.Probing.WAITING
    store.save(update_fields=["probing"])
    return store


def probe_store(*, store: Store) -> None:
    """Try what the key may do and keep what was found. Asks Ozon, so never inside a transaction; harmless twice."""
    if not store.is_connected:
        return
    try:
        with ozon.client_of(store, attempts=ATTEMPTS) as client:
            seen = _ask(client)
            found = list(probe.probe(client, roles=seen.roles, seller=seen.seller, now=clock.now()))
    except (errors.OzonError, Undecipherable) as error:
        refused = isinstance(error, (errors.KeyTrouble, Undecipherable))
        _keep(store, None, [], Store.Probing.REFUSED if refused else Store.Probing.FAILED, type(error).__name__)
    else:
        _keep(store, seen, found, Store.Probing.DONE, "")


@transaction.atomic
def _keep(store: Store, seen: _Seen | None, found: list[probe.Finding], probing: str, error: str) -> None:
    key_changed_at = store.key_changed_at
    store = Store.objects.select_for_update().get(pk=store.pk)
    if not store.is_connected or store.key_changed_at != key_changed_at:
        return
    store.probing, store.probe_error, store.probed_at = probing, error, clock.now()
    if seen is not None:
        _take_facts(store, seen)
    store.save()
    for each in found:
        values = {"state": each.state.value, "message": each.message}
        Capability.objects.update_or_create(store=store, code=each.code, defaults=values)
    if probing == Store.Probing.REFUSED:
        store.capabilities.all().delete()
    for person in administrators_of(store.organisation):
        live.announce(f"person:{person.pk}", "store-probed", store=store.pk)


def warn_of_ending_keys() -> int:
    """Tell the administrators of every key that ends in 14, 7 or 1 days, each time once. Returns how many were told."""
    now = clock.now()
    told = 0
    rows = Store.objects.connected().filter(key_ends_at__gt=now).select_related("organisation")
    for store in rows:
        assert store.key_ends_at is not None
        days = math.ceil((store.key_ends_at - now).total_seconds() / 86400)
        if days <= KEY_WARNINGS[0]:
            told += _warn(store, min(limit for limit in KEY_WARNINGS if days <= limit))
    return told


def _warn(store: Store, days: int) -> int:
    assert store.key_ends_at is not None
    ends_on = store.key_ends_at.date().isoformat()
    return len(
        notify_each(
            people=administrators_of(store.organisation),
            code="store.key-ends",
            url=reverse("stores:detail", args=[store.pk]),
            key=f"store-key:{store.pk}:{ends_on}:{days}",
            store=store.name,
            ends_on=ends_on,
        )
    )


def _look(client_id: str, api_key: str) -> _Seen:
    """What Ozon says of the key. Raises DomainError with a sentence that says what to mend."""
    try:
        with ozon.client_for(client_id, api_key, patience=PATIENCE, attempts=ATTEMPTS) as client:
            return _ask(client)
    except errors.OzonError as error:
        raise DomainError(error.sentence.in_(get_language() or "")) from None


def _ask(client: Client) -> _Seen:
    """Roles must be answered; a key without the role for the seller's own data still has its uses."""
    roles = seller.roles(client)
    try:
        return _Seen(roles, seller.info(client))
    except (errors.NoRole, errors.NoSubscription):
        return _Seen(roles, None)


def _take_key(store: Store, api_key: str, seen: _Seen) -> None:
    store.api_key, store.key_changed_at = encrypt(api_key), clock.now()
    store.probing, store.probe_error = Store.Probing.WAITING, ""
    _take_facts(store, seen)


def _take_facts(store: Store, seen: _Seen) -> None:
    store.key_ends_at = seen.roles.expires_at
    if seen.seller is not None:
        store.seller = (seen.seller.name or seen.seller.legal_name)[:200]
        store.subscription = seen.seller.subscription[:40]
