"""What an administrator sets: promises, reason codes, terms of the readiness check; and the dates people set."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branddesk.brands.models import Brand
from branddesk.cases.models.case import Case
from branddesk.core.enums import CaseKind, Language, Priority
from branddesk.core.models import BaseModel
from branddesk.stores.models import Marketplace


class Promise(BaseModel):
    """How soon the platform answers first and decides, in working hours of the marketplace's calendar."""

    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="promises")
    kind = models.CharField(_("kind"), max_length=16, choices=CaseKind)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority)
    response_hours = models.PositiveSmallIntegerField(_("first answer within, working hours"))
    resolution_hours = models.PositiveSmallIntegerField(_("decision within, working hours"))

    class Meta:
        ordering = ["marketplace", "kind", "-priority"]
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace", "kind", "priority"], name="one_promise_per_kind_and_priority"
            ),
            models.CheckConstraint(
                condition=Q(response_hours__gt=0, resolution_hours__gte=models.F("response_hours")),
                name="decision_not_before_first_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marketplace_id} {self.kind} {self.priority}"


class Breach(BaseModel):
    """A promise that was not kept in time. It stays when the clock starts anew, so that analytics knows of it."""

    class What(models.TextChoices):
        RESPONSE = "response", _("First answer")
        RESOLUTION = "resolution", _("Decision")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="breaches")
    what = models.CharField(_("what was promised"), max_length=16, choices=What)
    due_at = models.DateTimeField(_("due"))
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-due_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["case", "what", "due_at"], name="breach_noted_once")]
        indexes = [models.Index(fields=["due_at"], name="breach_recent")]

    def __str__(self) -> str:
        return f"{self.what} of {self.case_id}"


class Expectation(BaseModel):
    """How soon such cases were answered or decided so far: the survival estimate with open cases counted."""

    class What(models.TextChoices):
        ANSWER = "answer", _("First answer")
        DECISION = "decision", _("Decision")

    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="expectations")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, null=True, blank=True, related_name="expectations")
    kind = models.CharField(_("kind"), max_length=16, choices=CaseKind, blank=True)
    what = models.CharField(_("of what"), max_length=16, choices=What)
    cases = models.PositiveIntegerField(_("cases looked at"))
    ended = models.PositiveIntegerField(_("of them answered or decided"))
    curve = models.JSONField(_("curve"), help_text=_("Pairs of a day after submission and the share by its end."))
    last_day = models.PositiveIntegerField(_("last day observed"))
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace", "kind", "what"], condition=Q(brand=None), name="one_expectation_of_all_brands"
            ),
            models.UniqueConstraint(
                fields=["marketplace", "brand", "kind", "what"],
                condition=Q(brand__isnull=False),
                name="one_expectation_of_a_brand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} at {self.marketplace_id}"


class ReasonCode(BaseModel):
    """Why a submission was decided so, or what was missing, in the words that both sides read."""

    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="reasons")
    code = models.CharField(_("code"), max_length=24)
    outcomes = models.JSONField(
        _("goes with"), default=list, help_text=_("Outcomes: granted, partly, refused, waiting.")
    )
    kinds = models.JSONField(_("for kinds"), default=list, blank=True, help_text=_("Empty: for every kind."))
    name_en = models.CharField(_("in English"), max_length=120)
    name_ru = models.CharField(_("in Russian"), max_length=120)
    name_zh = models.CharField(_("in Chinese"), max_length=120)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["marketplace", "code"], name="reason_once_per_marketplace")]

    def __str__(self) -> str:
        return self.code


class ReadinessTerm(BaseModel):
    """A number or choice of the readiness check that differs from what the desk ships, and where it is from."""

    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="readiness_terms")
    kind = models.CharField(_("kind"), max_length=16, choices=CaseKind)
    code = models.CharField(_("term"), max_length=40)
    value = models.JSONField(_("value"))
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where this is written."))
    source_on = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["marketplace", "kind", "code"], name="term_set_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class FollowUp(BaseModel):
    """A dated promise to ask again, with the message that is then sent."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follow_ups")
    due_on = models.DateField(_("ask again on"))
    text = models.TextField(_("message"), max_length=10000, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="follow_ups")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    message = models.ForeignKey(
        "cases.Message",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What kept it; taken back, the follow-up stands again."),
    )
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    told_on = models.DateField(_("reminded"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["assignee", "due_on"], condition=Q(done_at=None, dropped_at=None), name="follow_up_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} on {self.due_on}"
