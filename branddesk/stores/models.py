"""Marketplaces, and the route by which a case reaches each of them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand
from branddesk.core import clock
from branddesk.core.enums import Language, Route
from branddesk.core.models import BaseModel
from branddesk.foundation.calendars.models import Calendar


class Marketplace(BaseModel):
    """A place where goods are sold and brand cases are answered."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), unique=True)
    route = models.CharField(_("route"), max_length=16, choices=Route)
    operator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="marketplaces"
    )
    language = models.CharField(_("language of the platform"), max_length=8, choices=Language, default=Language.RUSSIAN)
    territory = models.CharField(_("territory"), max_length=2, default="RU")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Moscow")
    calendar = models.ForeignKey(
        Calendar,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="marketplaces",
        help_text=_("Working time by which promises are counted; empty: nine to six by the territory's holidays."),
    )
    gateway = models.CharField(
        max_length=16, default="plain", help_text=_("Which adapter in marketplaces/ knows its links and forms.")
    )
    reopen_days = models.PositiveSmallIntegerField(_("days in which a decided case may be reopened"), default=14)
    answer_days = models.PositiveSmallIntegerField(_("days the brand has to send what was asked"), default=3)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(route=Route.DESK) | models.Q(operator__isnull=False),
                name="desk_route_has_an_operator",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def today(self) -> date:
        """Today's date where the platform is: papers are in force, and answers dated, by its calendar."""
        return clock.now().astimezone(ZoneInfo(self.time_zone)).date()


class StoreQuerySet(models.QuerySet["Store"]):
    def visible_to(self, user: User) -> StoreQuerySet:
        """The stores of the reader's own organisation; a platform has none."""
        return self.filter(organisation=user.organisation_id)

    def connected(self) -> StoreQuerySet:
        return self.filter(disconnected_at=None)


class Store(BaseModel):
    """A seller's account at a marketplace, reached by its API. The key is kept encrypted and shown to nobody again."""

    class Probing(models.TextChoices):
        WAITING = "waiting", _("Being tried")
        DONE = "done", _("Tried")
        REFUSED = "refused", _("The key is refused")
        FAILED = "failed", _("Ozon could not be asked")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stores")
    marketplace = models.ForeignKey(Marketplace, on_delete=models.PROTECT, related_name="stores")
    brand = models.ForeignKey(
        Brand,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stores",
        verbose_name=_("brand"),
        help_text=_("Goods that the catalogue does not know count as this brand's."),
    )
    name = models.CharField(_("name"), max_length=120)
    client_id = models.CharField("Client-Id", max_length=20)
    api_key = models.TextField(blank=True, help_text=_("Encrypted; empty when disconnected."))
    key_changed_at = models.DateTimeField(_("key entered"), default=clock.now)
    key_ends_at = models.DateTimeField(_("key ends"), null=True)
    seller = models.CharField(_("seller"), max_length=200, blank=True)
    subscription = models.CharField(_("subscription"), max_length=40, blank=True)
    probing = models.CharField(max_length=8, choices=Probing, default=Probing.WAITING)
    probe_error = models.CharField(max_length=40, blank=True, help_text=_("Name of what Ozon refused the key with."))
    probed_at = models.DateTimeField(_("last tried"), null=True)
    connected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    disconnected_at = models.DateTimeField(_("disconnected"), null=True)
    push_id = models.CharField(max_length=40, blank=True, help_text=_("Ozon's number of the subscription."))
    pushed_at = models.DateTimeField(_("last push"), null=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False, help_text=_("The form that connected it."))

    objects = StoreQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "marketplace", "client_id"], name="store_connected_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_connected(self) -> bool:
        return self.disconnected_at is None

    @property
    def key_days(self) -> int | None:
        """Whole days until the key ends, negative after it; None when Ozon has not said."""
        return None if self.key_ends_at is None else (self.key_ends_at - clock.now()).days

    @property
    def key_is_ending(self) -> bool:
        return self.key_days is not None and self.key_days < KEY_WARNINGS[0]


KEY_WARNINGS = (14, 7, 1)
"""Days before a key's end on which its administrators are told."""


class Capability(BaseModel):
    """What the last probe found about one thing that a key may or may not do."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="capabilities")
    code = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    message = models.CharField(max_length=300, blank=True, help_text=_("Ozon's own words."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "code"], name="one_finding_per_capability")]

    def __str__(self) -> str:
        return f"{self.code}: {self.state}"


class Turn(models.Model):
    """When a Client-Id may be used next; all processes and machines share these rows. Moments are Unix seconds."""

    key = models.CharField(max_length=200, unique=True, help_text=_("Client-Id, then what is limited, if not all."))
    client_id = models.CharField(max_length=40, db_index=True)
    next_at = models.FloatField(default=0)
    rests_until = models.FloatField(default=0)
    used = models.JSONField(default=list, help_text=_("Latest uses, of what has a limit of its own."))

    def __str__(self) -> str:
        return self.key


class Reading(BaseModel):
    """How far one stream of a store is read, and how it goes."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        RUNNING = "running", _("Being read")
        DONE = "done", _("Up to date")
        STOPPED = "stopped", _("Stopped by a person")
        CLOSED = "closed", _("Not open to this key")
        FAILED = "failed", _("Tried again soon")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="readings")
    stream = models.CharField(max_length=20)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    cursor = models.JSONField(default=dict, help_text=_("How far it is read; the stream's own."))
    done = models.PositiveIntegerField(_("rows in this run"), default=0)
    total = models.PositiveIntegerField(_("rows this run will bring"), null=True)
    changed = models.PositiveIntegerField(_("new or changed in this run"), default=0)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    error = models.CharField(max_length=40, blank=True, help_text=_("Name of what went wrong last."))
    due_at = models.DateTimeField(_("next run"), default=clock.now)
    held_until = models.DateTimeField(null=True, help_text=_("Until then a worker is at it, unless it died."))
    started_at = models.DateTimeField(_("this run began"), null=True)
    succeeded_at = models.DateTimeField(_("last success"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "stream"], name="stream_read_once_per_store")]
        indexes = [models.Index(fields=["due_at"], name="stores_reading_due")]

    def __str__(self) -> str:
        return f"{self.stream} ({self.state})"

    @property
    def is_going(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def percent(self) -> int | None:
        """Of this run, 0 to 100; None where its size is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None
