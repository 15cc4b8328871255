"""One change for many rows: what could not be changed says why, and what was changed can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from branddesk.core import clock
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.core.form_keys import made_before
from branddesk.core.models import new_key
from branddesk.foundation.lists import events
from branddesk.foundation.lists.models import BulkChange, BulkRow
from branddesk.foundation.lists.registry import Action, Unchanged, action_of

MOST_ROWS = 500
AT_ONCE = 50
"""More rows than a page waits for are changed in the background."""


@transaction.atomic
def begin(
    *, actor: Any, list_name: str, action: str, value: str, keys: Sequence[int], form_key: UUID | None = None
) -> BulkChange:
    """Note what is to be done; `carry_on` does it. More than fifty rows are handed to the background.

    The same form sent twice is one change, so that taking it back takes back what it did.
    """
    before = made_before(BulkChange.objects.all(), form_key, person=actor, maker="person", name="key")
    if before is not None:
        return before
    if not keys:
        raise DomainError(_("Choose at least one row first."))
    if len(keys) > MOST_ROWS:
        raise DomainError(_("Up to 500 rows can be changed at once. Narrow the list, then choose again."))
    if action_of(list_name, action) is None:
        raise DomainError(_("Choose what to do with the rows."))
    change = BulkChange.objects.create(
        key=form_key or new_key(),
        person=actor,
        list=list_name,
        action=action,
        value=value[:120],
        keys=list(keys),
        total=len(keys),
    )
    if len(keys) > AT_ONCE:
        events.change_begun.send(sender=BulkChange, change=change)
    return change


def carry_on(*, change_id: int) -> BulkChange:
    """Change the rows that are not done yet, each in a transaction of its own, until all are done or it is stopped."""
    change = BulkChange.objects.select_related("person").get(pk=change_id)
    action = action_of(change.list, change.action)
    assert action is not None
    actor = get_user_model().objects.select_related("organisation").get(pk=change.person_id)
    done = set(change.rows.values_list("key", flat=True))
    with translation.override(getattr(actor, "language", None)):
        for key in change.keys:
            if key not in done and not _change_row(change, action, actor, key):
                break
    return _end(change)


def stop(*, actor: Any, change: BulkChange) -> None:
    """Change no more rows. Those that are changed stay so; they can be taken back."""
    BulkChange.objects.filter(pk=change.pk, person=actor, state=BulkChange.State.RUNNING).update(
        state=BulkChange.State.CANCELLED, ended_at=clock.now()
    )


def undo(*, actor: Any, change: BulkChange) -> BulkChange:
    """Set back the rows that nobody changed since. The others stay and say why."""
    with transaction.atomic():
        change = BulkChange.objects.select_for_update().get(pk=change.pk, person=actor)
        action = action_of(change.list, change.action)
        if action is None or action.undo is None:
            raise WrongStatus(_("This cannot be taken back."))
        if change.undone_at is not None:
            return change
        if not change.can_be_undone:
            raise WrongStatus(_("Changes of many rows can be taken back for ten minutes. They stay as they are."))
        change.undone_at = clock.now()
        change.save(update_fields=["undone_at"])
    for row in change.rows.filter(state=BulkRow.State.CHANGED):
        row.state, row.why = BulkRow.State.UNDONE, ""
        try:
            with transaction.atomic():
                action.undo(actor=actor, key=row.key, value=change.value, before=row.before)
                row.save(update_fields=["state", "why"])
        except DomainError as refusal:
            row.state, row.why = BulkRow.State.KEPT, str(refusal)[:400]
            row.save(update_fields=["state", "why"])
    return change


def _change_row(change: BulkChange, action: Action, actor: Any, key: int) -> bool:
    """False when the change was stopped. The row's outcome is kept in the transaction of its change.

    The change is held meanwhile, so that a form sent twice at once, or a job run twice, changes each row once.
    """
    with transaction.atomic():
        now = BulkChange.objects.select_for_update().get(pk=change.pk)
        if now.state != BulkChange.State.RUNNING:
            return False
        if not change.rows.filter(key=key).exists():
            _keep(change, key, _outcome_of(change, action, actor, key))
        return True


def _outcome_of(change: BulkChange, action: Action, actor: Any, key: int) -> BulkRow:
    try:
        with transaction.atomic():
            outcome = action.apply(actor=actor, key=key, value=change.value)
    except Unchanged:
        return BulkRow(state=BulkRow.State.SAME, label=action.label_of(key))
    except DomainError as refusal:
        return BulkRow(state=BulkRow.State.REFUSED, label=action.label_of(key), why=str(refusal)[:400])
    return BulkRow(state=BulkRow.State.CHANGED, label=outcome.label, before=dict(outcome.before))


def _keep(change: BulkChange, key: int, row: BulkRow) -> None:
    row.change, row.key = change, key
    row.save()
    BulkChange.objects.filter(pk=change.pk).update(done=F("done") + 1)


def _end(change: BulkChange) -> BulkChange:
    running = BulkChange.objects.filter(pk=change.pk, state=BulkChange.State.RUNNING)
    running.update(state=BulkChange.State.DONE, ended_at=clock.now())
    change.refresh_from_db()
    return change
