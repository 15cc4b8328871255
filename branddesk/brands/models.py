"""Brands, who may act for them, and the papers that prove it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import Organisation, User
from branddesk.core.models import BaseModel


class BrandQuerySet(models.QuerySet["Brand"]):
    def visible_to(self, user: User) -> BrandQuerySet:
        """The brands the person's organisation has a grant for; of these only the granted ones for some people."""
        return self.filter(pk__in=granted_to(user))


class Brand(BaseModel):
    """A name under which goods are sold."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    objects = BrandQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BrandGrant(BaseModel):
    """An organisation may act for a brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="brand_grants")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "organisation"], name="one_grant_per_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} acts for {self.brand_id}"


def granted_to(user: User, **which: Any) -> models.QuerySet[BrandGrant, int]:
    """The keys of the brands visible to the person, for what belongs to a brand: shorter to plan than the brands."""
    grants = BrandGrant.objects.filter(organisation=user.organisation_id, **which)
    if not user.sees_all_brands:
        grants = grants.filter(brand__person_grants__person=user.pk)
    return grants.values_list("brand", flat=True)


class PersonGrant(BaseModel):
    """One of an agency's people may act for this brand; asked of those who do not work for all of them."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="person_grants")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="brand_grants")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "person"], name="one_grant_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} acts for {self.brand_id}"


class Territory(models.TextChoices):
    RUSSIA = "RU", _("Russia")
    KAZAKHSTAN = "KZ", _("Kazakhstan")
    BELARUS = "BY", _("Belarus")
    CHINA = "CN", _("China")


def names_of_territories(codes: list[str]) -> str:
    """The countries in the reader's language, in the order of the papers."""
    return ", ".join(str(Territory(code).label) if code in Territory else code for code in codes)


class Register(models.TextChoices):
    ROSPATENT = "rospatent", _("Rospatent")
    MADRID = "madrid", _("Madrid (WIPO)")
    CNIPA = "cnipa", _("CNIPA")
    HAGUE = "hague", _("Hague (WIPO)")
    EAPO = "eapo", _("EAPO")
    NCAC = "ncac", _("NCAC (China)")
    DEPOSIT = "deposit", _("Deposit certificate")


class Right(BaseModel):
    """An entry in the rights register: a registered trade mark, design, patent or copyright."""

    class Kind(models.TextChoices):
        TRADEMARK = "trademark", _("Trade mark")
        DESIGN = "design", _("Industrial design")
        PATENT = "patent", _("Patent")
        COPYRIGHT = "copyright", _("Copyright")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="rights")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.TRADEMARK)
    sign = models.CharField(_("sign or title"), max_length=120)
    number = models.CharField(_("registration number"), max_length=40)
    register = models.CharField(_("register"), max_length=16, choices=Register)
    classes = models.JSONField(_("Nice classes"), default=list, blank=True)
    territories = models.JSONField(_("territory"), default=list)
    holder = models.CharField(_("rights holder"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "register", "number"], name="right_entered_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="right_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign} №\u00a0{self.number}"

    @property
    def territory_names(self) -> str:
        return names_of_territories(self.territories)

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Authorisation(BaseModel):
    """A letter or licence from one party to another: what it allows, where and how long."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter of authorisation")
        LICENCE = "licence", _("Licence agreement")
        DISTRIBUTION = "distribution", _("Distribution agreement")
        POWER = "power", _("Power of attorney")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="authorisations")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.LETTER)
    grantor = models.CharField(_("grantor"), max_length=200)
    grantee = models.CharField(_("grantee"), max_length=200)
    allows_enforcement = models.BooleanField(_("covers complaints on the holder's behalf"), default=True)
    scope = models.CharField(
        _("scope"), max_length=300, blank=True, help_text=_("What the paper allows in its own words: goods, channels.")
    )
    territories = models.JSONField(_("territory"), default=list)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="authorisation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grantor} → {self.grantee}"

    @property
    def territory_names(self) -> str:
        return names_of_territories(self.territories)

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
