"""Putting lines of a conversation into a case, where both what was said and when stays as it was."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.cases import permissions as case_permissions
from branddesk.cases.models import Case
from branddesk.cases.services.outside import take_message
from branddesk.channels.messenger import permissions
from branddesk.channels.messenger.models import Line, Placing, Talk
from branddesk.core.enums import Side, Via
from branddesk.core.errors import DomainError
from branddesk.foundation.journal import services as journal


@transaction.atomic
def place_lines(*, actor: User, talk: Talk, case: Case, lines: Iterable[Line]) -> int:
    """Put these lines into the case, old to new. Those that stand there already stay. Gives how many were put."""
    permissions.check_can_work(actor)
    case_permissions.check_can(actor, "note", case)
    if not case.was_prepared:
        raise DomainError(_("The case is a draft still. Prepare it first; then it takes what is said about it."))
    if case.marketplace_id != talk.store.marketplace_id:
        raise DomainError(_("The case is at another marketplace than this conversation."))
    chosen = sorted(lines, key=lambda line: (line.said_at, line.pk))
    if not chosen:
        raise DomainError(_("Choose at least one line."))
    count = sum(place(line=line, case=case, actor=actor) for line in chosen)
    if count:
        journal.record(actor, "talk.placed", case, talk=talk.pk, lines=[line.pk for line in chosen])
    return count


@transaction.atomic
def place(*, line: Line, case: Case, actor: User | None) -> bool:
    """Let one line stand in the case, once. Without an actor it was named in the line."""
    if line.state != Line.State.THERE or Placing.objects.filter(line=line, case=case).exists():
        return False
    is_ours = line.side == Side.BRAND
    message = take_message(
        case=case,
        via=Via.CABINET,
        key=f"talk:{line.pk}:{case.pk}",
        text=line.text,
        side=Side(line.side),
        actor=line.author,
        name=str(line.talk.store if is_ours else line.talk.get_kind_display()),
        happened_at=line.said_at,
        language=line.language,
    )
    Placing.objects.create(line=line, case=case, message=message, placed_by=actor)
    return True
