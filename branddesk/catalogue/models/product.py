"""The brand's own products, as they are offered on the marketplace."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.core.enums import Currency
from branddesk.core.models import BaseModel


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, user: User) -> ProductQuerySet:
        """Products of the person's brands. A platform's people look products up on their own marketplace."""
        return self.filter(brand__in=Brand.objects.visible_to(user)) if user.is_merchant else self.none()


class Product(BaseModel):
    """One of the brand's own goods: its SKU on the marketplace, the seller's own number for it, name and price."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="products")
    sku = models.CharField(_("SKU"), max_length=32)
    offer_id = models.CharField(_("offer id"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=300)
    pictures = models.JSONField(_("pictures"), default=list, blank=True, help_text=_("Addresses of its pictures."))
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.RUB)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["brand", "sku"], name="product_once_per_brand")]
        indexes = [models.Index(fields=["brand", "name", "id"], name="product_by_name")]

    def __str__(self) -> str:
        return f"{self.sku} {self.name}"

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None
