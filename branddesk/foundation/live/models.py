from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.core import clock


class Event(models.Model):
    """Something that open pages should hear about. Written with the change itself, kept for a week."""

    channel = models.CharField(_("channel"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40)
    data = models.JSONField(_("data"), default=dict)
    created_at = models.DateTimeField(_("created"), default=clock.now, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "id"], name="live_event_of_channel")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.channel}"
