"""What opening the page of a case has to settle first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from branddesk.accounts.models import User
from branddesk.cases.models import Case, FollowUp, Message, OffendingListing, Overrule, PhoneLink, Writing
from branddesk.cases.prefetched import Rarities, note_rarities
from branddesk.core import clock
from branddesk.notices.selectors import unread_of


@dataclass(frozen=True)
class News:
    is_due: bool
    """Something that was held should have left."""
    is_unread: bool
    """The reader was told of something here and has not read it."""


def news_of(case: Case, reader: User, url: str) -> News:
    """One query, which also notes what the page need not ask for. `url` is where notices of the case lead."""
    here = OuterRef("pk")
    due = Message.objects.filter(case=here, leaves_at__lte=clock.now())
    unread = unread_of(reader).filter(url=url)
    rare: tuple[QuerySet[Any], ...] = (
        Writing.objects.filter(case=here),
        PhoneLink.objects.filter(case=here),
        FollowUp.objects.filter(case=here, done_at=None, dropped_at=None),
        Overrule.objects.filter(case=here),
        _namesakes(),
    )
    row = Case.objects.filter(pk=case.pk).values_list(Exists(due), Exists(unread), *map(Exists, rare)).get()
    note_rarities(case, Rarities(*row[2:]))
    return News(*row[:2])


def _namesakes() -> QuerySet[OffendingListing]:
    own = OffendingListing.objects.filter(case=OuterRef(OuterRef("pk"))).exclude(sku="")
    others = OffendingListing.objects.filter(
        case__brand=OuterRef("brand"), case__marketplace=OuterRef("marketplace"), sku__in=own.values("sku")
    )
    return others.exclude(case=OuterRef("pk"))
