"""Those who answer: whether they are there, how many chats they take, and the texts they have ready."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel

CAPACITY = 4
SEEN_FOR = timedelta(minutes=3)
"""Without a sign of the agent's page for so long, nobody sits there, whatever was chosen."""


class Attendance(BaseModel):
    """Whether an agent takes chats now, and how many at once."""

    agent = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chat_attendance")
    is_available = models.BooleanField(_("takes chats"), default=False)
    capacity = models.PositiveSmallIntegerField(
        _("chats at once"), default=CAPACITY, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    seen_at = models.DateTimeField(_("last seen"))

    def __str__(self) -> str:
        return f"{self.agent_id}: {self.is_available}"

    @property
    def is_there(self) -> bool:
        return self.is_available and self.seen_at > clock.now() - SEEN_FOR


class CannedReply(BaseModel):
    """A text that an organisation's agents have ready, in up to three languages."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="canned_replies")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="canned_reply_named_once")]

    def __str__(self) -> str:
        return self.name


class CannedText(BaseModel):
    """A ready text in one language."""

    reply = models.ForeignKey(CannedReply, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=Language)
    body = models.TextField(_("text"), max_length=4000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "language"], name="canned_once_per_language")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.language}"
