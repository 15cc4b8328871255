"""Questions about what a person was told."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models

from branddesk.accounts.models import User
from branddesk.notices.models import Notice


def notices_of(person: User) -> models.QuerySet[Notice]:
    """What the person was told, the newest first."""
    return Notice.objects.filter(person=person)


def unread_of(person: User) -> models.QuerySet[Notice]:
    return Notice.objects.filter(person=person, read_at=None)


def unread_count(reader: User | AnonymousUser) -> int:
    """How many notices the reader has not read; none before sign-in."""
    return unread_of(reader).count() if isinstance(reader, User) else 0
