"""Whom a brand reaches at a marketplace: account managers and their deputies, support lines, and when they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import Organisation, User
from branddesk.brands.models import Brand, granted_to
from branddesk.core.models import BaseModel
from branddesk.foundation.calendars.models import Country
from branddesk.stores.models import Marketplace

if TYPE_CHECKING:
    from datetime import date


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> ContactQuerySet:
        """What the person's organisation keeps, and what a marketplace that answers here offers to their brands.

        Of both only what is for the person's brands, or for all of them.
        """
        if user.is_platform:
            return self.filter(keeper=user.organisation_id)
        is_offered = Q(keeper=user.organisation_id) | Q(keeper=F("marketplace__operator"))
        covered = Coverage.objects.filter(brand__in=granted_to(user)).values("contact")
        return self.filter(is_offered, Q(serves_all=True) | Q(pk__in=covered))

    def standing(self) -> ContactQuerySet:
        return self.filter(removed_at=None)


class Contact(BaseModel):
    """A person or a line at a marketplace whom brands call, write to or chat with."""

    class Role(models.TextChoices):
        MANAGER = "manager", pgettext_lazy("contact", "Account manager")
        SUPPORT = "support", pgettext_lazy("contact", "Support line")
        CHAT = "chat", pgettext_lazy("contact", "Live chat")
        LEGAL = "legal", pgettext_lazy("contact", "Legal department")
        TRAINING = "training", pgettext_lazy("contact", "Training")
        ACTIVITIES = "activities", pgettext_lazy("contact", "Promotions and activities")
        OTHER = "other", pgettext_lazy("contact", "Other")

    keeper = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="kept_contacts",
        help_text=_("Who keeps it up to date: the marketplace's operator, or the merchant for itself."),
    )
    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.MANAGER)
    name = models.CharField(pgettext_lazy("of a contact", "name"), max_length=120)
    position = models.CharField(_("position"), max_length=120, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True, help_text=_("In the form +74950000114."))
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    wecom = models.CharField(_("WeCom ID"), max_length=64, blank=True)
    chat_url = models.URLField(_("chat address"), max_length=500, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_cards",
        help_text=_("The same person on this desk, where they work on it."),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Moscow")
    country = models.CharField(
        _("public holidays of"),
        max_length=2,
        choices=Country,
        blank=True,
        default=Country.RUSSIA,
        help_text=_("Empty: works on public holidays too."),
    )
    serves_all = models.BooleanField(_("for all brands"), default=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, blank=True, unique=True, help_text=_("The form it came from, sent once."))

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["keeper", "marketplace", "role", "name"], name="contact_of_keeper")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "marketplace"], condition=Q(person__isnull=False), name="one_card_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_manager(self) -> bool:
        return self.role == self.Role.MANAGER

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class Coverage(BaseModel):
    """A contact is there for a brand: a manager as the first, or as a deputy."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="coverages")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="contact_coverages")
    as_deputy = models.BooleanField(_("as a deputy"), default=False)

    class Meta:
        ordering = ["as_deputy", "pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "brand"], name="covers_a_brand_once")]

    def __str__(self) -> str:
        return f"{self.contact_id} for {self.brand_id}"


class WorkingSpan(models.Model):
    """A stretch of the week in which a contact works. One that closes at or before it opens goes on to the next day."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="spans")
    weekday = models.PositiveSmallIntegerField(_("day of the week"), help_text=_("Monday is 0."))
    opens_at = models.TimeField(_("opens"))
    closes_at = models.TimeField(_("closes"))

    class Meta:
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "weekday", "opens_at"], name="span_opens_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="span_on_a_day_of_the_week"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens_at}–{self.closes_at}"


class Absence(BaseModel):
    """Days on which a contact is away, by its own calendar, and who stands in."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("last day away"))
    substitute = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="stands_in", verbose_name=_("stands in")
    )

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(substitute=F("contact")), name="nobody_stands_in_for_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} away {self.starts_on}–{self.ends_on}"

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class MenuOption(BaseModel):
    """What a support line's voice offers: the keys to press, and where they lead."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="menu_options")
    place = models.PositiveSmallIntegerField(_("place"))
    keys = models.CharField(_("keys"), max_length=20, help_text=_("As they are pressed one after the other: 2 1."))
    label = models.CharField(_("label"), max_length=120)
    purpose = models.CharField(_("what it is for"), max_length=200, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "keys"], name="keys_lead_to_one_option")]

    def __str__(self) -> str:
        return f"{self.keys} {self.label}"


class Book(BaseModel):
    """The contacts that a merchant keeps by hand: of one marketplace, for one brand. Sheets are brought into it."""

    keeper = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contact_books")
    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="contact_books")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["keeper", "marketplace", "brand"], name="one_book_per_brand")]

    def __str__(self) -> str:
        return f"{self.marketplace_id} for {self.brand_id}"
