"""Short words for tests of the readiness check."""

from __future__ import annotations

from typing import Any

from branddesk.accounts.models import User
from branddesk.brands.models import Right
from branddesk.cases.models import Case, OffendingListing
from branddesk.cases.readiness import Check, Readiness, check_case
from branddesk.cases.tests.factories import make_case_exhibit, make_ready_case
from branddesk.core import clock
from branddesk.core.enums import Route
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.stores.models import Marketplace
from branddesk.stores.tests.factories import make_marketplace


def ozon() -> Marketplace:
    """The marketplace answered in its own cabinet; the same row however often it is asked for."""
    there = Marketplace.objects.filter(slug="ozon").first()
    return there or make_marketplace(name="Ozon", slug="ozon", route=Route.CABINET, gateway="ozon")


def ready_case(actor: User, *, by_ozon: bool = True, listings: int = 1, **fields: Any) -> Case:
    """A draft that passes the check, for Ozon by cabinet or for a marketplace on this desk."""
    if by_ozon:
        fields.setdefault("marketplace", ozon())
    case = make_ready_case(actor=actor, listings=listings, **fields)
    if by_ozon:
        for listing in case.listings.all():
            move_to(listing, f"https://www.ozon.ru/product/goods-{listing.sku}/")
    return case


def move_to(listing: OffendingListing, url: str) -> None:
    """Put the listing, and its screenshots, at another address."""
    OffendingListing.objects.filter(pk=listing.pk).update(url=url)
    Exhibit.objects.filter(case_links__listing=listing).update(source_url=url)


def change_right(case: Case, **changes: Any) -> None:
    assert case.right is not None
    Right.objects.filter(pk=case.right.pk).update(**changes)


def readiness_of(case: Case) -> Readiness:
    case = Case.objects.get(pk=case.pk)
    return check_case(case, today=clock.today(), organisation=case.created_by.organisation)


def found(case: Case, code: str) -> Check:
    """The one check with this code, or of this rule when it is about a row: `seller` finds `seller:17`."""
    checks = [check for check in readiness_of(case).checks if check.code.partition(":")[0] == code.partition(":")[0]]
    checks = [check for check in checks if ":" not in code or check.code == code]
    assert len(checks) == 1, [check.code for check in readiness_of(case).checks]
    return checks[0]


def rules_of(case: Case, level: str) -> set[str]:
    """The rules that came out at the level, without the rows they are about."""
    return {check.code.partition(":")[0] for check in readiness_of(case).checks if check.level == level}


def attach(case: Case, kind: Exhibit.Kind, *, listing: OffendingListing | None = None, **fields: Any) -> Exhibit:
    exhibit = make_exhibit(brand=case.brand, sealed_by=case.created_by, kind=kind, **fields)
    make_case_exhibit(case=case, exhibit=exhibit, listing=listing)
    return exhibit


def exhibits(case: Case, kind: Exhibit.Kind) -> Any:
    return Exhibit.objects.filter(case_links__case=case, kind=kind)
