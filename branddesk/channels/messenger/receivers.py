from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver

from branddesk.accounts.models import User
from branddesk.channels.messenger.permissions import may_read
from branddesk.channels.messenger.services import writing
from branddesk.foundation.delivery import events
from branddesk.foundation.delivery.models import Outbound


@receiver(events.outbound_dead)
def note_refusal(sender: Any, outbound: Outbound, **kwargs: Any) -> None:
    """It never arrived: its writer learns why."""
    if outbound.channel == writing.CHANNEL:
        writing.note_refused(outbound.payload["line"], outbound.last_error)


def may_watch(person: AbstractBaseUser, key: str) -> bool:
    """Whoever reads an organisation's conversations hears at once of a new line."""
    return isinstance(person, User) and may_read(person) and key == str(person.organisation_id)
