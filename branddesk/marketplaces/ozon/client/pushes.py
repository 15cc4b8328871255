"""Push notifications: where Ozon is to call, and about what. Beta at Ozon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_offset, each, number
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, number_of, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import nothing

MOST = 100


@dataclass(frozen=True)
class PushType:
    type: Word
    description: str


@dataclass(frozen=True)
class Subscription:
    id: Id
    url: str
    enable: bool
    types: tuple[PushType, ...]
    created_at: datetime | None
    availability_status: Word
    """GREEN, YELLOW, RED: how quickly we answered last night; three red days switch it off."""
    disable_reason: Word
    problematic_type: Word
    reason_details: str


@dataclass(frozen=True)
class CheckError:
    type: Word
    description: str


@dataclass(frozen=True)
class Checked:
    is_good: bool = at("is_active")
    errors: tuple[CheckError, ...] = at("errors")


def list_subscriptions(ozon: Client, *, after: str = "", limit: int = MOST) -> Page[Subscription]:
    body = {"limit": limit, "offset": number(after)}

    def of(data: Any) -> Page[Subscription]:
        rows = read_all(Subscription, dig(data, "urls"))
        return by_offset(rows, after, limit=limit, total=number_of(dig(data, "total_count")))

    return ozon.read("/v1/notification/list", body, of)


def list_types(ozon: Client) -> tuple[PushType, ...]:
    return ozon.read("/v1/notification/push-type/list", {}, lambda data: read_all(PushType, dig(data, "types")))


def check(ozon: Client, url: str) -> Checked:
    """Have Ozon call the address once, and say whether the answer pleases."""
    return ozon.read("/v1/notification/check", {"url": url}, lambda data: read(Checked, data))


def subscribe(ozon: Client, *, url: str, types: Sequence[str]) -> str | Unknown[str]:
    """Be called at the address about these types. Gives the subscription's number, empty where Ozon gives none."""
    look_up = partial(_found, ozon, url, types)
    body = {"url": url, "types": list(types)}
    return ozon.write("/v1/notification/set", body, lambda data: text_of(dig(data, "id")), look_up=look_up)


def change(ozon: Client, *, subscription_id: str, url: str, types: Sequence[str]) -> bool | Unknown[bool]:
    def look_up() -> bool | None:
        return True if _found(ozon, url, types) == subscription_id else None

    body = {"id": int(subscription_id), "url": url, "types": list(types)}
    return ozon.write("/v1/notification/update", body, nothing, look_up=look_up)


def switch(ozon: Client, *, subscription_id: str, on: bool) -> bool | Unknown[bool]:
    def look_up() -> bool | None:
        rows = each(partial(list_subscriptions, ozon))
        return any(row.id == subscription_id and row.enable == on for row in rows) or None

    body = {"id": int(subscription_id), "enabled": on}
    return ozon.write("/v1/notification/enable", body, nothing, look_up=look_up)


def unsubscribe(ozon: Client, subscription_id: str) -> bool | Unknown[bool]:
    def look_up() -> bool | None:
        return None if any(row.id == subscription_id for row in each(partial(list_subscriptions, ozon))) else True

    return ozon.write("/v1/notification/delete", {"id": int(subscription_id)}, nothing, look_up=look_up)


def _found(ozon: Client, url: str, types: Sequence[str]) -> str | None:
    for row in each(partial(list_subscriptions, ozon)):
        if row.url == url and {each.type for each in row.types} >= set(types):
            return row.id
    return None
