from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from branddesk.core import clock
from branddesk.foundation.jobs import selectors

KEPT = {TaskResultStatus.SUCCESSFUL: timedelta(days=7), TaskResultStatus.FAILED: timedelta(days=90)}


@transaction.atomic
def revive(*, dead_letter: DBTaskResult) -> bool:
    """Give a dead job all its attempts again. False when somebody else already did."""
    still_dead = selectors.dead_letters().filter(pk=dead_letter.pk)
    fresh: dict[str, Any] = {"run_after": get_date_max(), "started_at": None, "finished_at": None, "worker_ids": []}
    return still_dead.update(status=TaskResultStatus.READY, **fresh) == 1


def prune() -> int:
    """Forget jobs that ended long ago: done ones after a week, dead ones after ninety days."""
    pruned = 0
    for status, age in KEPT.items():
        count, _by_model = DBTaskResult.objects.filter(status=status, finished_at__lt=clock.now() - age).delete()
        pruned += count
    return pruned
