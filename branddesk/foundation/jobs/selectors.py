from __future__ import annotations

from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def dead_letters() -> QuerySet[DBTaskResult]:
    """Jobs that used up their attempts, latest first, each with the traceback of its last one."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")
