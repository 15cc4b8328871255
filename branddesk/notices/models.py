"""What a person is told: one row for one person, shown in the reader's own language."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.core.models import BaseModel
from branddesk.notices import texts


class Mode(models.TextChoices):
    """When a person is told on a way besides the page."""

    OFF = "off", pgettext_lazy("notices", "Not told")
    AT_ONCE = "at_once", pgettext_lazy("notices", "At once")
    DIGEST = "digest", pgettext_lazy("notices", "Once a day")


class Notice(BaseModel):
    """Something that concerns one person. The sentence is built from `code` and `facts` when it is read."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    code = models.CharField(max_length=48)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    key = models.CharField(max_length=120, blank=True)
    """What the notice is about, when the person must not be told twice; empty otherwise."""
    read_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=True)
    """Nobody has looked yet whether its person is to be told on other ways too."""

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
            models.Index(fields=["id"], condition=models.Q(waits=True), name="notice_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.code} for {self.person_id}"

    @property
    def sentence(self) -> str:
        """What the person reads, in the active language."""
        return texts.sentence(self.code, self.facts)


class Telling(BaseModel):
    """One notice told on one way besides the page: planned once, told once, with others where several are due."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tellings")
    way = models.CharField(max_length=16)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "way"], name="told_once_per_way")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(told_at=None), name="telling_due")]

    def __str__(self) -> str:
        return f"{self.notice_id} by {self.way}"


class Choice(BaseModel):
    """What a person chose for one kind of notice on one way; without a row the usual holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=16)
    way = models.CharField(max_length=16)
    mode = models.CharField(max_length=8, choices=Mode)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "way"], name="one_choice_per_kind_and_way")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.way}: {self.mode}"


class Hours(BaseModel):
    """When a person is told on other ways, by the clock of their own time zone."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_hours")
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True, default=time(21))
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True, default=time(8))
    digest_at = models.TimeField(_("once a day at"), default=time(9))

    def __str__(self) -> str:
        return f"{self.person_id}: {self.quiet_from}–{self.quiet_until}"
