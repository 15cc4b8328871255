"""Which message left by which parcel of the outbox, and what was said in other languages."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation
from branddesk.cases.models import Message
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel
from branddesk.foundation.delivery.models import Outbound


class Delivery(BaseModel):
    """One message on its way to one address. The same message may go to several."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    outbound = models.OneToOneField(Outbound, on_delete=models.PROTECT, related_name="delivery")
    name = models.CharField(_("name"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.message_id} to {self.outbound.to}"


class TranslatorSetting(BaseModel):
    """Which service translates for an organisation; without a row, or switched off, nothing leaves the house."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="translator")
    is_on = models.BooleanField(_("offer machine translation"), default=False)
    address = models.URLField(
        _("address"),
        max_length=300,
        help_text=_("Of an OpenAI-compatible service, up to and with /v1: https://api.example.com/v1"),
    )
    model = models.CharField(_("model"), max_length=100)
    key = models.TextField(_("key"), blank=True, help_text=_("Encrypted."))

    def __str__(self) -> str:
        return f"translator of {self.organisation_id}"

    @property
    def host(self) -> str:
        """Where the texts go."""
        return urlsplit(self.address).netloc


class Translation(BaseModel):
    """What was said, in another language: made by a machine or pasted by a person. The original is never replaced."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being translated")
        DONE = "done", _("Translated")
        FAILED = "failed", _("Not translated")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=40, help_text=_("What is translated: message:12, line:7."))
    language = models.CharField(_("language"), max_length=8, choices=Language)
    is_machine = models.BooleanField(_("machine-made"))
    text = models.TextField(_("text"), blank=True, max_length=20000)
    state = models.CharField(max_length=8, choices=State, default=State.DONE)
    error = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "subject", "language", "is_machine"], name="translated_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} in {self.language}"
