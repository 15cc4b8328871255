"""Questions about what a person was told."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.http import HttpRequest

from branddesk.accounts.models import User
from branddesk.notices.models import Notice


def notices_of(person: User) -> models.QuerySet[Notice]:
    """What the person was told, the newest first."""
    return Notice.objects.filter(person=person)


def facts_told(person: User, fact: str) -> set[str]:
    """All values of one fact in what the person was told, such as the numbers of cases."""
    return set(notices_of(person).filter(facts__has_key=fact).order_by().values_list(f"facts__{fact}", flat=True))


def unread_of(person: User) -> models.QuerySet[Notice]:
    return Notice.objects.filter(person=person, read_at=None)


def unread_of_reader(request: HttpRequest) -> models.QuerySet[Notice] | None:
    """None before sign-in."""
    return unread_of(request.user) if isinstance(request.user, User) else None


def unread_count(person: User) -> int:
    return unread_of(person).count()


def unread_counts(people: Collection[User]) -> dict[int, int]:
    """How many each of them has not read, by their keys, in one query; whoever has read all is not in it."""
    unread = Notice.objects.filter(person__in=people, read_at=None).order_by()
    return dict(unread.values_list("person").annotate(models.Count("pk")))
