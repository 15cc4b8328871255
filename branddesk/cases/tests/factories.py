"""The smallest valid case, listing and submission; and a case that is ready to be submitted."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from branddesk.accounts.models import User
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.cases.models import Case, CaseExhibit, FollowUp, Message, OffendingListing, PhoneLink, Submission
from branddesk.cases.services.indexing import index_case
from branddesk.core import clock
from branddesk.core.enums import Language, Side, Status, SubmissionStatus
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.stores.tests.factories import make_marketplace

_numbers = count(900_001)

TURNS = {
    Status.DRAFT: Side.BRAND,
    Status.SUBMITTED: Side.PLATFORM,
    Status.IN_REVIEW: Side.PLATFORM,
    Status.WAITING: Side.BRAND,
    Status.REOPENED: Side.PLATFORM,
}


def make_case(**fields: Any) -> Case:
    """A draft; with another `status`, a case submitted at some time, though without listings and submissions."""
    fields.setdefault("number", f"BD-{next(_numbers)}")
    fields.setdefault("subject", f"Fake goods {fields['number']}")
    if "created_by" not in fields:
        fields["created_by"] = fields.get("assignee") or make_user()
    if "brand" not in fields:
        fields["brand"] = make_brand(members=[fields["created_by"]])
    if "marketplace" not in fields:
        fields["marketplace"] = make_marketplace()
    fields.setdefault("assignee", fields["created_by"])
    fields.setdefault("last_event_at", clock.now())
    status = Status(fields.setdefault("status", Status.DRAFT))
    fields.setdefault("turn", TURNS.get(status, Side.NONE))
    if status != Status.DRAFT:
        fields.setdefault("submitted_at", clock.now())
    if status in {Status.GRANTED, Status.PARTLY, Status.REFUSED, Status.CLOSED}:
        fields.setdefault("decided_at", clock.now())
    if status == Status.CLOSED:
        fields.setdefault("closed_at", clock.now())
    case = Case.objects.create(**fields)
    index_case(case)
    return case


def make_listing(**fields: Any) -> OffendingListing:
    if "case" not in fields:
        fields["case"] = make_case()
    number = next(_numbers)
    fields.setdefault("position", number % 30_000)
    fields.setdefault("sku", str(1_684_000_000 + number))
    fields.setdefault("url", f"https://shop.example.com/item/{fields['sku']}")
    fields.setdefault("seller", "shop-78114")
    fields.setdefault("seen_at", clock.now())
    return OffendingListing.objects.create(**fields)


def make_submission(**fields: Any) -> Submission:
    if "case" not in fields:
        fields["case"] = fields["listing"].case if "listing" in fields else make_case(status=Status.SUBMITTED)
    if "listing" not in fields:
        fields["listing"] = make_listing(case=fields["case"])
    status = SubmissionStatus(fields.setdefault("status", SubmissionStatus.SUBMITTED))
    if status != SubmissionStatus.PREPARED:
        fields.setdefault("submitted_at", fields["case"].submitted_at or clock.now())
    return Submission.objects.create(**fields)


def make_message(**fields: Any) -> Message:
    if "case" not in fields:
        fields["case"] = make_case(status=Status.SUBMITTED)
    fields.setdefault("author", fields["case"].created_by)
    fields.setdefault("kind", Message.Kind.MESSAGE)
    fields.setdefault("side", Side.BRAND)
    fields.setdefault("body", "Please look at this listing.")
    fields.setdefault("happened_at", clock.now())
    return Message.objects.create(**fields)


def make_follow_up(**fields: Any) -> FollowUp:
    fields.setdefault("made_by", fields["assignee"])
    return FollowUp.objects.create(**fields)


def make_case_exhibit(**fields: Any) -> CaseExhibit:
    if "case" not in fields:
        fields["case"] = make_case()
    if "exhibit" not in fields:
        fields["exhibit"] = make_exhibit(brand=fields["case"].brand, sealed_by=fields["case"].created_by)
    return CaseExhibit.objects.create(**fields)


def make_phone_link(**fields: Any) -> PhoneLink:
    if "case" not in fields:
        fields["case"] = make_case()
    fields.setdefault("key", uuid4())
    fields.setdefault("made_by", fields["case"].created_by)
    fields.setdefault("expires_at", clock.now() + timedelta(minutes=30))
    return PhoneLink.objects.create(**fields)


def make_ready_case(*, actor: User, listings: int = 1, **fields: Any) -> Case:
    """A draft without blockers: the right is the organisation's own, every listing has its screenshot."""
    brand = fields.setdefault("brand", make_brand(members=[actor]))
    fields.setdefault("created_by", actor)
    fields.setdefault("right", make_right(brand=brand, holder=actor.organisation.legal_name))
    fields.setdefault("violation", Case.Violation.COUNTERFEIT)
    fields.setdefault("nice_class", 21)
    fields.setdefault("own_sku", "1571120446")
    fields.setdefault("statement", "Товар не выпущен правообладателем. Просим скрыть карточку.")
    case = make_case(**fields)
    for kind in (Exhibit.Kind.CERTIFICATE, Exhibit.Kind.EXTRACT):
        paper = make_exhibit(
            brand=brand,
            sealed_by=actor,
            kind=kind,
            right=case.right,
            language=Language.RUSSIAN,
            captured_at=clock.now(),
        )
        make_case_exhibit(case=case, exhibit=paper)
    for _n in range(listings):
        listing = make_listing(case=case)
        screenshot = make_exhibit(
            brand=brand,
            sealed_by=actor,
            source_url=listing.url,
            captured_at=clock.now() - timedelta(hours=1),
        )
        make_case_exhibit(case=case, exhibit=screenshot, listing=listing)
    return case
