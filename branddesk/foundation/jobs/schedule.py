"""Periodic jobs: enqueued when due, by whichever worker comes first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from branddesk.core import clock
from branddesk.foundation.jobs.models import Schedule
from branddesk.foundation.jobs.registry import Periodic, periodics


def tick() -> int:
    """Enqueue the periodic jobs that are due. Returns how many."""
    now = clock.now()
    planned = dict(Schedule.objects.values_list("name", "next_at"))
    due = [(name, each) for name, each in periodics().items() if name not in planned or planned[name] <= now]
    return sum(claim(name, each, now) for name, each in due)


@transaction.atomic
def claim(name: str, each: Periodic, now: datetime) -> bool:
    """Enqueue the job if nobody else did: the conditional update lets one caller through."""
    Schedule.objects.get_or_create(name=name, defaults={"next_at": now})
    if not Schedule.objects.filter(name=name, next_at__lte=now).update(next_at=now + each.every):
        return False
    if DBTaskResult.objects.filter(task_path=name, status=TaskResultStatus.READY).exists():
        return False
    each.task.enqueue()
    return True
