"""What a person is told: one row for one person, shown in the reader's own language."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from branddesk.core.models import BaseModel
from branddesk.notices import texts


class Notice(BaseModel):
    """Something that concerns one person. The sentence is built from `code` and `facts` when it is read."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    code = models.CharField(max_length=48)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    key = models.CharField(max_length=120, blank=True)
    """What the notice is about, when the person must not be told twice; empty otherwise."""
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], condition=~models.Q(key=""), name="one_notice_per_person_and_key"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.code} for {self.person_id}"

    @property
    def sentence(self) -> str:
        """What the person reads, in the active language."""
        return texts.sentence(self.code, self.facts)
