"""The outbox: what is owed is written with its cause, sent at least once, and doubled only where nobody can know."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from branddesk.core import clock
from branddesk.core.errors import WrongStatus
from branddesk.foundation.delivery import events, mail, transports
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.selectors import due_outbound

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
"""After the first failure; doubled after each further one, so that a mail is given up after about an hour."""
SENDING_LIMIT = timedelta(seconds=60)
CLAIM_LASTS = timedelta(seconds=90)
"""Longer than any sending may take: an older claim belongs to a worker that died."""

State = Outbound.State


@transaction.atomic
def owe(
    *,
    channel: str,
    to: str,
    key: str,
    text: str = "",
    subject: str = "",
    html: str = "",
    language: str = "",
    payload: Mapping[str, Any] | None = None,
    is_sensitive: bool = False,
    hold: timedelta = timedelta(0),
) -> Outbound:
    """Owe `to` something, in the caller's transaction: no commit, nothing sent. The same `key` is written once, ever.

    `is_sensitive`: the text holds a secret such as a reset link and is forgotten once it is sent. `hold`: it stays for
    so long, time to take it back.
    """
    outbound, is_new = Outbound.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel,
            "to": to,
            "subject": " ".join(subject.split())[:250],
            "text": text,
            "html": html,
            "language": language,
            "payload": dict(payload or {}),
            "is_sensitive": is_sensitive,
            "due_at": clock.now() + hold,
            "message_id": mail.new_message_id() if channel == "mail" else None,
        },
    )
    if is_new:
        events.outbound_written.send(sender=Outbound, outbound_id=outbound.pk, due_at=outbound.due_at)
    return outbound


def send_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    language: str,
    key: str,
    is_sensitive: bool = False,
    payload: Mapping[str, Any] | None = None,
) -> Outbound:
    """Owe `to` a mail, as `owe` does; for the `payload` see `mail.message_of`."""
    return owe(
        channel="mail",
        to=to,
        subject=subject,
        text=text,
        html=html or "",
        language=language,
        key=key,
        is_sensitive=is_sensitive,
        payload=payload,
    )


def deliver(*, outbound_id: int) -> bool:
    """Send one thing by its way. Returns whether it went out by this call.

    What is not due, or in another worker's hands, is left alone. When the provider refuses for now, it waits for its
    next attempt; after the last one, or when the provider will never take it, it is dead and stays visible.
    """
    outbound = _claim(outbound_id)
    if outbound is None:
        return False
    try:
        external_id = transports.transport(outbound.channel)(outbound)
    except transports.Refused as refusal:
        _note_failure(outbound, str(refusal), is_final=True)
        return False
    except transports.RetryLater as later:
        _note_failure(outbound, str(later), pause=timedelta(seconds=later.seconds))
        return False
    except transports.NotTaken as trouble:
        _note_failure(outbound, str(trouble))
        return False
    except Exception as error:
        # The answer is lost, and with it whether it was a yes.
        outbound.was_interrupted = True
        _note_failure(outbound, f"{type(error).__name__}: {error}")
        return False
    _note_sent(outbound, external_id)
    return True


@transaction.atomic
def send_again(*, outbound: Outbound, to: str | None = None, text: str | None = None) -> Outbound:
    """Give something dead all its attempts again, mended if need be."""
    found = _lock(outbound)
    if found.state not in (State.DEAD, State.DROPPED):
        raise WrongStatus(_("This is on its way already."))
    found.to = found.to if to is None else to.strip()
    found.text = found.text if text is None else text
    found.state, found.attempts, found.due_at, found.last_error = State.QUEUED, 0, clock.now(), ""
    found.save()
    events.outbound_written.send(sender=Outbound, outbound_id=found.pk, due_at=found.due_at)
    return found


@transaction.atomic
def drop(*, outbound: Outbound) -> Outbound:
    """Never send something that was given up."""
    found = _lock(outbound)
    if found.state != State.DEAD:
        raise WrongStatus(_("Only what was given up can be dropped."))
    found.state = State.DROPPED
    found.save(update_fields=["state", "updated_at"])
    return found


def _lock(outbound: Outbound) -> Outbound:
    return Outbound.objects.select_for_update().get(pk=outbound.pk)


def _claim(outbound_id: int) -> Outbound | None:
    """Take it into this worker's hands: the conditional update lets one through."""
    now = clock.now()
    claim = {"state": State.SENDING, "due_at": now + CLAIM_LASTS, "updated_at": now, "attempts": F("attempts") + 1}
    due = due_outbound().filter(pk=outbound_id).order_by()
    # Whoever claimed it before died over it, and nobody knows whether it had left.
    if not due.filter(state=State.SENDING).update(**claim, was_interrupted=True) and not due.filter(
        Q(state=State.QUEUED)
    ).update(**claim):
        return None
    return Outbound.objects.get(pk=outbound_id)


@transaction.atomic
def _note_sent(outbound: Outbound, external_id: str) -> None:
    outbound.state, outbound.sent_at, outbound.last_error = State.SENT, clock.now(), ""
    outbound.external_id = external_id[:200]
    if outbound.is_sensitive:
        outbound.text = outbound.html = ""
    outbound.save(update_fields=["state", "sent_at", "last_error", "external_id", "text", "html"])
    events.outbound_sent.send(sender=Outbound, outbound=outbound)


@transaction.atomic
def _note_failure(outbound: Outbound, error: str, *, pause: timedelta | None = None, is_final: bool = False) -> None:
    outbound.last_error = error[:500]
    is_dead = is_final or outbound.attempts >= MAX_ATTEMPTS
    if is_dead:
        outbound.state = State.DEAD
        log.error("%s %s is given up after %d attempts", outbound.channel, outbound.pk, outbound.attempts)
    else:
        pause = pause or FIRST_PAUSE * 2 ** (outbound.attempts - 1)
        outbound.state, outbound.due_at = State.QUEUED, clock.now() + pause
        log.warning("%s %s failed, attempt %d of %d", outbound.channel, outbound.pk, outbound.attempts, MAX_ATTEMPTS)
    outbound.save(update_fields=["state", "due_at", "last_error", "was_interrupted", "updated_at"])
    if is_dead:
        events.outbound_dead.send(sender=Outbound, outbound=outbound)
