"""What a complaint's text is filled from: the case, its right, one listing, and who files it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from branddesk.accounts.models import Organisation
from branddesk.cases.models import Case, OffendingListing
from branddesk.marketplaces.gateway import Facts


def facts_of(case: Case, listing: OffendingListing | None, applicant: Organisation | None) -> Facts:
    """The facts of one complaint. The applicant is named only where it is not the holder itself."""
    right = case.right
    holder = right.holder if right else ""
    name = applicant.legal_name if applicant else ""
    return Facts(
        violation=case.violation,
        brand=case.brand.name,
        own_sku=case.own_sku.strip(),
        sku=listing.sku if listing else "",
        url=listing.url if listing else "",
        title=listing.title if listing else "",
        seller=listing.seller.strip() if listing else "",
        inn=listing.seller_inn if listing else "",
        price=listing.price if listing else None,
        currency=listing.currency if listing else "RUB",
        seen_on=listing.seen_at.date() if listing and listing.seen_at else None,
        right_kind=right.kind if right else "",
        sign=right.sign if right else "",
        right_number=right.number if right else "",
        register=right.register if right else "",
        classes=tuple(int(number) for number in right.classes) if right else (),
        right_ends_on=right.valid_to if right else None,
        holder=holder,
        applicant="" if name == holder else name,
        statement=case.statement,
    )


def facts_of_all(case: Case, listings: Sequence[OffendingListing], applicant: Organisation | None) -> Facts:
    """The facts of one complaint about all listings of the case, each seller named once."""
    if len(listings) == 1:
        return facts_of(case, listings[0], applicant)
    sellers = dict.fromkeys((row.seller.strip(), row.seller_inn) for row in listings if row.seller.strip())
    return replace(
        facts_of(case, None, applicant), listings=tuple(str(row) for row in listings), sellers=tuple(sellers)
    )
