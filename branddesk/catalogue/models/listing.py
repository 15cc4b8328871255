"""Own listings as customers see them at a store: how they stand, what changed when, and what we had changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, granted_to
from branddesk.catalogue.models.product import Product
from branddesk.core.enums import Currency
from branddesk.core.models import BaseModel
from branddesk.stores.models import Store


class ListingQuerySet(models.QuerySet["Listing"]):
    def visible_to(self, user: User) -> ListingQuerySet:
        """Those of the reader's own stores, of the brands for which the person works."""
        if not user.is_merchant:
            return self.none()
        own = self.filter(store__organisation=user.organisation_id)
        return own.filter(Q(brand=None) | Q(brand__in=granted_to(user)))


class Listing(BaseModel):
    """One of the own goods at one store, as it stood at the last reading."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="listings")
    brand = models.ForeignKey(Brand, on_delete=models.SET_NULL, null=True, related_name="listings")
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, related_name="listings")
    outside_id = models.CharField(_("number at the marketplace"), max_length=32)
    sku = models.CharField(_("SKU"), max_length=32, blank=True)
    offer_id = models.CharField(_("offer id"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=500, blank=True)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True)
    old_price = models.DecimalField(_("price before discount"), max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.RUB)
    pictures = models.JSONField(_("pictures"), default=list)
    text = models.TextField(_("text"), blank=True)
    attributes = models.JSONField(default=dict, help_text=_("Values by the marketplace's number of the attribute."))
    attribute_names = models.JSONField(default=dict, help_text=_("Names by the same numbers."))
    rating = models.DecimalField(_("content rating"), max_digits=5, decimal_places=2, null=True)
    status = models.CharField(_("status"), max_length=120, blank=True, help_text=_("In the marketplace's words."))
    is_archived = models.BooleanField(_("archived"), default=False)
    gone_at = models.DateTimeField(_("gone"), null=True, help_text=_("A whole reading did not find it any more."))
    read_at = models.DateTimeField(_("last read"))
    changed_at = models.DateTimeField(_("last change"), null=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["store", "outside_id"], name="listing_once_per_store")]
        indexes = [
            models.Index(fields=["sku"], name="own_listing_sku"),
            models.Index(fields=["store", "-changed_at", "-id"], name="own_listing_changed"),
        ]

    def __str__(self) -> str:
        return self.name or self.sku or self.offer_id

    @property
    def url(self) -> str:
        return f"https://www.ozon.ru/product/{self.sku}/" if self.sku else ""


class ListingChange(BaseModel):
    """One thing about a listing that was another at the reading before."""

    class What(models.TextChoices):
        NAME = "name", pgettext_lazy("of a listing", "Name")
        PRICE = "price", pgettext_lazy("of a listing", "Price")
        OLD_PRICE = "old_price", pgettext_lazy("of a listing", "Price before discount")
        PICTURES = "pictures", pgettext_lazy("of a listing", "Pictures")
        TEXT = "text", pgettext_lazy("of a listing", "Text")
        ATTRIBUTE = "attribute", pgettext_lazy("of a listing", "Attribute")
        RATING = "rating", pgettext_lazy("of a listing", "Content rating")
        STATUS = "status", pgettext_lazy("of a listing", "Status")
        ARCHIVED = "archived", pgettext_lazy("of a listing", "Archived")
        GONE = "gone", pgettext_lazy("of a listing", "Not found any more")
        BACK = "back", pgettext_lazy("of a listing", "Found again")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(_("what"), max_length=10, choices=What)
    attribute = models.CharField(max_length=32, blank=True, help_text=_("Its number, where an attribute changed."))
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    not_before = models.DateTimeField(_("not before"), null=True, help_text=_("The reading before: it was otherwise."))
    seen_at = models.DateTimeField(_("seen"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Who had it changed from this desk; empty where that was done elsewhere."),
    )

    class Meta:
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["listing", "-seen_at", "-id"], name="change_of_listing")]

    def __str__(self) -> str:
        return f"{self.what} of {self.listing_id}"


class ListingOrder(BaseModel):
    """A change that somebody of the desk ordered, on its way to the store."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("change of a listing", "Waiting to be sent")
        SENT = "sent", pgettext_lazy("change of a listing", "Taken by the marketplace")
        DONE = "done", pgettext_lazy("change of a listing", "Seen on the card")
        REFUSED = "refused", pgettext_lazy("change of a listing", "Refused")

    class What(models.TextChoices):
        NAME = "name", pgettext_lazy("of a listing", "Name")
        PRICE = "price", pgettext_lazy("of a listing", "Price")
        OLD_PRICE = "old_price", pgettext_lazy("of a listing", "Price before discount")
        TEXT = "text", pgettext_lazy("of a listing", "Text")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="orders")
    what = models.CharField(_("what"), max_length=10, choices=What)
    value = models.TextField(_("new value"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    task = models.CharField(max_length=40, blank=True, help_text=_("The marketplace's number of the import."))
    reason = models.CharField(_("why it was refused"), max_length=500, blank=True)
    tried_at = models.DateTimeField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "what"], condition=Q(state="waiting"), name="one_order_of_a_kind_on_its_way"
            ),
            models.UniqueConstraint(fields=["form_key", "what"], name="order_once_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.listing_id}"
