"""What people do with whole lists: views they keep, changes of many rows, and tables they take along."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.core import clock
from branddesk.core.models import BaseModel, new_key

UNDO_MINUTES = 10


class SavedView(BaseModel):
    """A list as somebody likes to see it: the filters and the order in its address, under a name."""

    list = models.CharField(max_length=16, help_text=_("Which list: a name that its app gives."))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=600, blank=True)
    """As it stands in the address behind the question mark."""
    position = models.PositiveSmallIntegerField(default=0)
    is_shared = models.BooleanField(_("shared with the organisation"), default=False)
    is_default = models.BooleanField(_("opens first"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "list", "name"], name="view_named_once"),
            models.UniqueConstraint(
                fields=["owner", "list"], condition=models.Q(is_default=True), name="one_view_opens_first"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Run(BaseModel):
    """Work on the rows of a list that may take a while: how far it is, and whether it should stop."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("run", "Running")
        DONE = "done", pgettext_lazy("run", "Done")
        CANCELLED = "cancelled", pgettext_lazy("run", "Stopped")
        FAILED = "failed", pgettext_lazy("run", "Failed")

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list = models.CharField(max_length=16)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class BulkChange(Run):
    """One change made to many rows at once, and what was before, so that it can be taken back."""

    action = models.CharField(max_length=24)
    value = models.CharField(max_length=120, blank=True)
    keys = models.JSONField(default=list)
    """The primary keys of the rows, in the order in which they stood."""
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.action} by {self.person_id}"

    @property
    def undo_until(self) -> object:
        return self.ended_at and self.ended_at + timedelta(minutes=UNDO_MINUTES)

    @property
    def can_be_undone(self) -> bool:
        """While nobody took it back, and for ten minutes."""
        if self.is_running or self.undone_at is not None or self.ended_at is None:
            return False
        return clock.now() <= self.ended_at + timedelta(minutes=UNDO_MINUTES)


class BulkRow(models.Model):
    """What came of one row of a bulk change. Written in the transaction of the row's own change."""

    class State(models.TextChoices):
        CHANGED = "changed"
        SAME = "same"
        REFUSED = "refused"
        UNDONE = "undone"
        KEPT = "kept"
        """Could not be taken back, because somebody changed it since."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    key = models.BigIntegerField()
    label = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=State)
    before = models.JSONField(default=dict)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["change", "key"], name="row_once_in_a_change")]

    def __str__(self) -> str:
        return f"{self.label}: {self.state}"


class Export(Run):
    """A table of a list, made in the background, for the one who asked, for a day."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    query = models.CharField(max_length=600, blank=True)
    format = models.CharField(_("format"), max_length=8, choices=Format)
    file = models.FileField(upload_to="exports", blank=True)
    file_name = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name or str(self.key)
