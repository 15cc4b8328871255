"""A screenshot for each listing, that says where and when it was taken."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branddesk.cases.models import OffendingListing
from branddesk.cases.proofs import Match, match_of, screenshots_for
from branddesk.cases.readiness.findings import Check
from branddesk.cases.readiness.material import Material
from branddesk.evidence.models import Exhibit
from branddesk.web import formats


def check_screenshots(material: Material) -> Iterator[Check]:
    found = [check for listing in material.listings for check in _of_listing(material, listing)]
    yield from found
    if material.listings and not found:
        text = _("Each listing has a screenshot with its address and time.")
        yield Check(code="screenshots", level="ok", text=text, step="evidence")


def _of_listing(material: Material, listing: OffendingListing) -> list[Check]:
    """What is wrong with the best screenshot of the listing; a good one makes the others harmless."""
    screenshots = screenshots_for(listing, material.standing, material.listings, material.gateway)
    if not screenshots:
        return [
            Check(
                code=f"screenshot:{listing.pk}",
                level="blocker",
                text=_("The screenshot of %(listing)s is missing.") % {"listing": listing},
                why=_("The platform checks SKU by SKU."),
                mend=_("Add the screenshot"),
                mend_url=material.page("evidence"),
                step="evidence",
                listing=listing,
            )
        ]
    found = [list(_of_screenshot(material, listing, exhibit)) for exhibit in screenshots]
    return min(found, key=lambda checks: (sum(check.level == "blocker" for check in checks), len(checks)))


def _of_screenshot(material: Material, listing: OffendingListing, exhibit: Exhibit) -> Iterator[Check]:
    describe = material.exhibit_page(exhibit)
    names = {"listing": listing}
    if not exhibit.source_url:
        yield Check(
            code=f"screenshot_address:{listing.pk}",
            level="blocker",
            text=_("The screenshot of %(listing)s has no source address.") % names,
            why=_("Without the address it does not prove which page it shows."),
            mend=_("Enter the address"),
            mend_url=describe,
            step="evidence",
            listing=listing,
            exhibit=exhibit,
        )
    else:
        yield from _address(material, listing, exhibit)
    if exhibit.captured_at is None:
        yield Check(
            code=f"screenshot_time:{listing.pk}",
            level="blocker",
            text=_("The screenshot of %(listing)s has no time of capture.") % names,
            why=_("Without the time it does not prove that the listing was up."),
            mend=_("Enter the time"),
            mend_url=describe,
            step="evidence",
            listing=listing,
            exhibit=exhibit,
        )
        return
    age = (material.today - exhibit.captured_at.date()).days
    if age > material.rules.screenshot_days:
        yield Check(
            code=f"screenshot_age:{listing.pk}",
            level="warning",
            text=_("The screenshot of %(listing)s is of %(day)s.")
            % {**names, "day": formats.full_day(exhibit.captured_at.date())},
            why=ngettext(
                "It is %(count)d day old; the listing may have changed.",
                "It is %(count)d days old; the listing may have changed.",
                age,
            )
            % {"count": age},
            mend=_("Add a new screenshot"),
            mend_url=material.page("evidence"),
            step="evidence",
            listing=listing,
            exhibit=exhibit,
        )


def _address(material: Material, listing: OffendingListing, exhibit: Exhibit) -> Iterator[Check]:
    match = match_of(exhibit.source_url, listing, material.gateway)
    if match is Match.SAME:
        return
    is_other = match is Match.OTHER
    yield Check(
        code=f"screenshot_match:{listing.pk}",
        level="blocker" if is_other else "warning",
        text=_("The screenshot of %(listing)s was taken at another address.") % {"listing": listing}
        if is_other
        else _("It cannot be told whether the screenshot shows %(listing)s.") % {"listing": listing},
        why=_("Its source address: %(address)s") % {"address": exhibit.source_url},
        mend=_("Correct the address or add another screenshot"),
        mend_url=material.exhibit_page(exhibit),
        step="evidence",
        listing=listing,
        exhibit=exhibit,
    )
