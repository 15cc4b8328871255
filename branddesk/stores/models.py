"""Marketplaces, and the route by which a case reaches each of them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation
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
