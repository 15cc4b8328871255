"""The journal's tables: one chain of entries per thing, erasable private texts, and the seals over all chains."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.core import clock


class AppendOnlyError(Exception):
    """A journal row was about to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that are added and read, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted")


class AppendOnlyModel(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")


class Chain(models.Model):
    """The head of one thing's history: how long it is, its last hash, and how much of it is sealed."""

    kind = models.CharField(_("kind"), max_length=40)
    target_id = models.CharField(_("identifier"), max_length=64)
    seq = models.PositiveBigIntegerField(_("length"), default=0)
    hash = models.CharField(_("last hash"), max_length=64, blank=True, default="")
    sealed_seq = models.PositiveBigIntegerField(_("sealed length"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "target_id"], name="journal_chain_of_target")]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(seq__gt=models.F("sealed_seq")), name="journal_chain_unsealed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"


class Entry(AppendOnlyModel):
    """One change to one thing. Facts are identifiers, numbers and dates; people's words stand beside it."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveBigIntegerField(_("number in its chain"))
    at = models.DateTimeField(_("at"), default=clock.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=64)
    facts = models.JSONField(_("facts"), default=dict)
    digests = models.JSONField(_("digests of private texts"), default=dict)
    prev_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="journal_entry_once_per_number")]

    def __str__(self) -> str:
        return f"{self.chain} #{self.seq} {self.action}"

    def text(self, name: str) -> str | None:
        """The private text called `name`; None when there was none or it has been erased."""
        if name not in self.digests:
            return None
        return next((private.text for private in self.private.all() if private.name == name), None)


class PrivateText(models.Model):
    """Words of or about a person, and the salt of their digest. Erased together; the entry stays provable."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="private")
    name = models.CharField(_("name"), max_length=40)
    salt = models.CharField(_("salt"), max_length=64)
    text = models.TextField(_("text"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="journal_private_once_per_name")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Leaf(AppendOnlyModel):
    """A chain's head as it was sealed: one leaf of the Merkle tree over the whole journal."""

    index = models.PositiveBigIntegerField(_("index"), unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    target_id = models.CharField(_("identifier"), max_length=64)
    seq = models.PositiveBigIntegerField(_("length"))
    hash = models.CharField(_("hash of the head"), max_length=64)

    class Meta:
        verbose_name_plural = "leaves"

    def __str__(self) -> str:
        return f"{self.index}: {self.kind} {self.target_id} #{self.seq}"


class Seal(AppendOnlyModel):
    """The root of the Merkle tree (RFC 6962) over the first `size` leaves, chained to the seal before it."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"), default=clock.now)
    size = models.PositiveBigIntegerField(_("leaves"))
    root = models.CharField(_("root"), max_length=64)
    peaks = models.JSONField(_("roots of the full subtrees"))
    prev_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    def __str__(self) -> str:
        return f"seal {self.number} of {self.size} leaves"
