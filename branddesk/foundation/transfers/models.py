"""Sheets that people bring in: read row by row, shown before anything changes, then taken over as a whole."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.core.models import BaseModel, new_key


class Transfer(BaseModel):
    """One sheet on its way in. Nothing of it is taken over before its owner says so, and then all of it at once."""

    class State(models.TextChoices):
        READING = "reading", pgettext_lazy("import", "Being read")
        CHECKED = "checked", pgettext_lazy("import", "Ready to look at")
        TAKING = "taking", pgettext_lazy("import", "Being taken over")
        DONE = "done", pgettext_lazy("import", "Taken over")
        CANCELLED = "cancelled", pgettext_lazy("import", "Cancelled")
        UNREADABLE = "unreadable", pgettext_lazy("import", "Not readable")

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    kind = models.CharField(
        max_length=40, help_text=_("What is brought in: a kind registered by the app that takes it.")
    )
    scope = models.PositiveBigIntegerField(help_text=_("Where it goes, by the kind's own reckoning: a brand's key."))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file = models.FileField(upload_to="transfers")
    file_name = models.CharField(_("file name"), max_length=160)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.READING)
    rows_in_all = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    fault = models.CharField(_("why it cannot be read"), max_length=400, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_busy(self) -> bool:
        return self.state in {self.State.READING, self.State.TAKING}

    @property
    def percent(self) -> int:
        """How much of the sheet is read, 0 to 100."""
        return min(100, self.rows_read * 100 // self.rows_in_all) if self.rows_in_all else 0


class TransferRow(models.Model):
    """One row of the sheet: what it would do, or what is wrong with it."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("row", "New")
        CHANGED = "changed", pgettext_lazy("row", "Changed")
        SAME = "same", pgettext_lazy("row", "Unchanged")
        WRONG = "wrong", pgettext_lazy("row", "Wrong")

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row of the sheet"))
    state = models.CharField(_("state"), max_length=8, choices=State)
    values = models.JSONField(default=dict, help_text=_("As they would be kept; of a wrong row as they were written."))
    before = models.JSONField(default=dict, blank=True, help_text=_("What changes, as it is now."))
    problem = models.CharField(_("what is wrong"), max_length=400, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["transfer", "number"], name="row_once_in_a_sheet")]
        indexes = [models.Index(fields=["transfer", "state", "number"], name="transfer_row_state")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.transfer_id}"
