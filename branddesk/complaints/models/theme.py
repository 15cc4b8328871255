"""Themes: the same trouble with the same product, said by many; and what is done about it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.brands.models import Brand, granted_to
from branddesk.cases.models import Case
from branddesk.complaints.troubles import title_of
from branddesk.core.models import BaseModel


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User) -> ThemeQuerySet:
        return self.filter(brand__in=granted_to(user)) if user.is_merchant else self.none()


class Theme(BaseModel):
    """One trouble with one product. Rules and likeness fill it; people name it, move voices, and merge it."""

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="themes")
    sku = models.CharField(_("SKU"), max_length=32, blank=True)
    product_name = models.CharField(_("product"), max_length=300, blank=True)
    trouble = models.CharField(max_length=20, blank=True, help_text=_("The rule's name; empty for likeness alone."))
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("Empty: as the rule calls it."))
    words = models.JSONField(default=list, help_text=_("What its voices have in common, where no rule names it."))
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="themes")
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "sku", "trouble"], condition=~models.Q(trouble=""), name="theme_once_per_trouble"
            )
        ]

    def __str__(self) -> str:
        return title_of(self.trouble, self.name, self.words)


class Improvement(BaseModel):
    """What is done so that a trouble ends; its effect is read off the theme's count before and after."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="improvements")
    text = models.CharField(_("what is done"), max_length=300)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="improvements", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text
