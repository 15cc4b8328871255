"""Connecting a telephone system: its secret, its lines, and whether callers agree to recordings."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.channels.phone import permissions, selectors
from branddesk.channels.phone.models import Line, PhoneSystem
from branddesk.core.encryption import encrypt
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal

MOST_LINES = 500


@transaction.atomic
def renew_secret(*, actor: User) -> str:
    """Connect the actor's organisation, or give its system a new secret; the one before is worth nothing at once.

    The secret is returned this once and kept encrypted.
    """
    permissions.check_can_set_up(actor)
    secret = secrets.token_urlsafe(32)
    system, is_new = PhoneSystem.objects.select_for_update().get_or_create(
        organisation=actor.organisation, defaults={"secret": encrypt(secret)}
    )
    if not is_new:
        system.secret = encrypt(secret)
        system.save(update_fields=["secret"])
    journal.record(actor, "phone.secret-renewed", system, is_new=is_new)
    return secret


@transaction.atomic
def configure(*, actor: User, lines: Mapping[str, User], keeps_recordings: bool) -> PhoneSystem:
    """Say who is called at which number or extension, and whether recordings may be kept."""
    permissions.check_can_set_up(actor)
    system = PhoneSystem.objects.select_for_update().filter(organisation=actor.organisation).first()
    if system is None:
        raise DomainError(_("Make a secret first; the telephone system signs with it."))
    if len(lines) > MOST_LINES:
        raise DomainError(_("These are too many lines. Enter those at which people of the desk are called."))
    if any(person.organisation_id != actor.organisation_id for person in lines.values()):
        raise DomainError(_("A line belongs to somebody of your own organisation."))
    system.keeps_recordings = keeps_recordings
    system.save(update_fields=["keeps_recordings"])
    system.lines.all().delete()
    Line.objects.bulk_create(
        Line(system=system, number=selectors.normalised(number), person=person) for number, person in lines.items()
    )
    journal.record(actor, "phone.configured", system, lines=len(lines), keeps_recordings=keeps_recordings)
    return system
