"""Calls and meetings: prepared, had, logged; and the telephone system that tells of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand
from branddesk.cases.models import Case, Message
from branddesk.contacts.models import Contact
from branddesk.core import clock
from branddesk.core.encryption import decrypt
from branddesk.core.enums import Via
from branddesk.core.models import BaseModel, new_key
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files.models import Blob


class PhoneSystem(BaseModel):
    """One organisation's telephone system, which tells of its calls in signed events."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="phone_system")
    key = models.UUIDField(default=new_key, unique=True, editable=False, help_text=_("Stands in its address."))
    secret = models.TextField(_("secret"))
    keeps_recordings = models.BooleanField(
        _("callers agree to recordings"),
        default=False,
        help_text=_("They are told at the beginning of each call. Without it a recording is kept as a link only."),
    )

    def __str__(self) -> str:
        return f"telephones of {self.organisation_id}"

    @property
    def plain_secret(self) -> bytes:
        return decrypt(self.secret).encode()


class Line(BaseModel):
    """The number or extension at which a person of the organisation is called."""

    system = models.ForeignKey(PhoneSystem, on_delete=models.CASCADE, related_name="lines")
    number = models.CharField(_("number or extension"), max_length=32)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="phone_lines")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="line_once_per_system")]

    def __str__(self) -> str:
        return self.number


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: User) -> CallQuerySet:
        """The own organisation's calls, of the brands for which the person works."""
        own = self.filter(organisation=user.organisation_id)
        if user.is_platform:
            return own
        return own.filter(Q(brand=None) | Q(brand__in=Brand.objects.visible_to(user)))


class Call(BaseModel):
    """A call or a meeting: who spoke with whom, about what, and what came of it."""

    class Direction(models.TextChoices):
        OUT = "out", pgettext_lazy("call", "Outgoing")
        IN = "in", pgettext_lazy("call", "Incoming")

    class Result(models.TextChoices):
        REACHED = "reached", pgettext_lazy("call", "Reached")
        MISSED = "missed", pgettext_lazy("call", "Not reached")
        VOICEMAIL = "voicemail", pgettext_lazy("call", "Left a message")
        CALL_BACK = "back", pgettext_lazy("call", "To call again")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    system = models.ForeignKey(PhoneSystem, on_delete=models.SET_NULL, null=True, related_name="calls")
    external_id = models.CharField(_("number in the telephone system"), max_length=120, blank=True)
    way = models.CharField(_("way"), max_length=8, choices=Via, default=Via.PHONE)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.OUT)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="calls")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="calls")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="calls")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="calls")
    who = models.CharField(_("with whom"), max_length=200, blank=True)
    number = models.CharField(_("their number"), max_length=40, blank=True)
    called = models.CharField(_("called number"), max_length=40, blank=True)
    option = models.CharField(_("menu option"), max_length=160, blank=True)
    started_at = models.DateTimeField(_("began"), default=clock.now)
    answered_at = models.DateTimeField(_("answered"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    seconds = models.PositiveIntegerField(_("length in seconds"), default=0)
    result = models.CharField(_("result"), max_length=12, choices=Result, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=500, blank=True)
    next_on = models.DateField(_("next date"), null=True)
    reminded_at = models.DateTimeField(null=True)
    consent = models.BooleanField(_("agreed to the recording"), default=False)
    recording_url = models.CharField(_("address of the recording"), max_length=1000, blank=True)
    recording = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    recording_note = models.CharField(_("what is known of the recording"), max_length=300, blank=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    logged_at = models.DateTimeField(_("logged"), null=True)
    form_key = models.UUIDField(null=True, unique=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "external_id"], condition=~Q(external_id=""), name="call_once_per_system"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "-started_at", "-id"], name="call_of_organisation"),
            models.Index(fields=["next_on"], condition=Q(reminded_at=None, next_on__isnull=False), name="call_next"),
        ]

    def __str__(self) -> str:
        return self.who or self.number or str(self.pk)

    @property
    def is_ringing(self) -> bool:
        return self.system_id is not None and self.answered_at is None and self.ended_at is None

    @property
    def is_logged(self) -> bool:
        return self.logged_at is not None


class SeenHook(models.Model):
    """A signed event that was taken; the same one again is a replay."""

    system = models.ForeignKey(PhoneSystem, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "digest"], name="hook_taken_once")]

    def __str__(self) -> str:
        return self.digest
