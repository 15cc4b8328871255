from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel


class OutboundMail(BaseModel):
    """A mail that the desk owes somebody: written with the change that causes it, sent by a worker."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")

    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=Language)
    is_sensitive = models.BooleanField(_("text is forgotten once sent"), default=False)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    due_at = models.DateTimeField(_("next attempt"), default=clock.now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=["queued", "sending"]), name="delivery_mail_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
