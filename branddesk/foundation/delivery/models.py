from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel


class Outbound(BaseModel):
    """What the desk owes somebody outside: written with the change that causes it, sent by a worker."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")
        DROPPED = "dropped", _("Dropped by a person")

    channel = models.CharField(_("way"), max_length=16, default="mail")
    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    payload = models.JSONField(_("what else its way needs"), default=dict)
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    is_sensitive = models.BooleanField(_("text is forgotten once sent"), default=False)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True, null=True)
    external_id = models.CharField(_("number at the provider"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    was_interrupted = models.BooleanField(
        _("may have arrived twice"), default=False, help_text=_("A worker died while it was being sent.")
    )
    due_at = models.DateTimeField(_("next attempt"), default=clock.now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=["queued", "sending"]), name="delivery_outbound_due"
            ),
            models.Index(fields=["-id"], condition=models.Q(state="dead"), name="delivery_outbound_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"


class Inbound(BaseModel):
    """What came from outside, word for word: stored before it is understood, and handled once."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Not handled yet")
        HANDLED = "handled", _("Handled")
        DEAD = "dead", _("Given up")
        DROPPED = "dropped", _("Dropped by a person")

    channel = models.CharField(_("way"), max_length=16)
    key = models.CharField(_("key"), max_length=200)
    file = models.CharField(_("file"), max_length=120, help_text=_("Where its bytes lie in the default storage."))
    size = models.PositiveBigIntegerField(_("bytes"))
    meta = models.JSONField(_("what its way knew of it"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RECEIVED)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    due_at = models.DateTimeField(_("next attempt"), default=clock.now)
    handled_at = models.DateTimeField(_("handled"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="inbound_stored_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="received"), name="delivery_inbound_due"),
            models.Index(fields=["-id"], condition=models.Q(state="dead"), name="delivery_inbound_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key} ({self.state})"
