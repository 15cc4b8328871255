"""What a person chose: which kinds of notice reach them on which way, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.core.errors import DomainError
from branddesk.notices import ways
from branddesk.notices.models import Choice, Hours, Mode
from branddesk.notices.texts import Kind


@transaction.atomic
def change_choices(
    *,
    actor: User,
    choices: Mapping[tuple[str, str], str],
    quiet_from: time | None,
    quiet_until: time | None,
    digest_at: time,
) -> None:
    """Choose for each (kind, way) whether one is told at once, once a day or not at all, and the hours of rest.

    It holds for what happens from now on. What is not named stays as it is.
    """
    if (quiet_from is None) != (quiet_until is None):
        raise DomainError(_("Quiet hours need a beginning and an end. Fill in both, or leave both empty."))
    for (kind, way), mode in choices.items():
        if kind not in Kind.values or ways.find(way) is None or mode not in Mode.values:
            raise DomainError(_("The page did not send the whole form. Load it again."))
        Choice.objects.update_or_create(person=actor, kind=kind, way=way, defaults={"mode": mode})
    Hours.objects.update_or_create(
        person=actor, defaults={"quiet_from": quiet_from, "quiet_until": quiet_until, "digest_at": digest_at}
    )
