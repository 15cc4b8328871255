"""The inbox: what comes from outside is stored word for word before anybody understands it, and handled once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.core import clock
from branddesk.core.errors import WrongStatus
from branddesk.foundation.delivery import events
from branddesk.foundation.delivery import inbox as handlers
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.delivery.selectors import due_inbound

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=20)
LONGEST_KEY = 200

State = Inbound.State


def take_in(*, channel: str, key: str, content: bytes, meta: Mapping[str, Any] | None = None) -> Inbound:
    """Store what came in, its bytes first, then its row; the same `key` of a channel once, ever.

    The bytes lie where their digest says, so that a second arrival writes nothing anew.
    """
    digest = hashlib.sha256(content).hexdigest()
    if len(key) > LONGEST_KEY:
        key = hashlib.sha256(key.encode()).hexdigest()
    name = f"inbound/{digest[:2]}/{digest}"
    if not _holds(name, len(content)):
        stored = default_storage.save(name, ContentFile(content))
        if stored != name:  # Somebody else stored the same bytes in this very moment.
            default_storage.delete(stored)
    with transaction.atomic():
        inbound, is_new = Inbound.objects.get_or_create(
            channel=channel, key=key, defaults={"file": name, "size": len(content), "meta": dict(meta or {})}
        )
        if is_new:
            events.inbound_stored.send(sender=Inbound, inbound_id=inbound.pk)
    return inbound


def _holds(name: str, size: int) -> bool:
    """Whether the bytes lie there whole. What a killed process left half written is cleared away."""
    if not default_storage.exists(name):
        return False
    if default_storage.size(name) == size:
        return True
    default_storage.delete(name)
    return False


def content_of(inbound: Inbound) -> bytes:
    with default_storage.open(inbound.file) as file:
        return bytes(file.read())


def handle(*, inbound_id: int) -> bool:
    """Have one thing understood, in one transaction with the note that it was. Returns whether this call did it."""
    found = due_inbound().filter(pk=inbound_id).first()
    if found is None:
        return False
    try:
        with transaction.atomic():
            inbound = due_inbound().select_for_update(skip_locked=True).filter(pk=inbound_id).first()
            if inbound is None:
                return False
            inbound.outcome = handlers.handler(inbound.channel)(inbound, content_of(inbound))[:200]
            inbound.state, inbound.handled_at, inbound.last_error = State.HANDLED, clock.now(), ""
            inbound.attempts += 1
            inbound.save()
    except Exception as error:
        log.exception("%s %s could not be handled", found.channel, found.pk)
        _note_failure(inbound_id, f"{type(error).__name__}: {error}")
        return False
    return True


@transaction.atomic
def try_again(*, inbound: Inbound) -> Inbound:
    """Give something that was given up, or dropped, all its attempts again."""
    found = Inbound.objects.select_for_update().get(pk=inbound.pk)
    if found.state not in (State.DEAD, State.DROPPED):
        raise WrongStatus(_("This is being handled already."))
    found.state, found.attempts, found.due_at, found.last_error = State.RECEIVED, 0, clock.now(), ""
    found.save()
    events.inbound_stored.send(sender=Inbound, inbound_id=found.pk)
    return found


@transaction.atomic
def drop(*, inbound: Inbound) -> Inbound:
    """Leave something that was given up as it is; its bytes stay."""
    found = Inbound.objects.select_for_update().get(pk=inbound.pk)
    if found.state != State.DEAD:
        raise WrongStatus(_("Only what was given up can be dropped."))
    found.state = State.DROPPED
    found.save(update_fields=["state", "updated_at"])
    return found


@transaction.atomic
def _note_failure(inbound_id: int, error: str) -> None:
    inbound = Inbound.objects.select_for_update().get(pk=inbound_id)
    if inbound.state != State.RECEIVED:
        return
    inbound.attempts += 1
    inbound.last_error = error[:500]
    if inbound.attempts >= MAX_ATTEMPTS:
        inbound.state = State.DEAD
    else:
        inbound.due_at = clock.now() + FIRST_PAUSE * 2 ** (inbound.attempts - 1)
    inbound.save(update_fields=["state", "attempts", "last_error", "due_at", "updated_at"])
    if inbound.state == State.DEAD:
        events.inbound_dead.send(sender=Inbound, inbound=inbound)
