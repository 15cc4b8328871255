"""Questions about what a person was told."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.http import HttpRequest

from branddesk.accounts.models import User
from branddesk.notices import ways
from branddesk.notices.models import Choice, Hours, Mode, Notice
from branddesk.notices.texts import Kind


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


def modes_of(person: User) -> dict[tuple[Kind, str], Mode]:
    """When the person is told of each kind on each way: as chosen, else as usual."""
    modes = {(kind, way.key): way.usual.get(kind, Mode.OFF) for kind in Kind for way in ways.all_ways()}
    for choice in Choice.objects.filter(person=person):
        if choice.kind in Kind.values:
            modes[Kind(choice.kind), choice.way] = Mode(choice.mode)
    return modes


def hours_of(person: User) -> Hours:
    """The person's hours of rest; the usual ones, not saved, where nothing was chosen."""
    return Hours.objects.filter(person=person).first() or Hours(person=person)
