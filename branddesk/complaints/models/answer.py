"""What we answer a customer, on its way from the desk to being seen by the customer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, granted_to
from branddesk.complaints.models.complaint import Complaint
from branddesk.core.enums import Language
from branddesk.core.models import BaseModel


class Answer(BaseModel):
    """One answer to one complaint."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("answer", "Waiting to be sent")
        SENT = "sent", pgettext_lazy("answer", "Sent")
        MODERATION = "moderation", _("In moderation")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", pgettext_lazy("answer", "Refused")
        BY_HAND = "by_hand", _("Answered in the cabinet")
        UNDONE = "undone", _("Taken back before it was sent")

    LIVE = ("waiting", "sent", "moderation", "published", "by_hand")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("why it was refused"), max_length=500, blank=True)
    outside_id = models.CharField(_("number at the marketplace"), max_length=80, blank=True)
    is_only = models.BooleanField(default=True, help_text=_("The complaint takes one answer; a chat takes many."))
    tried_at = models.DateTimeField(null=True, help_text=_("Since then it may be at the marketplace: ask first."))
    after_id = models.CharField(max_length=80, blank=True, help_text=_("The chat's last message before the attempt."))
    sent_at = models.DateTimeField(_("sent"), null=True)
    settled_at = models.DateTimeField(_("published or refused"), null=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(is_only=True, state__in=["waiting", "sent", "moderation", "published", "by_hand"]),
                name="one_live_answer_per_complaint",
            )
        ]
        indexes = [
            models.Index(fields=["sent_at"], condition=Q(state="moderation"), name="answer_in_moderation"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def may_be_undone(self) -> bool:
        return self.state == self.State.WAITING and self.tried_at is None


class AnswerTemplateQuerySet(models.QuerySet["AnswerTemplate"]):
    def visible_to(self, user: User) -> AnswerTemplateQuerySet:
        return self.filter(brand__in=granted_to(user)) if user.is_merchant else self.none()


class AnswerTemplate(BaseModel):
    """Words that are often answered, for one kind of complaint and one language."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="answer_templates")
    title = models.CharField(_("name"), max_length=80)
    kind = models.CharField(
        _("for"), max_length=12, choices=Complaint.Kind, blank=True, help_text=_("Empty: for every kind.")
    )
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.RUSSIAN)
    text = models.TextField(_("text"), max_length=3000, help_text=_("{customer}, {product} and {brand} are filled in."))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = AnswerTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Decision(BaseModel):
    """What is done with a return or a cancellation, as the marketplace offered it; on its way like an answer."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("decision", "On its way")
        DONE = "done", pgettext_lazy("decision", "Done")
        REFUSED = "refused", pgettext_lazy("decision", "Refused")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="decisions")
    action = models.SmallIntegerField(help_text=_("Ozon's number of it; for cancellations 1 is yes, -1 no."))
    name = models.CharField(_("what is done"), max_length=120)
    from_state = models.CharField(max_length=60, blank=True, help_text=_("In which it was offered."))
    comment = models.CharField(_("comment"), max_length=1000, blank=True)
    reason_id = models.IntegerField(null=True)
    amount = models.DecimalField(_("sum"), max_digits=12, decimal_places=2, null=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    refusal = models.CharField(_("why it was refused"), max_length=500, blank=True)
    tried_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(state="waiting"), name="one_decision_of_complaint_on_its_way"
            )
        ]

    def __str__(self) -> str:
        return self.name
