"""Keeps the index of cases up to date: whatever is saved is found as soon as it is committed."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from branddesk.brands.models import Brand
from branddesk.cases import events, tasks
from branddesk.cases.models import Case, Message
from branddesk.cases.services.indexing import KIND, index_case, message_part
from branddesk.foundation.search import services as search

TELLS_NOTHING_NEW = frozenset(
    {
        "case.answer-recorded",
        "case.answered",
        "case.asked",
        "case.closed",
        "case.contacted",
        "case.decided",
        "case.escalated",
        "case.exhibit-attached",
        "case.exhibit-detached",
        "case.handed-over",
        "case.heard",
        "case.linked",
        "case.lowered",
        "case.messaged",
        "case.noted",
        "case.overrule-taken-back",
        "case.passed-on",
        "case.prepared",
        "case.prioritised",
        "case.rated",
        "case.refiled",
        "case.released",
        "case.reopened",
        "case.tagged",
        "case.taken",
        "case.unclosed",
        "case.unlinked",
        "case.unprepared",
        "case.untagged",
        "case.unwatched",
        "case.warning-overruled",
        "case.watched",
        "case.withdrawn",
    }
)
"""Changes after which the case's facts read as before."""


@receiver(events.case_changed)
def index_changed_case(sender: object, *, case: Case, action: str, **kwargs: Any) -> None:
    if action not in TELLS_NOTHING_NEW and action != "case.discarded":
        index_case(case)


@receiver(post_delete, sender=Case)
def forget_case(sender: object, *, instance: Case, **kwargs: Any) -> None:
    search.forget(KIND, instance.pk)


@receiver(post_save, sender=Message)
def index_message(sender: object, *, instance: Message, **kwargs: Any) -> None:
    search.index(KIND, instance.case_id, [message_part(instance, instance.case)])


@receiver(post_delete, sender=Message)
def forget_message(sender: object, *, instance: Message, **kwargs: Any) -> None:
    search.forget(KIND, instance.case_id, [f"m{instance.pk}"])


@receiver(post_save, sender=Brand)
def index_renamed_brand(sender: object, *, instance: Brand, created: bool, **kwargs: Any) -> None:
    if not created:
        tasks.index_brand.enqueue(instance.pk)
