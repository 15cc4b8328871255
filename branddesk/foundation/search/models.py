"""What can be found, cut into parts: a case's facts are one part, each of its messages another."""

from __future__ import annotations

from django.db import models


class Part(models.Model):
    """One part of a thing that can be found. Its words lie beside it, in the database's own full-text index.

    The key grows with every writing, so that the greatest is the newest.
    """

    kind = models.CharField(max_length=16)
    key = models.BigIntegerField()
    """The primary key of the thing."""
    name = models.CharField(max_length=32)
    digest = models.CharField(max_length=32)
    """Of its words and scopes; the same digest need not be written again."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "name"], name="part_once_in_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.name}"
