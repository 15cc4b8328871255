"""The stream of what Ozon's own people write to a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from branddesk.channels.messenger.models import Talk
from branddesk.channels.messenger.services.taking import Heard, Said, keep
from branddesk.core import clock
from branddesk.core.enums import Side
from branddesk.marketplaces.ozon.client import chats
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.stores import sync
from branddesk.stores.models import Store
from branddesk.stores.sync import Batch, Cursor, Stream

CODE = "people"
KINDS = {
    "SELLER_SUPPORT": Talk.Kind.SUPPORT,
    "SELLER_PERSONAL_MANAGER_UNITY_CRM": Talk.Kind.MANAGER,
    "SELLER_BUSINESS_DEVELOPMENT_GROUP": Talk.Kind.DEVELOPMENT,
}
CHATS_AT_ONCE = 20
MESSAGES_AT_ONCE = 200
MOST_MESSAGES = 2000
"""Of one conversation at its first reading; older ones stay in the cabinet."""


def fetch(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    """A page of the list; of each conversation with Ozon's people what was said since it was read last.

    What was read last is kept by chat in the cursor, since Ozon's counters of unread messages are a weak signal.
    """
    page = chats.list_chats(ozon, after=cursor.get("after", ""), limit=CHATS_AT_ONCE)
    read: dict[str, str] = dict(cursor.get("read", {}))
    rows = []
    for chat in page.rows:
        kind = KINDS.get(chats.kind_of(chat.type))
        if kind is None or read.get(chat.id) == chat.last_message_id:
            continue
        lines = _lines_since(ozon, chat.id, read.get(chat.id, ""))
        rows.append(Heard(chat.id, kind, chat.status != "CLOSED", chat.last_message_id, lines))
        read[chat.id] = chat.last_message_id
    following: Cursor = {"read": read, "after": page.next} if page.next else {"read": read}
    return Batch(rows, following, bool(page.next))


def _lines_since(ozon: Client, chat_id: str, known: str) -> list[Said]:
    """Back from the newest to what is known, old to new."""
    found: list[Said] = []
    after = ""
    while len(found) < MOST_MESSAGES:
        page = chats.list_messages(ozon, chat_id=chat_id, after=after, limit=MESSAGES_AT_ONCE)
        for message in page.rows:
            if message.id == known:
                return found[::-1]
            found.append(_said(message))
        if not page.next:
            break
        after = page.next
    return found[::-1]


def _said(message: chats.ChatMessage) -> Said:
    side = Side.BRAND if chats.kind_of(message.sender) in chats.OWN_SIDE else Side.PLATFORM
    return Said(message.id, side, "\n".join(message.data), message.created_at or clock.now())


def _keep(store: Store, rows: Sequence[Any]) -> int:
    return keep(store, rows)


STREAM = Stream(CODE, _("Ozon's support and managers"), timedelta(minutes=2), fetch, _keep, 35)


def register() -> None:
    sync.register(STREAM)
