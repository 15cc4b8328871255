"""Reading the journal."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q, QuerySet, prefetch_related_objects

from branddesk.foundation.journal.models import Entry, PrivateText


def target_key(target: models.Model) -> tuple[str, str]:
    """The kind and identifier under which the journal knows a row."""
    if target.pk is None:
        raise ValueError("only a saved row has a journal")
    return target._meta.model_name or "", str(target.pk)


def entries_for(target: models.Model) -> QuerySet[Entry]:
    """The target's history, oldest first, with its actors and private texts."""
    kind, target_id = target_key(target)
    entries: QuerySet[Entry] = Entry.objects.filter(chain__kind=kind, chain__target_id=target_id)
    return entries.select_related("actor", "chain").prefetch_related("private").order_by("seq")


def latest_of(actor: AbstractBaseUser, action: str, *, most: int = 20) -> list[Entry]:
    """The person's last entries of this action, on whatever thing, the newest first."""
    rows = Entry.objects.filter(actor=actor.pk, action=action).select_related("chain")
    return list(rows.order_by("-pk")[:most])


def bring_texts(entries: Sequence[Entry], *, besides: str) -> None:
    """Read the private texts of entries that were read without them, if any has more than the text named `besides`."""
    if any(entry.digests.keys() - {besides} for entry in entries):
        prefetch_related_objects(entries, "private")


def private_texts_of_person(person: AbstractBaseUser) -> QuerySet[PrivateText]:
    """Private texts that the person wrote, or that stand in the person's own chain."""
    kind, target_id = target_key(person)
    own_chain = Q(entry__chain__kind=kind, entry__chain__target_id=target_id)
    return PrivateText.objects.filter(Q(entry__actor=person.pk) | own_chain)
