"""Call-backs: asking an important customer again, on a date, and keeping what was said and promised."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import granted_to
from branddesk.complaints.models.complaint import Complaint
from branddesk.core import clock
from branddesk.core.models import BaseModel


class CallbackQuerySet(models.QuerySet["Callback"]):
    def visible_to(self, user: User) -> CallbackQuerySet:
        return self.filter(complaint__brand__in=granted_to(user)) if user.is_merchant else self.none()


class Callback(BaseModel):
    """One return to a customer."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("call-back", "Planned")
        DONE = "done", pgettext_lazy("call-back", "Done")
        DROPPED = "dropped", pgettext_lazy("call-back", "Dropped")

    class Reason(models.TextChoices):
        RATING = "rating", _("One or two stars")
        VALUE = "value", _("Valuable order")
        REPEAT = "repeat", _("Comes back to us")
        OUTCOME = "outcome", _("The case is decided")
        HAND = "hand", _("Chosen by hand")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="callbacks")
    reason = models.CharField(_("why"), max_length=8, choices=Reason, default=Reason.HAND)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="callbacks", verbose_name=_("who calls"))
    due_on = models.DateField(_("on"))
    repeat_days = models.PositiveSmallIntegerField(_("again every so many days"), null=True, blank=True)
    script = models.TextField(_("what to say and ask"), max_length=2000, blank=True)
    outcome = models.TextField(_("what the customer said"), max_length=2000, blank=True)
    promised = models.CharField(_("what was promised"), max_length=500, blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = CallbackQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(state="planned"), name="one_planned_call_back"
            ),
            models.CheckConstraint(
                condition=models.Q(satisfaction__isnull=True) | models.Q(satisfaction__gte=1, satisfaction__lte=5),
                name="call_back_satisfaction_1_to_5",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="callback_due")]

    def __str__(self) -> str:
        return f"{self.due_on} {self.get_state_display()}"

    @property
    def is_late(self) -> bool:
        return self.state == self.State.PLANNED and self.due_on < clock.today()
