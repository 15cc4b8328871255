"""A case: one issue a brand raises with a marketplace, and the submissions that carry it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case as Case_
from django.db.models import Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, Right, granted_to
from branddesk.core import clock
from branddesk.core.enums import (
    CaseKind,
    Currency,
    EscalationLevel,
    Priority,
    Route,
    Side,
    Status,
    SubmissionStatus,
)
from branddesk.core.models import BaseModel
from branddesk.evidence.models import Exhibit
from branddesk.stores.models import Marketplace

UNDECIDED = [Status.SUBMITTED.value, Status.IN_REVIEW.value, Status.REOPENED.value]
UNENDED = [*UNDECIDED, Status.WAITING.value]
ENDED = [Status.GRANTED.value, Status.PARTLY.value, Status.REFUSED.value, Status.CLOSED.value]


NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Shelf(models.TextChoices):
    """Where a case stands in the lists: with one of the sides, decided, closed, or still being written."""

    BRAND = "brand"
    PLATFORM = "platform"
    DECIDED = "decided"
    CLOSED = "closed"
    DRAFT = "draft"


SHELF = Case_(
    When(Q(status=Status.CLOSED), then=Value(Shelf.CLOSED.value)),
    When(
        Q(status__in=[Status.GRANTED.value, Status.PARTLY.value, Status.REFUSED.value]),
        then=Value(Shelf.DECIDED.value),
    ),
    When(Q(status=Status.DRAFT, prepared_at__isnull=True), then=Value(Shelf.DRAFT.value)),
    When(Q(turn=Side.BRAND), then=Value(Shelf.BRAND.value)),
    default=Value(Shelf.PLATFORM.value),
)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> CaseQuerySet:
        """A brand's people see its cases; a platform's people see what was submitted to their marketplaces."""
        if user.is_platform:
            return self.filter(marketplace__operator=user.organisation_id, submitted_at__isnull=False)
        return self.filter(brand__in=granted_to(user))


class Case(BaseModel):
    """One issue a brand raises with a marketplace, from first message to closure."""

    class Violation(models.TextChoices):
        """What the seller does; each has its sentence in the platform's form."""

        COUNTERFEIT = "counterfeit", _("Sells fakes under our mark")
        SIMILAR_SIGN = "similar_sign", _("Uses a confusingly similar sign")
        NO_PERMISSION = "no_permission", _("Uses our mark without permission")
        COPIED_CONTENT = "copied_content", _("Copied our photos or texts")

    number = models.CharField(_("number"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=CaseKind, default=CaseKind.INFRINGEMENT)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="cases", db_index=False)
    marketplace = models.ForeignKey(Marketplace, on_delete=models.PROTECT, related_name="cases")
    subject = models.CharField(_("subject"), max_length=160, blank=True)
    violation = models.CharField(_("what the seller does"), max_length=16, choices=Violation, blank=True)
    right = models.ForeignKey(Right, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    own_sku = models.CharField(_("our own SKU"), max_length=32, blank=True)
    nice_class = models.PositiveSmallIntegerField(_("class of the goods"), null=True, blank=True)
    statement = models.TextField(_("statement for the platform"), max_length=3000, blank=True)
    details = models.JSONField(
        _("answers"), default=dict, blank=True, help_text=_("What its kind asks for, by the code of the question.")
    )

    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    turn = models.CharField(_("turn"), max_length=16, choices=Side, default=Side.BRAND)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    level = models.PositiveSmallIntegerField(
        _("escalation level"), choices=EscalationLevel, default=EscalationLevel.SUPPORT
    )
    escalated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, unique=True, help_text=_("The form it came from, sent once."))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_cases",
        db_index=False,
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moderated_cases",
        db_index=False,
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

    # The platform's promises; see `sla`. A promise that is kept, or held while the brand is awaited, is not due.
    response_due_at = models.DateTimeField(_("first answer due"), null=True, blank=True)
    responded_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    resolution_due_at = models.DateTimeField(_("decision due"), null=True, blank=True)
    resolution_left = models.PositiveIntegerField(_("working seconds left while held"), null=True, blank=True)
    held_at = models.DateTimeField(_("clock held"), null=True, blank=True)
    due_at = models.DateTimeField(
        _("next promise due"), null=True, blank=True, help_text=_("The earliest promise still to be kept.")
    )
    response_hours = models.PositiveSmallIntegerField(_("promised first answer, working hours"), null=True, blank=True)
    resolution_hours = models.PositiveSmallIntegerField(_("promised decision, working hours"), null=True, blank=True)
    warns_at = models.DateTimeField(
        _("near breach from"), null=True, blank=True, help_text=_("When the last stretch before the due moment begins.")
    )
    warned_at = models.DateTimeField(_("warned of the promise"), null=True, blank=True)

    shelf = models.GeneratedField(
        expression=SHELF, output_field=models.CharField(max_length=8, choices=Shelf), db_persist=True
    )
    """Kept by the database, so that each list is one walk through an index."""
    due_key = models.GeneratedField(
        expression=Coalesce("brand_due_at", Value(NEVER, models.DateTimeField())),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    """When the brand's answer is due, or never, for the order of lists."""

    tags: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "Tag", through="CaseTag", related_name="cases", blank=True
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-last_event_at", "-pk"]
        indexes = [
            # The brand's lists, one for each of their orders.
            models.Index(fields=["brand", "shelf", "-last_event_at", "-id"], name="case_brand_shelf"),
            models.Index(fields=["brand", "shelf", "due_key", "id"], name="case_brand_due"),
            models.Index(fields=["brand", "shelf", "-priority", "-last_event_at", "-id"], name="case_brand_priority"),
            models.Index(fields=["brand", "shelf", "-id"], name="case_brand_opened"),
            models.Index(
                fields=["brand", "shelf", "-last_event_at", "-id"],
                condition=Q(assignee__isnull=True),
                name="case_brand_nobody",
            ),
            models.Index(
                fields=["assignee", "shelf", "-last_event_at", "-id"],
                condition=Q(assignee__isnull=False),
                name="case_assignee_shelf",
            ),
            # With the brand, so that the counts need not look at the rows.
            models.Index(
                fields=["assignee", "shelf", "due_key", "id", "brand"],
                condition=Q(assignee__isnull=False),
                name="case_assignee_due",
            ),
            # What happened lately.
            models.Index(
                fields=["brand", "submitted_at"], condition=Q(submitted_at__isnull=False), name="case_brand_submitted"
            ),
            models.Index(
                fields=["brand", "decided_at"], condition=Q(decided_at__isnull=False), name="case_brand_decided"
            ),
            models.Index(
                fields=["marketplace", "decided_at"], condition=Q(decided_at__isnull=False), name="case_market_decided"
            ),
            # The platform's queue.
            models.Index(
                fields=["marketplace", "shelf", "submitted_at", "id"],
                condition=Q(submitted_at__isnull=False),
                name="case_queue",
            ),
            models.Index(
                fields=["marketplace", "submitted_at", "id"],
                condition=Q(moderator__isnull=True, submitted_at__isnull=False, status__in=UNDECIDED),
                name="case_unassigned",
            ),
            models.Index(
                fields=["moderator", "submitted_at", "id"], condition=Q(status__in=UNENDED), name="case_moderator"
            ),
            models.Index(
                fields=["marketplace", "shelf", "-last_event_at", "-id"],
                condition=Q(status__in=ENDED),
                name="case_decided",
            ),
            models.Index(
                fields=["marketplace", "submitted_at", "id"],
                condition=Q(level__gt=EscalationLevel.SUPPORT.value, status__in=UNDECIDED),
                name="case_escalated",
            ),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="case_due"),
            models.Index(fields=["warns_at"], condition=Q(warns_at__isnull=False), name="case_near_breach"),
        ]

    def __str__(self) -> str:
        return self.subject or str(self.get_kind_display())

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
    def was_prepared(self) -> bool:
        """Whether it may have submissions: its packets were made, or it is with the platform."""
        return self.prepared_at is not None or self.submitted_at is not None

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
        indexes = [models.Index(fields=["sku"], condition=~Q(sku=""), name="listing_sku")]
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
    """The case put before the platform, with a state of its own: for infringement one per offending listing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    listing = models.ForeignKey(
        OffendingListing,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        help_text=_("Empty where the case as a whole is put before the platform."),
    )
    status = models.CharField(_("status"), max_length=16, choices=SubmissionStatus, default=SubmissionStatus.PREPARED)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    reference = models.CharField(_("platform's reference"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=24, blank=True, help_text=_("Its code; see `reasons`."))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["listing__position", "pk"]
        indexes = [models.Index(fields=["reference"], condition=~Q(reference=""), name="submission_reference")]
        constraints = [
            models.UniqueConstraint(fields=["case", "listing"], name="one_submission_per_listing"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(listing=None), name="one_submission_for_the_whole_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.listing_id}"

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """The status in words; granted means hidden where it is about a listing."""
        if self.status == SubmissionStatus.GRANTED and self.listing_id is None:
            return str(Status.GRANTED.label)
        return str(SubmissionStatus(self.status).label)

    @property
    def label(self) -> str:
        """What it is about, as a row names it: the listing's SKU or link, or the case's subject."""
        return str(self.listing) if self.listing is not None else str(self.case)


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
