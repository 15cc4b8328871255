"""When a case should go a level up: the thresholds that administrators set, and what the desk proposed by them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.cases.models.case import Case
from branddesk.core.enums import EscalationLevel, Side
from branddesk.core.models import BaseModel
from branddesk.stores.models import Marketplace


class LadderTerm(BaseModel):
    """A threshold of the ladder that differs from what the desk ships."""

    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="ladder_terms")
    code = models.CharField(_("threshold"), max_length=16)
    value = models.PositiveIntegerField(_("value"), help_text=_("0: this rule proposes nothing."))

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["marketplace", "code"], name="ladder_term_set_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"


class LadderProposal(BaseModel):
    """The desk proposes to one side to put a case a level up, and says why. A person decides."""

    class Outcome(models.TextChoices):
        ESCALATED = "escalated", pgettext_lazy("proposal", "Escalated")
        DISMISSED = "dismissed", pgettext_lazy("proposal", "Dismissed")
        LAPSED = "lapsed", pgettext_lazy("proposal", "No longer so")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ladder_proposals")
    side = models.CharField(_("side"), max_length=16, choices=Side)
    level = models.PositiveSmallIntegerField(_("proposed level"), choices=EscalationLevel)
    findings = models.JSONField(_("reasons"), default=dict, help_text=_("What was measured, by the code of the rule."))
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "side"], condition=Q(settled_at=None), name="one_standing_proposal_per_side"
            ),
        ]
        indexes = [
            models.Index(fields=["side", "-id"], condition=Q(settled_at=None), name="proposal_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} to level {self.level}"
