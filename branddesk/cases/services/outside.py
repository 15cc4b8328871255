"""What is said about a case on other ways than this desk: by mail, in a chat, by WeCom, on the phone, in a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import events, permissions
from branddesk.cases.languages import language_of
from branddesk.cases.models import Case, Message
from branddesk.cases.services.changing import attach, check_past, clean, hand_out, lock, required, settle
from branddesk.cases.services.follow_ups import plan_follow_up
from branddesk.core import clock
from branddesk.core.enums import Side, Via
from branddesk.evidence.models import Exhibit
from branddesk.foundation.journal import services as journal

LONGEST = 10_000
"""Characters of a message; what is longer is cut, and the whole stays in `original`."""


@transaction.atomic
def take_message(
    *,
    case: Case,
    via: Via,
    key: str,
    text: str,
    side: Side,
    actor: User | None = None,
    name: str = "",
    address: str = "",
    exhibits: Iterable[Exhibit] = (),
    happened_at: datetime | None = None,
    language: str | None = None,
    original: str = "",
    delivery: str = "",
    delivered_to: str = "",
) -> Message:
    """Let what was said on another way stand in the case, once per `key`; nobody's turn changes by it.

    The channel has made sure that the speaker may speak here. `actor` is the person of this desk who said it; without
    one, `name` and `address` say who it was. What the brand shows this way is shared where the platform works here.
    """
    case = lock(case)
    before = Message.objects.filter(outside_key=key).first()
    if before is not None:
        return before
    if len(text) > LONGEST:
        original, text = original or text, text[: LONGEST - 1] + "…"
    message = _write(
        case,
        actor,
        Message.Kind.MESSAGE,
        via,
        key,
        text,
        side=side,
        outsider="" if actor is not None else (name or address)[:200],
        outside_address=address[:320],
        happened_at=happened_at or clock.now(),
        language=language_of(text) if language is None else language,
        original=original,
        delivery=delivery,
        delivered_to=delivered_to[:320],
    )
    exhibits = list(exhibits)
    message.exhibits.set(exhibits)
    let_stand(message, case=case, actor=actor, exhibits=exhibits)
    return message


def let_stand(message: Message, *, case: Case, actor: User | None, exhibits: list[Exhibit]) -> None:
    """Let all that follows from a message of another way happen, in its locked case."""
    if message.side == Side.BRAND and exhibits and actor is not None:
        attach(case, exhibits)
        if not case.by_cabinet and case.submitted_at is not None:
            hand_out(case, actor=actor, only=exhibits)

    settle(
        case,
        actor=actor,
        action="case.messaged" if actor is not None else "case.heard",
        private={"text": message.body},
        message=message.pk,
        via=Via(message.via).value,
        exhibits=[exhibit.pk for exhibit in exhibits],
    )
    events.message_sent.send(sender=Case, case=case, actor=actor, message=message)


@transaction.atomic
def log_contact(
    *,
    actor: User,
    case: Case,
    via: Via,
    text: str,
    key: str,
    happened_at: datetime | None = None,
    exhibits: Iterable[Exhibit] = (),
    follow_up_on: date | None = None,
    follow_up_note: str = "",
) -> Message:
    """Note what came of a call, a chat or a meeting. Only the own side reads it; once per `key`.

    With `follow_up_on` the promise to ask again on that day is planned with it.
    """
    case = lock(case)
    before = Message.objects.filter(outside_key=key).first()
    if before is not None:
        return before
    permissions.check_can(actor, "note", case)
    text = required(text, _("Write in one line what came of it."))
    if happened_at is not None:
        check_past(happened_at)
    side = permissions.side_of(actor, case)
    message = _write(
        case, actor, Message.Kind.CONTACT, via, key, text, side=side, happened_at=happened_at or clock.now()
    )
    exhibits = list(exhibits)
    message.exhibits.set(exhibits)

    journal.record(
        actor,
        "case.contacted",
        case,
        private={"text": text},
        message=message.pk,
        side=message.side,
        via=via.value,
        exhibits=[exhibit.pk for exhibit in exhibits],
    )
    if follow_up_on is not None:
        plan_follow_up(actor=actor, case=case, due_on=follow_up_on, text=follow_up_note)
    events.case_changed.send(sender=Case, case=case, actor=actor, action="case.contacted")
    events.side_changed.send(sender=Case, case=case, actor=actor, side=Side(message.side))
    return message


@transaction.atomic
def note_delivery(*, message: Message, state: Message.Delivery, note: str = "") -> Message:
    """Keep what is known of how a message arrived, and show it on the open pages of its side.

    What came back or was given up is not made good by a later "sent" of another part of the same news.
    """
    found = Message.objects.select_for_update().select_related("case").get(pk=message.pk)
    final = (Message.Delivery.BOUNCED, Message.Delivery.DEAD)
    if found.delivery in final and state in (Message.Delivery.SENT, Message.Delivery.DELAYED):
        return found
    found.delivery, found.delivery_note = state, note[:500]
    found.save(update_fields=["delivery", "delivery_note", "updated_at"])
    events.side_changed.send(sender=Case, case=found.case, actor=found.author, side=Side(found.side))
    return found


def _write(
    case: Case, actor: User | None, kind: Message.Kind, via: Via, key: str, text: str, **fields: object
) -> Message:
    message = Message(case=case, author=actor, kind=kind, via=via, outside_key=key, body=text, **fields)
    clean(message, ["body"])
    message.save()
    return message
