"""Who else is writing in a case."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Writing
from branddesk.cases.prefetched import rarities_of
from branddesk.core import clock
from branddesk.core.enums import Side

STALE_AFTER = timedelta(seconds=10)


def writers_in(case: Case, reader: User) -> list[Writing]:
    """Who is writing now, of those of whom the reader's side may know."""
    if not rarities_of(case).writers:
        return []
    side = Side.PLATFORM if reader.is_platform else Side.BRAND
    rows = Writing.objects.filter(Q(side=side) | Q(for_colleagues=False), case=case, at__gt=clock.now() - STALE_AFTER)
    return list(rows.exclude(person=reader).select_related("person").order_by("at"))
