"""Questions to the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from branddesk.accounts.models import User
from branddesk.brands.models import Brand
from branddesk.core.queries import holding
from branddesk.evidence import permissions
from branddesk.evidence.models import Exhibit
from branddesk.evidence.slots import uses
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


@dataclass(frozen=True)
class Filters:
    """What a list of exhibits is narrowed to."""

    brand: Brand | None = None
    kind: str = ""
    used: str = ""
    """"yes": those used in a case, "no": the others, empty: all."""
    q: str = ""

    def __bool__(self) -> bool:
        return any((self.brand, self.kind, self.used, self.q))


def exhibits_page(user: User, filters: Filters = Filters(), *, before: int | None = None) -> Page:
    """The exhibits that the person sees, newest first, a page at a time by key."""
    rows: QuerySet[Exhibit] = Exhibit.objects.visible_to(user).select_related("brand", "blob", "sealed_by")
    rows = rows.order_by("-pk").prefetch_related("blob__thumbnails")
    if filters.brand is not None:
        rows = rows.filter(brand=filters.brand)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.used:
        rows = uses.narrow(rows, used=filters.used == "yes")
    rows = rows.filter(holding(filters.q, "title", "file_name"))
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


def keepers_of(brand: Brand) -> list[User]:
    """The people who may seal and withdraw the brand's exhibits."""
    people = User.objects.filter(is_active=True, organisation__brand_grants__brand=brand).distinct()
    return [person for person in people.order_by("pk") if permissions.may_seal(person, brand)]


def did_lately(actor: User, exhibit: Exhibit, action: str, *, since: datetime) -> bool:
    return entries_for(exhibit).filter(actor=actor.pk, action=action, at__gt=since).exists()


def reason_of_withdrawal(exhibit: Exhibit) -> str:
    """Why it must not be used; empty when it may be, or when the words were erased."""
    try:
        return entries_for(exhibit).filter(action="exhibit.withdrawn").latest("seq").text("reason") or ""
    except ObjectDoesNotExist:
        return ""
