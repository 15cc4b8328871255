"""What comes in: the signed call is checked and stored; later it is understood and put where it belongs."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.wecom import events, selectors
from branddesk.channels.wecom.codec import BadEnvelope, read_xml
from branddesk.channels.wecom.models import Received, SeenCall, WeComApp
from branddesk.channels.wecom.services import binding, placing, plain
from branddesk.channels.wecom.services.sending import say
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable
from branddesk.core.enums import Language
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.services import take_in

CHANNEL = "wecom-in"
MOST_BYTES = 128 * 1024
AT_MOST_OLD = timedelta(minutes=5)
MEDIA = {"image", "voice", "video", "shortvideo", "file"}
POLITE_AGAIN_AFTER = timedelta(hours=1)

State = Received.State


class Forged(Exception):
    """The call is not WeCom's, too old, or was taken before."""


def confirm_address(*, app: WeComApp, signature: str, timestamp: str, nonce: str, echo: str) -> bytes:
    """What WeCom wants to read when the callback address is entered there. Raises Forged."""
    _check_time(timestamp)
    plain = _open(app, signature, timestamp, nonce, echo)
    WeComApp.objects.filter(pk=app.pk).update(verified_at=clock.now())
    return plain


def accept_call(*, app: WeComApp, signature: str, timestamp: str, nonce: str, body: bytes) -> Inbound:
    """Check a call, then store what it says, before it is understood. Raises Forged.

    The note that the call was taken stands in the same transaction, so a call is either stored or may come again.
    """
    _check_time(timestamp)
    try:
        encrypted = read_xml(body).get("Encrypt", "")
    except BadEnvelope as wrong:
        raise Forged(str(wrong)) from None
    plain = _open(app, signature, timestamp, nonce, encrypted)
    digest = hashlib.sha256(f"{nonce}\n{timestamp}\n{signature}".encode()).hexdigest()
    with transaction.atomic():
        _call, is_new = SeenCall.objects.get_or_create(app=app, digest=digest)
        if not is_new:
            raise Forged("taken before")
        return take_in(channel=CHANNEL, key=f"{app.pk}:{_key_of(plain)}", content=plain, meta={"app": app.pk})


def forget_calls() -> int:
    """Calls that are too old to be repeated need not be remembered."""
    count, _by_model = SeenCall.objects.filter(seen_at__lt=clock.now() - 3 * AT_MOST_OLD).delete()
    return count


def handle(inbound: Inbound, content: bytes) -> str:
    """Understand one message. Only rows are written; files are fetched by a job."""
    app = WeComApp.objects.select_related("organisation").filter(pk=inbound.meta["app"]).first()
    if app is None:
        return "no such app any more"
    fields = read_xml(content)
    received = _write(app, inbound, fields)
    if received.kind == "event":
        return _set(received, State.EVENT)
    if code := binding.code_in(received.text):
        return _bind(received, code)
    if received.person is None:
        if placing.take_from_contact(received) or plain.take_answer(received):
            return received.state
        _invite(received)
        return _set(received, State.UNBOUND)
    with translation.override(received.person.language):
        return _take(received, received.person)


def _take(received: Received, person: User) -> str:
    if received.kind not in MEDIA and received.kind not in {"text", "link", "location"}:
        return placing.refuse(
            received, _("This type of message cannot be put into a case. Send text, a picture or a file.")
        )
    if received.kind == "text" and placing.chose_case(received, person):
        return received.state
    number, case = selectors.case_named_in(person, received.text)
    if number and case is None:
        return placing.refuse(received, _("You have no case %(number)s. Check the number.") % {"number": number})
    received.case = case or selectors.case_answered(received.app, person, received.wecom_user)
    received.save(update_fields=["case"])
    if received.kind in MEDIA:
        outcome = placing.ask_for_case(received, person) if received.case is None else _set(received, State.NEW)
        events.media_wanted.send(sender=Received, received_id=received.pk)
        return outcome
    return placing.place(received, person)


def _write(app: WeComApp, inbound: Inbound, fields: dict[str, str]) -> Received:
    wecom_user = fields.get("FromUserName", "")[:64]
    text = fields.get("Content", "") or fields.get("Recognition", "")
    if fields.get("MsgType") == "link":
        parts = (fields.get("Title", ""), fields.get("Description", ""), fields.get("Url", ""))
        text = "\n".join(part for part in parts if part)
    if fields.get("MsgType") == "location":
        text = f"{fields.get('Label', '')} ({fields.get('Location_X', '')}, {fields.get('Location_Y', '')})"
    return Received.objects.create(
        app=app,
        inbound=inbound,
        wecom_user=wecom_user,
        person=selectors.bound_person(app, wecom_user),
        kind=fields.get("MsgType", "")[:16],
        text=text,
        media_id=fields.get("MediaId", "")[:300],
        file_name=(fields.get("FileName") or fields.get("Title") or "")[:200] if "MediaId" in fields else "",
        happened_at=_moment(fields.get("CreateTime", "")),
    )


def _bind(received: Received, code: str) -> str:
    app, wecom_user = received.app, received.wecom_user
    if not binding.may_try(app, wecom_user):
        return _set(received, State.REFUSED)
    person = binding.bind(app=app, wecom_user=wecom_user, code=code)
    with translation.override(person.language if person else _language_of(received)):
        if person is None:
            return placing.refuse(
                received, _("This code is not valid any more. Open your profile on the desk for a new one.")
            )
        received.person = person
        received.save(update_fields=["person"])
        placing.answer(
            received,
            _(
                "You are now bound to %(name)s. Write here with the number of a case, or answer a card: it stands in "
                "that case."
            )
            % {"name": person.name},
        )
    return _set(received, State.BINDING)


def _invite(received: Received) -> None:
    """Say once an hour, to somebody who is not bound, how that is done."""
    hour = int(clock.now().timestamp() // POLITE_AGAIN_AFTER.total_seconds())
    recent = Received.objects.filter(
        app=received.app,
        wecom_user=received.wecom_user,
        state=State.UNBOUND,
        created_at__gt=clock.now() - POLITE_AGAIN_AFTER,
    )
    if recent.exists():
        return
    with translation.override(_language_of(received)):
        say(
            app=received.app,
            wecom_user=received.wecom_user,
            key=f"wecom-invite:{received.app_id}:{hashlib.sha256(received.wecom_user.encode()).hexdigest()[:32]}:{hour}",
            text=_(
                "The desk does not know yet who you are, so your message is kept but stands in no case. To be bound: "
                "sign in on the desk, open your profile, choose WeCom, and send the code shown there to this app."
            ),
        )


def _language_of(received: Received) -> str:
    return received.person.language if received.person else Language.CHINESE.value


def _set(received: Received, state: State) -> str:
    received.state = state
    received.save(update_fields=["state"])
    return state.value


def _open(app: WeComApp, signature: str, timestamp: str, nonce: str, encrypted: str) -> bytes:
    if not app.may_receive:
        raise Forged("this app receives nothing")
    try:
        codec = app.codec
        codec.check(signature, timestamp, nonce, encrypted)
        return codec.decrypt(encrypted)
    except (BadEnvelope, Undecipherable) as wrong:
        raise Forged(type(wrong).__name__) from None


def _check_time(timestamp: str) -> None:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        raise Forged("no time")
    if abs(clock.now().timestamp() - int(timestamp)) > AT_MOST_OLD.total_seconds():
        raise Forged("too old")


def _key_of(plain: bytes) -> str:
    """WeCom's number of the message; of what has none, such as an event, its digest."""
    try:
        number = read_xml(plain).get("MsgId", "")
    except BadEnvelope:
        number = ""
    return number[:64] or hashlib.sha256(plain).hexdigest()


def _moment(seconds: str) -> datetime:
    """When it was written; never later than now, whatever the clock over there says."""
    if seconds.isascii() and seconds.isdigit() and 0 < len(seconds) < 11:
        return min(datetime.fromtimestamp(int(seconds), UTC), clock.now())
    return clock.now()


__all__ = ["CHANNEL", "MOST_BYTES", "Forged", "accept_call", "confirm_address", "forget_calls", "handle"]
