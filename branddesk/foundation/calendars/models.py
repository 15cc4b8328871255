"""When people work: a country's public holidays, a time zone, opening hours, and the days set otherwise by hand."""

from __future__ import annotations

from datetime import time
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.core.models import BaseModel


class Country(models.TextChoices):
    """Whose public holidays a calendar keeps."""

    RUSSIA = "RU", _("Russia")
    CHINA = "CN", _("China")


class Calendar(BaseModel):
    """The working hours by which promises are counted."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    country = models.CharField(_("public holidays of"), max_length=2, choices=Country)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Moscow")
    opens_at = models.TimeField(_("opens"), default=time(9))
    closes_at = models.TimeField(
        _("closes"), default=time(18), help_text=_("Not after the opening: work goes on beyond midnight.")
    )
    version = models.UUIDField(default=uuid4, editable=False)
    """Renewed with every change of its days, so that no process counts by old ones."""

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class CalendarDay(BaseModel):
    """A day on which one calendar differs from its country: a holiday of the house, or a Saturday worked."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="own_days")
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("people work"), default=False)
    name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="day_set_once")]

    def __str__(self) -> str:
        return f"{self.day} in {self.calendar_id}"
