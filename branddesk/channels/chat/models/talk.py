"""A chat: who asks, who answers, and every line in its order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import Organisation, Role, User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case
from branddesk.channels.chat.models.visitors import Visitor
from branddesk.core import clock
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel, new_key
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files.models import Blob

AGENTS = frozenset({Role.SUPPORT_AGENT, Role.ACCOUNT_MANAGER, Role.ADMINISTRATOR})
"""Who answers chats on a platform's side."""


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("chat", "Waiting")
    ACTIVE = "active", pgettext_lazy("chat", "Open")
    CLOSED = "closed", pgettext_lazy("chat", "Closed")
    BECAME_CASE = "case", pgettext_lazy("chat", "Became a case")


OPEN = (State.WAITING, State.ACTIVE)


class Side(models.TextChoices):
    """Who speaks in a chat."""

    GUEST = "guest", pgettext_lazy("chat", "Who asks")
    DESK = "desk", pgettext_lazy("chat", "Who answers")


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: User) -> ConversationQuerySet:
        """One's own, and for those who answer all of their platform's."""
        if user.is_platform and user.role in AGENTS:
            return self.filter(desk=user.organisation_id)
        return self.filter(person=user)


class Conversation(BaseModel):
    """One chat between somebody who asks and the agents of a platform."""

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    desk = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="chats")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="chats"
    )
    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, null=True, blank=True, related_name="chats")
    language = models.CharField(_("language"), max_length=8, choices=Language)
    topic = models.CharField(_("question"), max_length=200)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="answered_chats"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="chats")
    last_seq = models.PositiveIntegerField(default=0)
    last_shown_seq = models.PositiveIntegerField(default=0, help_text=_("The last that is no note of the agents."))
    last_line_at = models.DateTimeField(_("last line"), default=clock.now)
    awaited_since = models.DateTimeField(_("waits for an answer since"), null=True, blank=True)
    alarmed_at = models.DateTimeField(_("reminded of it"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("taken"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, help_text=_("The form it came from, sent once."))

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_line_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, visitor__isnull=False) | Q(person__isnull=False, visitor=None),
                name="chat_of_one_asker",
            ),
            models.CheckConstraint(condition=~Q(state="active") | Q(agent__isnull=False), name="open_chat_has_agent"),
        ]
        indexes = [
            models.Index(fields=["desk", "state", "created_at"], name="chat_queue"),
            models.Index(fields=["desk", "accepted_at"], name="chat_taken"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def asker(self) -> str:
        """Who asks, by name."""
        who = self.person or self.visitor
        return who.name if who is not None else ""

    @property
    def channel(self) -> str:
        """Where both sides' pages hear of new lines."""
        return f"chat:{self.key.hex}"

    @property
    def notes_channel(self) -> str:
        """Where the agents' pages hear of their notes."""
        return f"chatnote:{self.key.hex}"


class Line(BaseModel):
    """What was said, in the order of `seq`; a `client_key` comes in once, however often its browser sends it."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        FILE = "file", _("File")
        NOTE = "note", _("Note for colleagues")
        EVENT = "event", _("What happened")
        ARTICLE = "article", _("Help article")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="lines", db_index=False)
    seq = models.PositiveIntegerField()
    client_key = models.UUIDField(default=new_key)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TEXT)
    side = models.CharField(_("side"), max_length=8, choices=Side, blank=True, help_text=_("Empty: the desk itself."))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField(_("text"), max_length=4000, blank=True)
    data = models.JSONField(default=dict, blank=True, help_text=_("What happened, or which article."))
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("file name"), max_length=160, blank=True)
    said_at = models.DateTimeField(_("said"))

    class Meta:
        ordering = ["conversation", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="chat_line_in_order"),
            models.UniqueConstraint(fields=["conversation", "client_key"], name="chat_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} of {self.conversation_id}"


class Seat(BaseModel):
    """How far somebody who takes part has read, and when they were last here."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    side = models.CharField(_("side"), max_length=8, choices=Side)
    read_seq = models.PositiveIntegerField(_("read up to"), default=0)
    read_at = models.DateTimeField(_("last seen"), default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person"], condition=Q(person__isnull=False), name="chat_seat_of_person"
            ),
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(person__isnull=True), name="chat_seat_of_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} in {self.conversation_id}"
