"""What customers say about a brand: a review, a question, a chat, a return, a cancellation, or what was typed in."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, granted_to
from branddesk.cases.models import Case
from branddesk.catalogue.models import Product
from branddesk.complaints.models.theme import Theme
from branddesk.core import clock
from branddesk.core.enums import Currency, Language
from branddesk.core.models import BaseModel
from branddesk.evidence.models import Exhibit
from branddesk.stores.models import Store


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, user: User) -> ComplaintQuerySet:
        """The voices about the person's brands. A platform's people hear none of them here."""
        return self.filter(brand__in=granted_to(user)) if user.is_merchant else self.none()


class Complaint(BaseModel):
    """One customer's voice about the brand, and what became of it."""

    class Kind(models.TextChoices):
        REVIEW = "review", pgettext_lazy("customer's voice", "Review")
        QUESTION = "question", pgettext_lazy("customer's voice", "Question")
        CHAT = "chat", _("Buyer chat")
        RETURN = "return", pgettext_lazy("customer's voice", "Return")
        CANCELLATION = "cancellation", _("Cancellation")
        OTHER = "other", _("Other words")

    class Source(models.TextChoices):
        MARKETPLACE = "marketplace", _("Read from the store")
        MANUAL = "manual", _("Typed in")
        IMPORTED = "imported", _("Brought in with a sheet")

    class Wish(models.TextChoices):
        """What the customer wants."""

        COMPLAINT = "complaint", pgettext_lazy("wish", "Complaint")
        QUESTION = "question", pgettext_lazy("wish", "Question")
        SUGGESTION = "suggestion", pgettext_lazy("wish", "Suggestion")
        PRAISE = "praise", pgettext_lazy("wish", "Praise")

    class Status(models.TextChoices):
        OPEN = "open", _("Waits for us")
        ANSWERED = "answered", pgettext_lazy("customer's voice", "Answered")
        DONE = "done", _("Done without an answer")

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="complaints", db_index=False)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    source = models.CharField(_("source"), max_length=12, choices=Source)
    outside_id = models.CharField(_("number at the marketplace"), max_length=80, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)

    text = models.TextField(_("customer's words"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.RUSSIAN)
    wish = models.CharField(_("what the customer wants"), max_length=10, choices=Wish, default=Wish.COMPLAINT)
    is_wish_given = models.BooleanField(default=False, help_text=_("A person said so: rules leave it alone."))
    customer = models.CharField(_("customer"), max_length=120, blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)

    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="complaints")
    sku = models.CharField(_("SKU"), max_length=32, blank=True)
    order_number = models.CharField(_("order"), max_length=60, blank=True)
    order_value = models.DecimalField(_("value of the order"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.RUB)

    received_at = models.DateTimeField(_("received"), default=clock.now)
    due_at = models.DateTimeField(_("answer until"))
    is_window = models.BooleanField(
        default=False, help_text=_("The marketplace takes no answer after it; else it is the desk's own aim.")
    )
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    assignee = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("works on it")
    )
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="complaints")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="complaints")
    is_theme_given = models.BooleanField(default=False, help_text=_("A person placed it: rules leave it alone."))
    facts = models.JSONField(default=dict, help_text=_("What else the marketplace said: state, reason, actions."))
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "kind", "outside_id"],
                condition=Q(store__isnull=False) & ~Q(outside_id=""),
                name="complaint_once_per_store",
            ),
            models.UniqueConstraint(
                fields=["brand", "kind", "outside_id"],
                condition=Q(store__isnull=True) & ~Q(outside_id=""),
                name="complaint_once_per_brand",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="complaint_rating_1_to_5"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_at", "id", "brand"], name="complaint_by_due"),
            models.Index(fields=["kind", "status", "due_at", "id", "brand"], name="complaint_by_kind"),
            models.Index(fields=["assignee", "status", "due_at", "id", "brand"], name="complaint_by_person"),
            models.Index(fields=["status", "received_at", "id", "brand"], name="complaint_by_received"),
            models.Index(fields=["received_at", "id", "brand"], name="complaint_all"),
            models.Index(fields=["brand", "sku", "received_at"], name="complaint_of_product"),
        ]

    def __str__(self) -> str:
        return self.first_words or f"{self.get_kind_display()} {self.outside_id}".strip()

    @property
    def first_words(self) -> str:
        words = " ".join(self.text.split())
        return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]}…"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_conversation(self) -> bool:
        """Whether more than one answer may follow."""
        return self.kind == self.Kind.CHAT

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at < clock.now()

    @property
    def is_past_window(self) -> bool:
        """The marketplace takes no answer any more."""
        return self.is_window and self.due_at < clock.now()

    @property
    def value(self) -> Decimal | None:
        return self.order_value


class Utterance(BaseModel):
    """One message of a chat with a buyer, or of the words that follow a first one."""

    class Side(models.TextChoices):
        CUSTOMER = "customer", pgettext_lazy("side of a chat", "Customer")
        US = "us", pgettext_lazy("side of a chat", "We")
        PLATFORM = "platform", pgettext_lazy("side of a chat", "Marketplace")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="utterances")
    outside_id = models.CharField(max_length=80, blank=True)
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "outside_id"], condition=~Q(outside_id=""), name="utterance_kept_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Picture(BaseModel):
    """A photo or video that came with a customer's words: an address at the marketplace until it is sealed."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="pictures")
    url = models.URLField(max_length=500)
    is_video = models.BooleanField(default=False)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("Sealed, once a case needs it.")
    )
    note = models.CharField(_("why it is not sealed"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["complaint", "url"], name="picture_of_complaint_once")]

    def __str__(self) -> str:
        return self.url
