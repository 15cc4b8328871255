"""What the telephone system tells: each event is checked and stored, then put into the one call it belongs to.

Events may come doubled and in any order: each is handled once, and what a call knows never depends on the order.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.phone import events, permissions, selectors
from branddesk.channels.phone.hook import BadEvent, Event, read_event
from branddesk.channels.phone.models import Call, PhoneSystem, SeenHook
from branddesk.channels.phone.signing import is_signed
from branddesk.core import clock
from branddesk.core.encryption import Undecipherable
from branddesk.core.errors import DomainError
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.services import take_in
from branddesk.foundation.files.models import Blob
from branddesk.foundation.live import services as live
from branddesk.notices.services import notify

CHANNEL = "phone-in"
MOST_BYTES = 16 * 1024
AT_MOST_OLD = timedelta(minutes=5)


class Forged(Exception):
    """The event is not the telephone system's, too old, or was taken before."""


def accept_event(*, system: PhoneSystem, timestamp: str, signature: str, body: bytes) -> Inbound:
    """Check one event, then store it before it is understood. Raises Forged."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        raise Forged("no time")
    if abs(clock.now().timestamp() - int(timestamp)) > AT_MOST_OLD.total_seconds():
        raise Forged("too old")
    try:
        is_theirs = is_signed(system.plain_secret, timestamp, body, signature)
    except Undecipherable:
        is_theirs = False
    if not is_theirs:
        raise Forged("the signature does not fit")
    digest = hashlib.sha256(timestamp.encode() + b"." + body).hexdigest()
    with transaction.atomic():
        _seen, is_new = SeenHook.objects.get_or_create(system=system, digest=digest)
        if not is_new:
            raise Forged("taken before")
        return _store(system, body)


def ring_once(*, actor: User) -> None:
    """Have the actor's own line ring as if somebody called, to see whether the card opens."""
    permissions.check_can_set_up(actor)
    system = selectors.system_of(actor.organisation)
    line = system.lines.filter(person=actor).first() if system else None
    if system is None or line is None:
        raise DomainError(_("Enter a line of your own first; then the desk can let it ring."))
    call, now = f"try-{secrets.token_hex(6)}", clock.now().isoformat()
    ringing = {"id": f"{call}-1", "event": "ringing", "call": call, "to": line.number, "at": now}
    ringing["from"] = "+74950000100"
    _store(system, json.dumps(ringing).encode())


def handle(inbound: Inbound, content: bytes) -> str:
    """Put one event into its call, in the transaction that notes it as handled."""
    system = PhoneSystem.objects.select_related("organisation").filter(pk=inbound.meta["system"]).first()
    if system is None:
        return "no such system any more"
    event = read_event(content)
    Call.objects.get_or_create(
        system=system,
        external_id=event.call,
        defaults={"organisation": system.organisation, "started_at": event.at, "direction": event.direction},
    )
    call = Call.objects.select_for_update(of=("self",)).get(system=system, external_id=event.call)
    _learn(call, system, event)
    call.save()
    with translation.override(call.person.language if call.person is not None else None):
        _tell(call, system, event)
    return f"{event.kind} of call {call.pk}"


def _tell(call: Call, system: PhoneSystem, event: Event) -> None:
    """Show it on the page of whoever is called, in their language, and see to the recording."""
    if event.kind == "ringing" and event.at > clock.now() - selectors.RINGS_FOR:
        _show_caller(call)
    elif call.person_id is not None:
        live.announce(f"person:{call.person_id}", "changed")
    if event.kind == "recording":
        _want_recording(call, system)


@transaction.atomic
def keep_recording(*, call: Call, blob: Blob | None, note: str = "") -> Call:
    """The recording has come, or it is said why not; the link stays either way."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    call.recording = blob or call.recording
    call.recording_note = note[:300]
    call.save(update_fields=["recording", "recording_note"])
    return call


def forget_events() -> int:
    """Events that are too old to be repeated need not be remembered."""
    count, _by_model = SeenHook.objects.filter(seen_at__lt=clock.now() - 3 * AT_MOST_OLD).delete()
    return count


def _store(system: PhoneSystem, body: bytes) -> Inbound:
    try:
        key = read_event(body).id
    except BadEvent:
        key = hashlib.sha256(body).hexdigest()
    return take_in(channel=CHANNEL, key=f"{system.pk}:{key}", content=body, meta={"system": system.pk})


def _learn(call: Call, system: PhoneSystem, event: Event) -> None:
    """What the event adds; what is known already stays, and moments are the earliest told of each."""
    call.started_at = min(call.started_at, event.at)
    if event.kind == "ringing":
        call.direction = event.direction
    theirs, ours = (event.from_, event.to) if event.direction == "in" else (event.to, event.from_)
    call.number = call.number or selectors.normalised(theirs)[:40]
    call.called = call.called or ours
    if call.person is None and ours:
        call.person = selectors.person_at(system, ours)
    if call.contact is None and call.number:
        call.contact = selectors.contact_with(system.organisation, call.number)
        if call.contact is not None:
            call.who = call.who or call.contact.name
            call.brand = call.brand or selectors.only_brand_of(call.contact, system.organisation)
    if event.option:
        call.option = call.option or _option(call, event.option)
    if event.kind == "answered":
        call.answered_at = min(call.answered_at or event.at, event.at)
    if event.kind == "hung_up":
        call.ended_at = min(call.ended_at or event.at, event.at)
        call.seconds = max(call.seconds, event.seconds)
    if not call.is_logged and call.ended_at is not None and not call.result:
        call.result = "" if call.answered_at is not None else Call.Result.MISSED
    elif not call.is_logged and call.answered_at is not None and call.result == Call.Result.MISSED:
        call.result = ""
    call.recording_url = call.recording_url or event.recording


def _option(call: Call, keys: str) -> str:
    """The option in words, where the contact's menu knows these keys."""
    known = call.contact.menu_options.filter(keys=keys).first() if call.contact is not None else None
    return f"{known.keys} {known.label}"[:160] if known is not None else keys


def _show_caller(call: Call) -> None:
    """Open the caller's card on the pages of whoever is called, while it rings."""
    if call.person is None or call.direction != Call.Direction.IN or not call.is_ringing:
        return
    notify(
        person=call.person,
        code="call.ringing",
        key=f"call:{call.pk}",
        url=reverse("phone:detail", args=[call.pk]),
        who=call.who or call.number or _("an unknown number"),
    )


def _want_recording(call: Call, system: PhoneSystem) -> None:
    if not call.recording_url or call.recording_id is not None:
        return
    if system.keeps_recordings:
        events.recording_wanted.send(sender=Call, call_id=call.pk)
    else:
        call.recording_note = _("Kept as a link only: nobody said that callers agree to recordings.")
        call.save(update_fields=["recording_note"])
