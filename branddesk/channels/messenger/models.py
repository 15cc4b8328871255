"""Conversations with a marketplace's own people, line by line, and where a line stands in a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases.models import Case, Message
from branddesk.core.enums import Language, Side
from branddesk.core.models import BaseModel
from branddesk.stores.models import Store


class TalkQuerySet(models.QuerySet["Talk"]):
    def visible_to(self, user: User) -> TalkQuerySet:
        """Those of the reader's own stores; a platform has none."""
        return self.filter(store__organisation=user.organisation_id) if user.is_merchant else self.none()


class Talk(BaseModel):
    """One conversation in the cabinet."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("Support")
        MANAGER = "manager", _("Personal manager")
        DEVELOPMENT = "growth", _("Business development")

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="talks")
    outside_id = models.CharField(max_length=80)
    kind = models.CharField(_("with whom"), max_length=8, choices=Kind)
    is_open = models.BooleanField(default=True)
    is_unread = models.BooleanField(default=False, help_text=_("They wrote, and nobody of the desk has seen it."))
    newest_id = models.CharField(max_length=80, blank=True, help_text=_("Their newest message that is kept here."))
    spoken_at = models.DateTimeField(_("last line"), null=True)
    refusal = models.CharField(
        _("why it takes no messages"), max_length=300, blank=True, help_text=_("In the marketplace's words.")
    )

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ["-spoken_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["store", "outside_id"], name="talk_once_per_store")]
        indexes = [models.Index(fields=["store", "is_unread"], name="talk_unread")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.store}"


class Line(BaseModel):
    """What one side said at one moment. What we say is a line too, on its way to the cabinet."""

    class State(models.TextChoices):
        THERE = "there", pgettext_lazy("line of a talk", "Delivered")
        WAITING = "waiting", pgettext_lazy("line of a talk", "Waiting to be sent")
        REFUSED = "refused", pgettext_lazy("line of a talk", "Refused")
        UNDONE = "undone", pgettext_lazy("line of a talk", "Taken back before it was sent")

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="lines")
    outside_id = models.CharField(max_length=80, blank=True, help_text=_("Empty until ours is read back."))
    side = models.CharField(_("side"), max_length=16, choices=Side)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    said_at = models.DateTimeField(_("said"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.THERE)
    reason = models.CharField(_("why it was refused"), max_length=300, blank=True)
    tried_at = models.DateTimeField(null=True, help_text=_("Since then it may be there: ask first."))
    after_id = models.CharField(max_length=80, blank=True, help_text=_("The newest message before the attempt."))
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "outside_id"], condition=~Q(outside_id=""), name="line_once_per_talk"
            )
        ]
        indexes = [models.Index(fields=["talk", "-said_at", "-id"], name="line_of_talk")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def may_be_undone(self) -> bool:
        return self.state == self.State.WAITING and self.tried_at is None


class Placing(BaseModel):
    """A line stands in a case: put there by a person, or by the number that it names."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="placings")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    placed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("Empty: by the number in it.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "case"], name="line_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.line_id} in {self.case_id}"
