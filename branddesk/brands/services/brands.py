"""Bringing a brand onto the desk, and letting other organisations act for it."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from branddesk.accounts.models import Organisation, User
from branddesk.brands import permissions
from branddesk.brands.models import Brand, BrandGrant, PersonGrant
from branddesk.brands.rules import same_name
from branddesk.core.errors import DomainError
from branddesk.core.models import new_key
from branddesk.foundation.journal import services as journal


@transaction.atomic
def found_brand(*, actor: User, name: str) -> Brand:
    """Bring a brand onto the desk. The actor's organisation acts for it, and so does the actor."""
    permissions.check_can_found(actor)
    # One after the other, so that of two at once the second finds the name taken.
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.organisation_id)
    name = _name(name)
    mine = Brand.objects.filter(grants__organisation=actor.organisation_id)
    if any(same_name(brand.name) == same_name(name) for brand in mine):
        raise DomainError(_("Your organisation has the brand %(name)s already.") % {"name": name})

    brand = Brand.objects.create(name=name, slug=new_key().hex)
    # The name may be taken by others, or hold no Latin letter at all: then the address goes by the number.
    slug = slugify(name)
    taken = not slug or Brand.objects.filter(slug=slug).exists()
    brand.slug = f"{slug or 'brand'}-{brand.pk}" if taken else slug
    brand.save(update_fields=["slug"])
    BrandGrant.objects.create(brand=brand, organisation=actor.organisation)
    if not actor.sees_all_brands:
        PersonGrant.objects.create(brand=brand, person=actor)

    journal.record(actor, "brand.founded", brand, private={"name": name}, organisation=actor.organisation_id)
    return brand


@transaction.atomic
def rename_brand(*, actor: User, brand: Brand, name: str) -> Brand:
    """Correct the name. Addresses stay as they are, so that no link breaks."""
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    permissions.check_can_grant(actor, brand)
    name = _name(name)
    if brand.name == name:
        return brand
    before, brand.name = brand.name, name
    brand.save(update_fields=["name"])

    journal.record(actor, "brand.renamed", brand, private={"before": before, "after": name})
    return brand


@transaction.atomic
def grant_brand(*, actor: User, brand: Brand, legal_name: str) -> BrandGrant:
    """Let an agency act for the brand. It is named by its legal name, so that nobody can leaf through organisations."""
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    permissions.check_can_grant(actor, brand)
    wanted = same_name(legal_name)
    agencies = Organisation.objects.filter(kind=Organisation.Kind.AGENCY)
    agency = next((each for each in agencies if wanted and same_name(each.legal_name) == wanted), None)
    if agency is None:
        raise DomainError(_("No agency of this legal name works on this desk. Ask the agency how it is written."))

    grant, is_new = BrandGrant.objects.get_or_create(brand=brand, organisation=agency)
    if is_new:
        journal.record(actor, "brand.granted", brand, organisation=agency.pk)
    return grant


@transaction.atomic
def withdraw_grant(*, actor: User, brand: Brand, organisation: Organisation) -> None:
    """From now on the agency sees nothing of the brand. What it did stays as it is."""
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    permissions.check_can_grant(actor, brand)
    if organisation.pk == actor.organisation_id:
        raise DomainError(_("Your own organisation cannot give up the brand here, or nobody could grant it again."))
    gone, _by_model = BrandGrant.objects.filter(brand=brand, organisation=organisation).delete()
    PersonGrant.objects.filter(brand=brand, person__organisation=organisation).delete()
    if gone:
        journal.record(actor, "brand.grant-withdrawn", brand, organisation=organisation.pk)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not same_name(name):
        raise DomainError(_("Enter the brand's name as it stands on the goods."))
    if len(name) > 80:
        raise DomainError(_("The name has %(length)d characters; shorten it to 80.") % {"length": len(name)})
    return name
