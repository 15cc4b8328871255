"""The offending listings: named so that the platform finds them, not our own, and not complained of twice."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.cases.models import OffendingListing
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.marketplaces.inn import has_inn_length, is_inn


def check_listings(material: Material) -> Iterator[Check]:
    if not material.listings:
        yield Check(
            code="listings",
            level="blocker",
            text=_("No listing is named yet."),
            why=_("The platform checks each listing by its SKU or link."),
            mend=_("Paste the listings"),
            mend_url=material.page("listings"),
            step="listings",
        )
    else:
        count = len(material.listings)
        text = ngettext("%(count)d listing is named.", "%(count)d listings are named.", count) % {"count": count}
        yield Check(code="listings", level="ok", text=text, step="listings")
    yield from _own_sku(material)
    for listing in material.listings:
        yield from _identity(material, listing)
        yield from _seller(material, listing)


def _own_sku(material: Material) -> Iterator[Check]:
    own = material.case.own_sku.strip()
    needed = material.rules.needs_own_sku
    names = {"marketplace": material.marketplace, "sku": own}
    if not own:
        yield Check(
            code="own_sku",
            level="blocker" if needed else "warning",
            text=_("The brand’s own SKU is not given."),
            why=_("%(marketplace)s asks for it first.") % names
            if needed
            else _("With it the platform can compare the goods."),
            mend=_("Enter our own SKU"),
            mend_url=material.page("right"),
            step="right",
        )
    elif needed and not material.gateway.is_sku(own):
        yield Check(
            code="own_sku",
            level="blocker",
            text=_("“%(sku)s” is not a SKU of %(marketplace)s.") % names,
            why=_("A SKU there has digits only. The article number of a seller is something else."),
            mend=_("Enter our own SKU"),
            mend_url=material.page("right"),
            step="right",
        )
    else:
        text = _("The brand’s own SKU is given: %(sku)s.") % names
        yield Check(code="own_sku", level="ok", text=text, step="right")


def _identity(material: Material, listing: OffendingListing) -> Iterator[Check]:
    names = {"listing": listing, "marketplace": material.marketplace, "number": material.elsewhere.get(listing.sku, "")}
    if not listing.sku and material.rules.needs_sku:
        yield Check(
            code=f"listing_sku:{listing.pk}",
            level="blocker",
            text=_("The SKU of %(listing)s is not given.") % names,
            why=_("%(marketplace)s takes complaints by SKU; a short link does not tell it.") % names,
            mend=_("Enter the SKU"),
            mend_url=material.page("listings"),
            step="listings",
            listing=listing,
        )
    if listing.sku and listing.sku == material.case.own_sku.strip():
        yield Check(
            code=f"own_listing:{listing.pk}",
            level="blocker",
            text=_("%(listing)s is the brand’s own listing.") % names,
            why=_("A complaint about it could hide our own goods."),
            mend=_("Remove it from the listings"),
            mend_url=material.page("listings"),
            step="listings",
            listing=listing,
        )
    if names["number"]:
        yield Check(
            code=f"elsewhere:{listing.pk}",
            level="warning",
            text=_("%(listing)s already stands in case %(number)s.") % names,
            why=_("The platform may refuse a second complaint while the first is open."),
            mend=_("Remove it from the listings"),
            mend_url=material.page("listings"),
            step="listings",
            listing=listing,
        )


def _seller(material: Material, listing: OffendingListing) -> Iterator[Check]:
    if not listing.seller.strip():
        yield Check(
            code=f"seller:{listing.pk}",
            level="warning",
            text=_("The seller of %(listing)s is not named.") % {"listing": listing},
            why=_("The platform checks the seller’s permission; the name stands on the listing."),
            mend=_("Name the seller"),
            mend_url=material.page("listings"),
            step="listings",
            listing=listing,
        )
    inn = listing.seller_inn.strip()
    if inn and not is_inn(inn):
        yield Check(
            code=f"inn:{listing.pk}",
            level="blocker",
            text=_("The INN of the seller of %(listing)s cannot be right: %(inn)s.") % {"listing": listing, "inn": inn},
            why=_("Its check digits do not fit the rest; a digit is mistyped.")
            if has_inn_length(inn)
            else _("An INN has 10 or 12 digits."),
            mend=_("Correct or clear the INN"),
            mend_url=material.page("listings"),
            step="listings",
            listing=listing,
        )
