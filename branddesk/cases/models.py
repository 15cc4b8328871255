"""A case: one issue a brand raises with a marketplace, the submissions that carry it, and what was said."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, Right
from branddesk.core import clock
from branddesk.core.enums import Currency, Language, Reason, Route, Side, Status, SubmissionStatus
from branddesk.core.models import BaseModel
from branddesk.evidence.models import Exhibit
from branddesk.stores.models import Marketplace


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> CaseQuerySet:
        """A brand's people see its cases; a platform's people see what was submitted to their marketplaces."""
        if user.is_platform:
            return self.filter(marketplace__operator=user.organisation_id, submitted_at__isnull=False)
        return self.filter(brand__in=Brand.objects.visible_to(user))


class Case(BaseModel):
    """One issue a brand raises with a marketplace, from first message to closure."""

    class Kind(models.TextChoices):
        INFRINGEMENT = "infringement", _("Brand infringement")

    class Violation(models.TextChoices):
        """What the seller does; each has its sentence in the platform's form."""

        COUNTERFEIT = "counterfeit", _("Sells fakes under our mark")
        SIMILAR_SIGN = "similar_sign", _("Uses a confusingly similar sign")
        NO_PERMISSION = "no_permission", _("Uses our mark without permission")
        COPIED_CONTENT = "copied_content", _("Copied our photos or texts")

    number = models.CharField(_("number"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.INFRINGEMENT)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="cases")
    marketplace = models.ForeignKey(Marketplace, on_delete=models.PROTECT, related_name="cases")
    subject = models.CharField(_("subject"), max_length=160, blank=True)
    violation = models.CharField(_("what the seller does"), max_length=16, choices=Violation, blank=True)
    right = models.ForeignKey(Right, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    own_sku = models.CharField(_("our own SKU"), max_length=32, blank=True)
    nice_class = models.PositiveSmallIntegerField(_("class of the goods"), null=True, blank=True)
    statement = models.TextField(_("statement for the platform"), max_length=3000, blank=True)

    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    turn = models.CharField(_("turn"), max_length=16, choices=Side, default=Side.BRAND)
    version = models.PositiveIntegerField(default=1)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned_cases"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="moderated_cases"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("prepared"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    review_at = models.DateTimeField(_("review began"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    brand_due_at = models.DateTimeField(_("answer of the brand due"), null=True, blank=True)
    last_event_at = models.DateTimeField(_("last event"))

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-last_event_at", "-pk"]
        indexes = [
            models.Index(fields=["brand", "-last_event_at", "-id"], name="case_brand_recent"),
            models.Index(fields=["brand", "turn", "status"], name="case_brand_turn"),
            models.Index(fields=["status", "-last_event_at", "-id"], name="case_status_recent"),
            models.Index(fields=["marketplace", "status", "submitted_at"], name="case_queue"),
            models.Index(fields=["moderator", "status"], name="case_mine"),
        ]

    def __str__(self) -> str:
        return self.subject or self.number

    @property
    def by_cabinet(self) -> bool:
        """Whether a person files it in the marketplace's own cabinet."""
        return self.marketplace.route == Route.CABINET

    @property
    def is_being_written(self) -> bool:
        """A draft whose packets are not made yet: everything in it may change."""
        return self.status == Status.DRAFT and self.prepared_at is None

    @property
    def is_prepared(self) -> bool:
        """Its packets are ready and nothing is filed yet."""
        return self.status == Status.DRAFT and self.prepared_at is not None

    @property
    def awaits_mending(self) -> bool:
        """The platform wants more or said no, so papers may be added."""
        return self.status in {Status.WAITING, Status.PARTLY, Status.REFUSED}

    @property
    def reopens_until(self) -> datetime | None:
        """The moment until which a decided case may be reopened."""
        return self.decided_at and self.decided_at + timedelta(days=self.marketplace.reopen_days)

    @property
    def is_overdue(self) -> bool:
        """The brand's answer should have been here."""
        return self.brand_due_at is not None and self.brand_due_at < clock.now()


class OffendingListing(BaseModel):
    """A listing complained of: where it stands, who sells it, at what price, and when it was seen."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="listings")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(_("SKU"), max_length=32, blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    seller = models.CharField(_("seller"), max_length=200, blank=True)
    seller_inn = models.CharField(_("seller's INN"), max_length=12, blank=True)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.RUB)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "sku"],
                condition=~Q(sku=""),
                name="listing_named_once",
                violation_error_message=_("This SKU is already in the case."),
            ),
            models.CheckConstraint(
                condition=~Q(sku="", url=""),
                name="listing_has_a_sku_or_a_link",
                violation_error_message=_("A listing needs its SKU or its link."),
            ),
        ]

    def __str__(self) -> str:
        return self.sku or self.url


class CaseExhibit(BaseModel):
    """An exhibit used in a case, for the whole of it or for one listing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="exhibit_links")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="case_links")
    listing = models.ForeignKey(
        OffendingListing, on_delete=models.SET_NULL, null=True, blank=True, related_name="exhibit_links"
    )
    position = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("sent to the platform"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "exhibit"], name="exhibit_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.exhibit_id} in {self.case_id}"


class Submission(BaseModel):
    """The case put before the platform for one offending listing, with a state of its own."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    listing = models.ForeignKey(OffendingListing, on_delete=models.PROTECT, related_name="submissions")
    status = models.CharField(_("status"), max_length=16, choices=SubmissionStatus, default=SubmissionStatus.PREPARED)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    reference = models.CharField(_("platform's reference"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["listing__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "listing"], name="one_submission_per_listing")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.listing_id}"


class Message(BaseModel):
    """What was said: a message to the other side, or a note that only colleagues read."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Message to the other side")
        NOTE = "note", _("Note for colleagues")
        QUESTION = "question", _("Request for information")
        DECISION = "decision", _("Decision")
        SUBMISSION = "submission", _("Submission")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("side"), max_length=16, choices=Side)
    body = models.TextField(_("text"), max_length=10000)
    language = models.CharField(_("language"), max_length=8, choices=Language, blank=True)
    is_quoted = models.BooleanField(
        _("quoted word for word"), default=False, help_text=_("Answered elsewhere and copied here by a person.")
    )
    happened_at = models.DateTimeField(_("said"))
    exhibits = models.ManyToManyField(Exhibit, blank=True, related_name="+")
    form_key = models.UUIDField(null=True, blank=True, unique=True, help_text=_("The form it came from, sent once."))

    class Meta:
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"


class Overrule(BaseModel):
    """A warning of the readiness check that a person set aside, with the reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="overrules")
    code = models.CharField(max_length=80)
    reason = models.CharField(_("reason"), max_length=500)
    overruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="warning_overruled_once")]

    def __str__(self) -> str:
        return f"{self.code} in {self.case_id}"
