"""Push notifications: having Ozon call us, and taking what it says.

A push carries neither a signature nor a secret. It is believed because it comes to an address that nobody can guess,
from Ozon's own networks; and it is believed little: it only has the stream read at once in which the thing stands.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.core import clock
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.services import inbox
from branddesk.foundation.journal import services as journal
from branddesk.marketplaces.ozon.client import errors, pushes
from branddesk.marketplaces.ozon.client.transport import Unknown
from branddesk.stores import events, ozon, permissions
from branddesk.stores.models import Reading, Store
from branddesk.stores.services.syncing import ask_soon

CHANNEL = "ozon-push"
PING = "TYPE_PING"
PATIENCE, ATTEMPTS = 5.0, 2
BUYERS, PEOPLE = "chats", "people"
KINDS = ("TYPE_NEW_MESSAGE", "TYPE_UPDATE_MESSAGE", "TYPE_MESSAGE_READ", "TYPE_CHAT_CLOSED")
"""What pushes speak of that a stream reads: lines with buyers, or with Ozon's own people. Ozon sends none about
reviews, questions or returns."""


_signer = Signer(sep=".", salt="stores.push")


def address_of(store: Store) -> str:
    """Where Ozon is to call about this store: nobody else can guess it."""
    return settings.SITE_URL + reverse("stores:push", args=[_signer.sign(str(store.pk))])


def store_at(key: str) -> Store | None:
    """The connected store of which an address speaks."""
    try:
        number = _signer.unsign(key)
    except BadSignature:
        return None
    return Store.objects.connected().filter(pk=number).first()


def subscribe(*, actor: User, store: Store) -> Store:
    """Have Ozon call about everything that a stream reads. Asks Ozon, so never inside a transaction.

    Raises DomainError when Ozon does not reach the desk, or refuses.
    """
    permissions.check_can_keep_stores(actor)
    if not store.is_connected:
        raise DomainError(_("The store is disconnected. Connect it anew."))
    url, kinds = address_of(store), sorted(KINDS)
    try:
        with ozon.client_of(store, patience=PATIENCE, attempts=ATTEMPTS) as client:
            if not pushes.check(client, url).is_good:
                raise DomainError(
                    _("Ozon does not reach %(url)s. The desk must be open to the internet by HTTPS.") % {"url": url}
                )
            number = pushes.subscribe(client, url=url, types=kinds)
            if isinstance(number, Unknown):
                number = number.look_up() or ""
            if not number:
                rows = pushes.list_subscriptions(client).rows
                number = next((row.id for row in rows if row.url == url), "")
    except errors.OzonError as error:
        raise DomainError(error.sentence.in_(get_language() or "")) from None
    return _note(actor, store, number, "store.push-on")


def unsubscribe(*, actor: User, store: Store) -> Store:
    """Have Ozon call no more; what comes in is still read by asking. Asks Ozon, so never inside a transaction."""
    permissions.check_can_keep_stores(actor)
    if store.push_id and store.is_connected:
        try:
            with ozon.client_of(store, patience=PATIENCE, attempts=ATTEMPTS) as client:
                pushes.unsubscribe(client, store.push_id)
        except errors.NotFound:
            pass
        except errors.OzonError as error:
            raise DomainError(error.sentence.in_(get_language() or "")) from None
    return _note(actor, store, "", "store.push-off")


@transaction.atomic
def _note(actor: User, store: Store, number: str, action: str) -> Store:
    store = Store.objects.select_for_update().get(pk=store.pk)
    store.push_id = number
    store.save(update_fields=["push_id"])
    journal.record(actor, action, store)
    return store


def take(store: Store, body: bytes) -> dict[str, Any]:
    """Store one push and give the answer that Ozon expects. Raises ValueError for what is no push."""
    said = json.loads(body)
    kind = said.get("message_type") if isinstance(said, dict) else None
    if not isinstance(kind, str) or not kind.startswith("TYPE_"):
        raise ValueError("message_type is missing")
    if kind == PING:
        return {"version": "1", "name": "branddesk", "time": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")}
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    meta = {"store": store.pk, "stream": _stream_of(kind, said)}
    inbox.take_in(channel=CHANNEL, key=f"{store.pk}:{digest}", content=body, meta=meta)
    return {"result": True}


def _stream_of(kind: str, said: dict[str, Any]) -> str:
    """Where it is read. The type of the chat comes in changing case, and not with every push."""
    if kind not in KINDS:
        return ""
    chat = str(said.get("chat_type") or "").upper()
    return PEOPLE if chat.startswith("SELLER_") else BUYERS


def handle(inbound: Inbound, content: bytes) -> str:
    """Have the stream read of which the push speaks. What comes twice or in another order does no harm."""
    store = Store.objects.filter(pk=inbound.meta["store"]).first()
    if store is None or not store.is_connected:
        return "the store is disconnected"
    Store.objects.filter(pk=store.pk).update(pushed_at=clock.now())
    stream = inbound.meta["stream"]
    reading = ask_soon(store, stream) if stream else None
    if reading is None:
        return "nothing to read"
    events.stream_wanted.send(sender=Reading, reading_id=reading)
    return f"stream {stream} is read"
