"""The mail of the demo, which never leaves this machine."""

from __future__ import annotations

from django.db import models

from branddesk.core.models import BaseModel


class DemoMail(BaseModel):
    """One message that the desk sent in the demo, kept to be read on a page."""

    sender = models.CharField(max_length=320)
    recipients = models.JSONField(default=list)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    reply_to = models.CharField(max_length=320, blank=True)
    message_id = models.CharField(max_length=250, blank=True)
    references = models.TextField(blank=True)
    files = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
