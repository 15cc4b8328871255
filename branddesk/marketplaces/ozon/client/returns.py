"""Returns of every scheme, what may be done with those by rFBS, and cancellations that wait for a yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from branddesk.marketplaces.ozon.client.paging import Page, by_flag, by_length
from branddesk.marketplaces.ozon.client.reading import Id, Word, at, dig, read, read_all, text_of
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.client.values import nothing, span

MOST = 500
NEEDS_REASON = frozenset({-1, -10})
"""Actions that want a comment and the number of a reason."""
COMPENSATE = 1020
"""The action that wants a sum."""


@dataclass(frozen=True)
class Return:
    """A return by FBO or FBS."""

    id: Id
    order_id: str
    order_number: str
    posting_number: str
    type: Word
    scheme: Word = at("schema")
    """FBO, FBS."""
    reason: str = at("return_reason_name")
    sku: str = at("product.sku")
    offer_id: str = at("product.offer_id")
    product_name: str = at("product.name")
    quantity: int = at("product.quantity")
    price: Decimal | None = at("product.price.price")
    currency: str = at("product.price.currency_code")
    status: Word = at("visual.status.sys_name")
    status_name: str = at("visual.status.display_name")
    changed_at: datetime | None = at("visual.change_moment")
    returned_at: datetime | None = at("logistic.return_date")
    final_at: datetime | None = at("logistic.final_moment")
    is_opened: bool = at("additional_info.is_opened")
    compensation_status: Word = at("compensation_status.status.sys_name")
    """Empty without compensation."""
    place: str = at("place.name")


@dataclass(frozen=True)
class RfbsReturn:
    """A return that the seller handles. Holds the buyer's name: personal data."""

    id: Id = at("return_id")
    number: str = at("return_number")
    client_name: str = at("client_name")
    created_at: datetime | None = at("created_at")
    order_number: str = at("order_number")
    posting_number: str = at("posting_number")
    sku: str = at("product.sku")
    offer_id: str = at("product.offer_id")
    product_name: str = at("product.name")
    price: Decimal | None = at("product.price")
    currency: str = at("product.currency_code")
    group_state: Word = at("state.group_state")
    state: Word = at("state.state")
    state_name: str = at("state.state_name")
    money_state_name: str = at("state.money_return_state_name")


@dataclass(frozen=True)
class Action:
    id: int
    """May be negative; `NEEDS_REASON` and `COMPENSATE` say what it wants."""
    name: str


@dataclass(frozen=True)
class Reason:
    id: int
    name: str
    hint: str
    is_comment_required: bool


@dataclass(frozen=True)
class FullRfbsReturn:
    number: str = at("return_number")
    client_name: str = at("client_name")
    photos: tuple[str, ...] = at("client_photo")
    comment: str = at("comment")
    """The buyer's words."""
    created_at: datetime | None = at("created_at")
    order_number: str = at("order_number")
    posting_number: str = at("posting_number")
    sku: str = at("product.sku")
    offer_id: str = at("product.offer_id")
    product_name: str = at("product.name")
    price: Decimal | None = at("product.price")
    currency: str = at("product.currency_code")
    reason: str = at("return_reason.name")
    is_defect: bool = at("return_reason.is_defect")
    state: Word = at("state.state")
    state_name: str = at("state.state_name")
    tracking_number: str = at("ru_post_tracking_number")
    rejection_comment: str = at("rejection_comment")
    actions: tuple[Action, ...] = at("available_actions")
    rejection_reasons: tuple[Reason, ...] = at("rejection_reason")


@dataclass(frozen=True)
class Cancellation:
    """A buyer wants to cancel an rFBS posting; at `auto_approve_at` Ozon says yes by itself."""

    id: Id = at("cancellation_id")
    posting_number: str = at("posting_number")
    initiator: Word = at("cancellation_initiator")
    reason: str = at("cancellation_reason.name")
    message: str = at("cancellation_reason_message")
    state: Word = at("state.state")
    """ON_APPROVAL, APPROVED, REJECTED."""
    ordered_at: datetime | None = at("order_date")
    cancelled_at: datetime | None = at("cancelled_at")
    auto_approve_at: datetime | None = at("auto_approve_date")
    approved_at: datetime | None = at("approve_date")
    approve_comment: str = at("approve_comment")


@dataclass(frozen=True)
class DropOff:
    """A place where FBS returns wait for the seller."""

    id: Id
    name: str
    address: str
    returns_count: int
    box_count: int
    utc_offset: str


def list_returns(
    ozon: Client,
    *,
    after: str = "",
    changed_since: datetime | None = None,
    changed_until: datetime | None = None,
    scheme: str = "",
    limit: int = MOST,
) -> Page[Return]:
    """By FBO and FBS; Ozon gives no mark, so the last return's number is it."""
    filters: dict[str, Any] = {"return_schema": scheme} if scheme else {}
    if moments := span(changed_since, changed_until, ("time_from", "time_to")):
        filters["visual_status_change_moment"] = moments
    body = {"filter": filters, "last_id": int(after or 0), "limit": limit}

    def of(data: Any) -> Page[Return]:
        rows = read_all(Return, dig(data, "returns"))
        return by_flag(rows, rows[-1].id if rows else "", has_next=bool(dig(data, "has_next")))

    return ozon.read("/v1/returns/list", body, of)


def list_drop_offs(ozon: Client, *, after: str = "", limit: int = MOST) -> Page[DropOff]:
    body = {"filter": {}, "pagination": {"last_id": int(after or 0), "limit": limit}}

    def of(data: Any) -> Page[DropOff]:
        rows = read_all(DropOff, dig(data, "drop_off_points"))
        return by_flag(rows, rows[-1].id if rows else "", has_next=bool(dig(data, "has_next")))

    return ozon.read("/v1/returns/company/fbs/info", body, of)


def list_rfbs(
    ozon: Client,
    *,
    after: str = "",
    posting_number: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = MOST,
) -> Page[RfbsReturn]:
    filters: dict[str, Any] = {"posting_number": posting_number} if posting_number else {}
    if moments := span(since, until, ("from", "to")):
        filters["created_at"] = moments
    body = {"filter": filters, "last_id": int(after or 0), "limit": limit}

    def of(data: Any) -> Page[RfbsReturn]:
        rows = read_all(RfbsReturn, dig(data, "returns"))
        return by_length(rows, rows[-1].id if rows else "", limit=limit)

    return ozon.read("/v2/returns/rfbs/list", body, of)


def get_rfbs(ozon: Client, return_id: str) -> FullRfbsReturn:
    body = {"return_id": int(return_id)}
    return ozon.read("/v2/returns/rfbs/get", body, lambda data: read(FullRfbsReturn, dig(data, "returns")))


def act(
    ozon: Client,
    *,
    return_id: str,
    action: int,
    state: str,
    comment: str = "",
    reason_id: int | None = None,
    compensation: Decimal | None = None,
    way_back: Decimal | None = None,
) -> bool | Unknown[bool]:
    """Do one of the return's `actions`; `state` is the one in which it was offered, by which a look-up tells.

    `compensation` for the action 1020, `way_back` what is paid for sending it back, both in the return's currency.
    """
    body: dict[str, Any] = {"return_id": int(return_id), "id": action}
    if comment:
        body["comment"] = comment
    if reason_id is not None:
        body["rejection_reason_id"] = reason_id
    if compensation is not None:
        body["compensation_amount"] = float(compensation)
    if way_back is not None:
        body["return_for_back_way"] = float(way_back)

    def look_up() -> bool | None:
        now = get_rfbs(ozon, return_id)
        return None if now.state == state and any(each.id == action for each in now.actions) else True

    return ozon.write("/v1/returns/rfbs/action/set", body, nothing, look_up=look_up)


def list_cancellations(
    ozon: Client, *, after: str = "", state: str = "ALL", posting_number: str = "", limit: int = MOST
) -> Page[Cancellation]:
    filters: dict[str, Any] = {"state": state}
    if posting_number:
        filters["posting_number"] = [posting_number]
    body = {"filters": filters, "last_id": int(after or 0), "limit": limit, "with": {"counter": True}}

    def of(data: Any) -> Page[Cancellation]:
        rows = read_all(Cancellation, dig(data, "result"))
        return by_length(rows, text_of(dig(data, "last_id")), limit=limit)

    return ozon.read("/v2/conditional-cancellation/list", body, of)


def decide_cancellation(
    ozon: Client, *, cancellation_id: str, posting_number: str, approve: bool, comment: str = ""
) -> bool | Unknown[bool]:
    """Say yes or no to the buyer who wants to cancel."""
    verb, state = ("approve", "APPROVED") if approve else ("reject", "REJECTED")
    body: dict[str, Any] = {"cancellation_id": int(cancellation_id)}
    if comment:
        body["comment"] = comment
    look_up = partial(_is_decided, ozon, cancellation_id, posting_number, state)
    return ozon.write(f"/v2/conditional-cancellation/{verb}", body, nothing, look_up=look_up)


def _is_decided(ozon: Client, cancellation_id: str, posting_number: str, state: str) -> bool | None:
    rows = list_cancellations(ozon, posting_number=posting_number).rows
    return any(row.id == cancellation_id and row.state == state for row in rows) or None
