"""Who is writing in a case right now. Nothing of it is kept: a row that is not renewed means nothing any more."""

from __future__ import annotations

from django.db import transaction

from branddesk.accounts.models import User
from branddesk.cases import events, permissions
from branddesk.cases.models import Case, Writing
from branddesk.core import clock
from branddesk.core.enums import Side


@transaction.atomic
def note_writing(*, actor: User, case: Case, for_colleagues: bool) -> None:
    """The actor is writing: colleagues are told, and the other side as well unless it is a note."""
    side = permissions.side_of(actor, case)
    if side == Side.NONE:
        return
    for_colleagues = for_colleagues or case.submitted_at is None
    Writing.objects.update_or_create(
        case=case, person=actor, defaults={"side": side, "for_colleagues": for_colleagues, "at": clock.now()}
    )
    events.writing_changed.send(
        sender=Case, case=case, actor=actor, side=side, for_colleagues=for_colleagues, is_writing=True
    )


@transaction.atomic
def stop_writing(*, actor: User, case: Case) -> None:
    """The actor has sent the text, or thrown it away."""
    row = Writing.objects.filter(case=case, person=actor).first()
    if row is None:
        return
    row.delete()
    events.writing_changed.send(
        sender=Case, case=case, actor=actor, side=Side(row.side), for_colleagues=row.for_colleagues, is_writing=False
    )
