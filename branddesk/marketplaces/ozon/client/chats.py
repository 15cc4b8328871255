"""Chats with buyers, with Ozon's support and with its managers. Writing to buyers needs Premium Plus or Pro."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_flag
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, number_of, read_all, text_of
from branddesk.marketplaces.ozon.client.reviews import same_words
from branddesk.marketplaces.ozon.client.transport import Client, Unknown

MOST_CHATS, MOST_MESSAGES = 100, 1000
LONGEST = 1000
"""Characters of a message; plain text goes in, Markdown comes out."""
OWN_SIDE = frozenset({"SELLER", "SELLERUSER"})


@dataclass(frozen=True)
class Chat:
    id: Id = at("chat.chat_id")
    type: Word = at("chat.chat_type")
    """BUYER_SELLER, SELLER_SUPPORT, SELLER_PERSONAL_MANAGER_UNITY_CRM, SELLER_BUSINESS_DEVELOPMENT_GROUP, ..."""
    status: Word = at("chat.chat_status")
    """OPENED, CLOSED."""
    created_at: datetime | None = at("chat.created_at")
    first_unread_message_id: str = at("first_unread_message_id")
    last_message_id: str = at("last_message_id")
    unread_count: int = at("unread_count")


@dataclass(frozen=True)
class ChatMessage:
    id: Id = at("message_id")
    created_at: datetime | None = at("created_at")
    data: tuple[str, ...] = at("data")
    """Its parts: Markdown, with files as links."""
    sender_id: str = at("user.id")
    sender: Word = at("user.type")
    """Customer, Seller, Seller_Support and others, in changing case: compare by `kind_of`."""
    is_image: bool = at("is_image")
    is_read: bool = at("is_read")
    moderate_image_status: Word = at("moderate_image_status")
    order_number: str = at("context.order_number")
    sku: str = at("context.sku")


def kind_of(word: str) -> str:
    """A type of chat or sender as all methods and pushes would write it: upper case."""
    return word.upper()


def list_chats(
    ozon: Client, *, after: str = "", status: str = "ALL", unread_only: bool = False, limit: int = MOST_CHATS
) -> Page[Chat]:
    body: dict[str, Any] = {"filter": {"chat_status": status, "unread_only": unread_only}, "limit": limit}
    if after:
        body["cursor"] = after

    def of(data: Any) -> Page[Chat]:
        rows = read_all(Chat, dig(data, "chats"))
        return by_flag(rows, text_of(dig(data, "cursor")), has_next=dig(data, "has_next") in (True, "true"))

    return ozon.read("/v3/chat/list", body, of)


def list_messages(
    ozon: Client, *, chat_id: str, after: str = "", forward: bool = False, limit: int = 100
) -> Page[ChatMessage]:
    """From the newest back; with `forward` from the message `after` on, which then must be given.

    The message that is the mark may come again as the first of the next page; it is left out here.
    """
    if forward and not after:
        raise ValueError("going forward needs a message to go from")
    body: dict[str, Any] = {"chat_id": chat_id, "direction": "Forward" if forward else "Backward", "limit": limit}
    if after:
        body["from_message_id"] = int(after)

    def of(data: Any) -> Page[ChatMessage]:
        found = read_all(ChatMessage, dig(data, "messages"))
        rows = tuple(row for row in found if row.id != after)
        return by_flag(rows, rows[-1].id if rows else "", has_next=dig(data, "has_next") in (True, "true"))

    return ozon.read("/v3/chat/history", body, of)


def mark_read(ozon: Client, *, chat_id: str, up_to: str = "") -> int | Unknown[int]:
    """Read up to this message, or all. Gives how many are left unread."""
    body: dict[str, Any] = {"chat_id": chat_id}
    if up_to:
        body["from_message_id"] = int(up_to)

    def look_up() -> int | None:
        page = list_messages(ozon, chat_id=chat_id)
        return 0 if all(row.is_read for row in page.rows if not up_to or int(row.id) <= int(up_to)) else None

    return ozon.write("/v2/chat/read", body, lambda data: number_of(dig(data, "unread_count")) or 0, look_up=look_up)


def start_chat(ozon: Client, *, posting_number: str, order_number: str = "") -> str | Unknown[str]:
    """Open a chat with the buyer of an FBS or rFBS posting, within 72 hours of its payment or delivery."""

    def look_up() -> str | None:
        for chat in list_chats(ozon, status="OPENED").rows:
            said = list_messages(ozon, chat_id=chat.id, limit=10).rows
            if any(order_number and row.order_number == order_number for row in said):
                return chat.id
        return None

    body = {"posting_number": posting_number}
    return ozon.write("/v1/chat/start", body, lambda data: text_of(dig(data, "result.chat_id")), look_up=look_up)


def find_message(ozon: Client, *, chat_id: str, text: str, since: str = "") -> str | None:
    """The number of our own message with these words among the newest 100; `since`: only after this message."""
    for message in list_messages(ozon, chat_id=chat_id).rows:
        if since and int(message.id) <= int(since):
            continue
        if kind_of(message.sender) in OWN_SIDE and same_words(" ".join(message.data), text):
            return message.id
    return None


def newest_message(ozon: Client, chat_id: str) -> str:
    """The number of the last message, empty in an empty chat: to be kept before a write, for `find_message`."""
    rows = list_messages(ozon, chat_id=chat_id, limit=1).rows
    return rows[0].id if rows else ""


def send_message(ozon: Client, *, chat_id: str, text: str, since: str = "") -> str | Unknown[str]:
    """Say something, in 1 to 1,000 characters. Gives "success", or from a look-up the message's number."""
    body = {"chat_id": chat_id, "text": text}
    look_up = partial(find_message, ozon, chat_id=chat_id, text=text, since=since)
    return ozon.write("/v1/chat/send/message", body, lambda data: text_of(dig(data, "result")), look_up=look_up)


def send_file(ozon: Client, *, chat_id: str, name: str, content: bytes, since: str = "") -> str | Unknown[str]:
    """Send a file; its name needs its extension. A look-up finds it by that name in the message's link."""

    def look_up() -> str | None:
        for message in list_messages(ozon, chat_id=chat_id).rows:
            is_later = not since or int(message.id) > int(since)
            if is_later and kind_of(message.sender) in OWN_SIDE and name in " ".join(message.data):
                return message.id
        return None

    body = {"chat_id": chat_id, "name": name, "base64_content": base64.b64encode(content).decode()}
    return ozon.write("/v1/chat/send/file", body, lambda data: text_of(dig(data, "result")), look_up=look_up)
