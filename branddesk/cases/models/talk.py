"""What is said in a case, the texts prepared for it, and who is writing right now."""

from __future__ import annotations

from math import ceil

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation
from branddesk.cases.models.case import Case, Submission
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Language, Side, Via
from branddesk.core.models import BaseModel
from branddesk.evidence.models import Exhibit


class Message(BaseModel):
    """What was said: a message to the other side, or a note that only colleagues read."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Message to the other side")
        NOTE = "note", _("Note for colleagues")
        QUESTION = "question", _("Request for information")
        DECISION = "decision", _("Decision")
        SUBMISSION = "submission", _("Submission")
        CONTACT = "contact", _("Contact outside the desk")

    class Delivery(models.TextChoices):
        """What is known of a message that left on another way."""

        WAITING = "waiting", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        ARRIVED = "arrived", _("Arrived")
        DELAYED = "delayed", _("Delayed")
        BOUNCED = "bounced", _("Came back")
        DEAD = "dead", _("Not sent")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        help_text=_("Empty for someone who does not work on this desk."),
    )
    outsider = models.CharField(_("name of someone outside"), max_length=200, blank=True)
    outside_address = models.CharField(_("address of someone outside"), max_length=320, blank=True)
    via = models.CharField(_("way"), max_length=8, choices=Via, default=Via.DESK)
    outside_key = models.CharField(
        max_length=200, null=True, blank=True, unique=True, help_text=_("What it was on its own way; it comes in once.")
    )
    original = models.TextField(blank=True, help_text=_("The whole text, where a quoted tail was cut off."))
    delivery = models.CharField(_("delivery"), max_length=8, choices=Delivery, blank=True)
    delivered_to = models.CharField(_("sent to"), max_length=320, blank=True)
    delivery_note = models.CharField(_("what is known of its delivery"), max_length=500, blank=True)
    side = models.CharField(_("side"), max_length=16, choices=Side)
    body = models.TextField(_("text"), max_length=10000)
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    is_quoted = models.BooleanField(
        _("quoted word for word"), default=False, help_text=_("Answered elsewhere and copied here by a person.")
    )
    happened_at = models.DateTimeField(_("said"))
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    leaves_at = models.DateTimeField(
        _("leaves"), null=True, blank=True, help_text=_("Until then it may be taken back; empty once it left.")
    )
    effect = models.JSONField(null=True, blank=True, help_text=_("What follows when it leaves: move, reason, dates."))
    form_key = models.UUIDField(null=True, blank=True, unique=True, help_text=_("The form it came from, sent once."))

    class Meta:
        ordering = ["happened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(author__isnull=False) | ~models.Q(outsider=""), name="message_has_a_speaker"
            )
        ]
        indexes = [
            models.Index(fields=["leaves_at"], condition=models.Q(leaves_at__isnull=False), name="message_leaves")
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"

    @property
    def speaker(self) -> str:
        """Who said it, by name."""
        return self.author.name if self.author is not None else self.outsider

    @property
    def is_private(self) -> bool:
        """Only the own side reads it."""
        return self.kind in PRIVATE

    @property
    def is_held(self) -> bool:
        """It may still be taken back, and the other side does not know of it."""
        return self.leaves_at is not None

    @property
    def leaves_in(self) -> int:
        """Whole seconds until it leaves."""
        left = (self.leaves_at - clock.now()).total_seconds() if self.leaves_at else 0
        return max(0, ceil(left))

    @property
    def is_unsent(self) -> bool:
        """It could not leave any more, and is now only a text that its author may use again."""
        return self.leaves_at is None and bool(self.effect)

    @property
    def is_word_for_word(self) -> bool:
        """Shown exactly as it was written: what the platform answered, and what was filed."""
        return self.is_quoted or self.kind in {self.Kind.QUESTION, self.Kind.DECISION, self.Kind.SUBMISSION}


PRIVATE = (Message.Kind.NOTE, Message.Kind.CONTACT)
"""What only the side reads that wrote it."""


class ReplyTemplate(BaseModel):
    """A prepared text of one organisation, in up to three languages; its places are filled from the case."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="reply_templates")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("for cases of this kind"), max_length=16, choices=CaseKind, blank=True, help_text=_("Empty: for every kind.")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="template_named_once")]

    def __str__(self) -> str:
        return self.name


class ReplyTemplateText(BaseModel):
    """A template's words in one language."""

    template = models.ForeignKey(ReplyTemplate, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=Language)
    body = models.TextField(_("text"), max_length=10000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "language"], name="template_once_per_language")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.language}"


class Writing(BaseModel):
    """Somebody is writing in a case; a row that is not renewed for a few seconds means nothing any more."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="writings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(_("side"), max_length=16, choices=Side)
    for_colleagues = models.BooleanField(default=False, help_text=_("A note: the other side is not told."))
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="writing_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.case_id}"
