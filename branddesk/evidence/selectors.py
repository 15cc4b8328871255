"""Questions to the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.evidence.models import Exhibit
from branddesk.foundation.files.models import Thumbnail
from branddesk.foundation.journal.models import Entry
from branddesk.foundation.journal.selectors import entries_for

PAGE = 60
SEEN_BY_OTHERS = frozenset({"exhibit.sealed", "exhibit.described", "exhibit.withdrawn"})
"""What the custody tells those to whom the exhibit was only shared; who else opened or got it is not theirs to know."""


@dataclass(frozen=True)
class Page:
    exhibits: list[Exhibit]
    next_before: int | None
    """Give it as `before` for the older ones; None when there are none."""


def exhibits_page(user: User, *, brand: Brand | None = None, kind: str = "", before: int | None = None) -> Page:
    """The exhibits that the person sees, newest first, a page at a time by key."""
    rows = Exhibit.objects.visible_to(user).select_related("brand", "blob", "sealed_by").order_by("-pk")
    rows = rows.prefetch_related("blob__thumbnails")
    if brand is not None:
        rows = rows.filter(brand=brand)
    if kind:
        rows = rows.filter(kind=kind)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, shown[-1].pk if len(found) > PAGE else None)


def thumbnail_of(exhibit: Exhibit, name: str) -> Thumbnail | None:
    """The exhibit's picture of that size; None while it is being made, or when there will be none."""
    return next((each for each in exhibit.blob.thumbnails.all() if each.name == name), None)


def custody_of(exhibit: Exhibit, reader: User) -> QuerySet[Entry]:
    """Everything that happened to the exhibit, oldest first, as far as the reader may know it."""
    entries = entries_for(exhibit)
    if Brand.objects.visible_to(reader).filter(pk=exhibit.brand_id).exists():
        return entries
    theirs = entries.filter(actor__organisation=reader.organisation_id)
    shared = entries.filter(action="exhibit.shared", facts__organisation=reader.organisation_id)
    return (entries.filter(action__in=SEEN_BY_OTHERS) | theirs | shared).distinct()


def did_lately(actor: User, exhibit: Exhibit, action: str, *, since: datetime) -> bool:
    return entries_for(exhibit).filter(actor=actor.pk, action=action, at__gt=since).exists()


def reason_of_withdrawal(exhibit: Exhibit) -> str:
    """Why it must not be used; empty when it may be, or when the words were erased."""
    try:
        return entries_for(exhibit).filter(action="exhibit.withdrawn").latest("seq").text("reason") or ""
    except ObjectDoesNotExist:
        return ""
