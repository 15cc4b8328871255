"""The streams of customers' voices: reviews, questions, chats with buyers, returns and cancellations of a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from branddesk.complaints.models import Complaint, Utterance
from branddesk.complaints.services.taking import Said, Voice, keep_voices
from branddesk.complaints.windows import CHAT_REPLY
from branddesk.core import clock
from branddesk.core.enums import Currency
from branddesk.marketplaces.ozon.client import chats, errors, postings, questions, returns, reviews
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.stores import sync
from branddesk.stores.models import Store
from branddesk.stores.sync import Batch, Cursor, Stream

Kind, Side = Complaint.Kind, Utterance.Side

OVERLAP = timedelta(minutes=10)
"""Read again at each run: Ozon shows some things late. What is known already changes nothing."""
SETTLED = frozenset({"PROCESSED"})
MOST_MESSAGES = 200
CHATS_AT_ONCE = 20
PAGES_AT_ONCE = 4
"""Of reviews, before they are kept: a commit and a job for four hundred rows instead of for each hundred."""
SIDES = {"CUSTOMER": Side.CUSTOMER, "SELLER": Side.US, "SELLERUSER": Side.US}


def _since(cursor: Cursor) -> datetime | None:
    return datetime.fromisoformat(cursor["since"]) if cursor.get("since") else None


def _step(cursor: Cursor, after: str) -> Cursor:
    """Where the next batch begins: further in this run, or at its own beginning in the next."""
    began = cursor.get("began") or clock.now().isoformat()
    if after:
        return {**cursor, "after": after, "began": began}
    return {"since": (datetime.fromisoformat(began) - OVERLAP).isoformat()}


def fetch_reviews(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    """Some pages of a hundred, kept as one; the first run also asks how many there are."""
    since = _since(cursor)
    total = reviews.count_reviews(ozon).total if since is None and not cursor.get("after") else None
    rows: list[Voice] = []
    after = cursor.get("after", "")
    for _page in range(PAGES_AT_ONCE):
        page = reviews.list_reviews(ozon, after=after, since=since)
        rows += [_review(ozon, row) for row in page.rows]
        after = page.next
        if not after:
            break
    return Batch(rows, _step(cursor, after), bool(after), total)


def _review(ozon: Client, row: reviews.Review) -> Voice:
    full = reviews.get_review(ozon, row.id) if row.photos_amount or row.videos_amount else None
    return Voice(
        Kind.REVIEW,
        row.id,
        row.sku,
        row.text,
        row.published_at or clock.now(),
        rating=row.rating if 1 <= row.rating <= 5 else None,
        is_settled=row.status in SETTLED,
        pictures=tuple(photo.url for photo in full.photos) if full else (),
        facts={"order_status": row.order_status, "counts": row.is_rating_participant},
    )


def fetch_questions(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    since = _since(cursor)
    total = questions.count_questions(ozon).all if since is None and not cursor.get("after") else None
    page = questions.list_questions(ozon, after=cursor.get("after", ""), since=since)
    rows = [
        Voice(
            Kind.QUESTION,
            row.id,
            row.sku,
            row.text,
            row.published_at or clock.now(),
            customer=row.author_name,
            is_settled=row.status in SETTLED,
            facts={"link": row.question_link, "product_url": row.product_url},
        )
        for row in page.rows
    ]
    return Batch(rows, _step(cursor, page.next), bool(page.next), total)


def fetch_chats(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    """A page of the list; of each chat with a buyer that has something new, its latest messages.

    Ozon's counters of unread messages are a weak signal, so what was read last is kept by chat in the cursor.
    """
    page = chats.list_chats(ozon, after=cursor.get("after", ""), limit=CHATS_AT_ONCE)
    read = dict(cursor.get("read", {}))
    rows = []
    for chat in page.rows:
        if chats.kind_of(chat.type) != "BUYER_SELLER" or read.get(chat.id) == chat.last_message_id:
            continue
        said = chats.list_messages(ozon, chat_id=chat.id, limit=MOST_MESSAGES).rows
        if voice := _chat(chat, said):
            rows.append(voice)
        read[chat.id] = chat.last_message_id
    following: Cursor = {"read": read, "after": page.next} if page.next else {"read": read}
    return Batch(rows, following, bool(page.next))


def _chat(chat: chats.Chat, messages: Sequence[chats.ChatMessage]) -> Voice | None:
    """The chat as one voice: its words are the customer's last ones."""
    talk = sorted((_said(each) for each in messages), key=lambda said: (said.at, said.outside_id))
    theirs = [said for said in talk if said.side == Side.CUSTOMER]
    if not theirs:
        return None
    last = theirs[-1]
    is_answered = any(said.side == Side.US and said.at >= last.at for said in talk)
    about = next((each for each in messages if each.sku or each.order_number), None)
    return Voice(
        Kind.CHAT,
        chat.id,
        about.sku if about else "",
        last.text,
        last.at,
        order_number=about.order_number if about else "",
        is_settled=is_answered or chat.status == "CLOSED",
        ends_at=last.at + CHAT_REPLY,
        facts={"state": chat.status},
        talk=tuple(talk),
    )


def _said(message: chats.ChatMessage) -> Said:
    side = SIDES.get(chats.kind_of(message.sender), Side.PLATFORM)
    return Said(message.id, side, "\n".join(message.data), message.created_at or clock.now())


def fetch_returns(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    page = returns.list_returns(ozon, after=cursor.get("after", ""), changed_since=_since(cursor))
    rows = [
        Voice(
            Kind.RETURN,
            row.id,
            row.sku,
            row.reason,
            row.returned_at or row.changed_at or clock.now(),
            order_number=row.posting_number or row.order_number,
            order_value=row.price,
            currency=_currency(row.currency),
            # By these schemes Ozon handles the return: the desk is told, nobody waits for an answer.
            is_settled=True,
            facts={
                "scheme": row.scheme,
                "state_name": row.status_name,
                "product": row.product_name,
                "place": row.place,
                "is_opened": row.is_opened,
            },
        )
        for row in page.rows
    ]
    return Batch(rows, _step(cursor, page.next), bool(page.next))


def fetch_rfbs(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    """Returns that the seller handles, with the buyer's words and photos, and what may be done with them now."""
    page = returns.list_rfbs(ozon, after=cursor.get("after", ""), since=_since(cursor), limit=RFBS_AT_ONCE)
    return Batch(
        [voice_of_rfbs(row.id, returns.get_rfbs(ozon, row.id)) for row in page.rows],
        _step_rfbs(cursor, page.next),
        bool(page.next),
    )


RFBS_AT_ONCE = 50
RFBS_LOOKS_BACK = timedelta(days=45)
"""Ozon filters these by the day of their beginning: so far back their state may still change."""


def _step_rfbs(cursor: Cursor, after: str) -> Cursor:
    if after:
        return {**cursor, "after": after}
    return {"since": (clock.now() - RFBS_LOOKS_BACK).isoformat()}


def voice_of_rfbs(return_id: str, row: returns.FullRfbsReturn) -> Voice:
    """Waits for us as long as Ozon offers an action."""
    return Voice(
        Kind.RETURN,
        f"rfbs-{return_id}",
        row.sku,
        row.comment or row.reason,
        row.created_at or clock.now(),
        customer=row.client_name,
        order_number=row.posting_number or row.order_number,
        order_value=row.price,
        currency=_currency(row.currency),
        is_settled=not row.actions,
        pictures=row.photos,
        facts={
            "scheme": "RFBS",
            "return_id": return_id,
            "number": row.number,
            "state": row.state,
            "state_name": row.state_name,
            "reason": row.reason,
            "is_defect": row.is_defect,
            "product": row.product_name,
            "actions": [{"id": each.id, "name": each.name} for each in row.actions],
            "reasons": [
                {"id": each.id, "name": each.name, "hint": each.hint, "comment": each.is_comment_required}
                for each in row.rejection_reasons
            ],
        },
    )


def fetch_cancellations(ozon: Client, store: Store, cursor: Cursor) -> Batch:
    page = returns.list_cancellations(ozon, after=cursor.get("after", ""))
    rows = [_cancellation(ozon, row) for row in page.rows if row.initiator != "SELLER"]
    return Batch(rows, {"after": page.next} if page.next else {}, bool(page.next))


def _cancellation(ozon: Client, row: returns.Cancellation) -> Voice:
    """Ozon names the order alone; what was ordered is asked while somebody has to decide."""
    waits = row.state == "ON_APPROVAL"
    sold = _ordered(ozon, row.posting_number) if waits else None
    return Voice(
        Kind.CANCELLATION,
        row.id,
        sold.sku if sold else "",
        row.message or row.reason,
        row.ordered_at or clock.now(),
        order_number=row.posting_number,
        order_value=sold.price * sold.quantity if sold and sold.price is not None else None,
        is_settled=not waits,
        ends_at=row.auto_approve_at,
        facts={
            "state": row.state,
            "reason": row.reason,
            "initiator": row.initiator,
            "product": sold.name if sold else "",
        },
    )


def _ordered(ozon: Client, number: str) -> postings.PlainProduct | None:
    """The first product of the order; nothing where the key may not read orders."""
    try:
        found = postings.find(ozon, number)
    except (errors.NoRole, errors.NoSubscription, errors.BadRequest):
        return None
    return found.products[0] if found and found.products else None


def _currency(code: str) -> str:
    return code if code in Currency.values else Currency.RUB


def _keep(store: Store, rows: Sequence[Any]) -> int:
    return keep_voices(store, rows)


STREAMS = (
    Stream("reviews", _("Reviews"), timedelta(minutes=5), fetch_reviews, _keep, 10),
    Stream("questions", _("Questions"), timedelta(minutes=5), fetch_questions, _keep, 20),
    Stream("chats", _("Chats with buyers"), timedelta(minutes=2), fetch_chats, _keep, 30),
    Stream("returns", _("Returns by FBO and FBS"), timedelta(minutes=30), fetch_returns, _keep, 40),
    Stream("rfbs", _("Returns by rFBS"), timedelta(minutes=15), fetch_rfbs, _keep, 50),
    Stream("cancellations", _("Cancellations by rFBS"), timedelta(minutes=10), fetch_cancellations, _keep, 60),
)


def register() -> None:
    for stream in STREAMS:
        sync.register(stream)
