"""How a case is handled: who watches, its tags, the cases it has to do with, what the brand thought of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case, CaseTag, OffendingListing, Satisfaction, Tag
from branddesk.cases.models.case import Shelf
from branddesk.cases.prefetched import rarities_of
from branddesk.cases.selectors.lists import ORDERS, merged, walks_at
from branddesk.core.enums import Status
from branddesk.core.queries import Places, at

MOST_ALIKE = 3
MOST_SUGGESTED = 12


@dataclass(frozen=True)
class Named:
    key: int
    name: str


@dataclass(frozen=True)
class Related:
    """Another case that this one has to do with."""

    number: str
    subject: str
    status: str
    how: str
    """link, into (this one was merged into it) or merged (it was merged into this one)."""

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)


@dataclass(frozen=True)
class Rating:
    score: int
    comment: str
    given_by: str
    at: datetime

    @property
    def label(self) -> str:
        return str(Satisfaction.Score(self.score).label)


@dataclass
class Handling:
    """What one reader may know of it."""

    watchers: list[Named] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    rating: Rating | None = None


def handling_of(case: Case, reader: User) -> Handling:
    """One query, or none. Watchers are those of the reader's side, tags those of the reader's organisation."""
    kind = Organisation.Kind.PLATFORM
    watchers = case.watchers.exclude(person__organisation__kind=kind)
    if reader.is_platform:
        watchers = case.watchers.filter(person__organisation__kind=kind)
    tags = CaseTag.objects.filter(case=case, tag__organisation=reader.organisation_id)
    given = Satisfaction.objects.filter(case=case)
    there = rarities_of(case)
    parts = [
        (there.watchers, lambda: _rows("watcher", watchers, "person_id", "person__name")),
        (there.tags, lambda: _rows("tag", tags, "tag_id", "tag__name")),
        (there.links_in, lambda: _related("link", reader, Q(links_out__other=case.pk))),
        (there.links_out, lambda: _related("link", reader, Q(links_in__case=case.pk))),
        (there.merged, lambda: _related("merged", reader, Q(merged_into=case.pk))),
        (case.merged_into_id is not None, lambda: _related("into", reader, Q(pk=case.merged_into_id))),
        (case.status == Status.CLOSED, lambda: _rows("rating", given, "score", "given_by__name", text="comment")),
    ]
    asked = [rows() for is_there, rows in parts if is_there]
    return _gathered(asked[0].union(*asked[1:], all=True) if asked else ())


def alike(case: Case, reader: User) -> list[Case]:
    """Open cases of the same brand, marketplace and kind that name a listing of this one, the latest first."""
    skus = [listing.sku for listing in case.listings.all() if listing.sku]
    if not skus or case.status == Status.CLOSED or not rarities_of(case).namesakes:
        return []
    # The index of SKUs leaves out listings without one, and is used where that is said.
    same = OffendingListing.objects.filter(sku__in=skus).exclude(sku="").values("case")
    found = Case.objects.visible_to(reader).filter(
        brand=case.brand_id, marketplace=case.marketplace_id, kind=case.kind, pk__in=same
    )
    return list(found.exclude(status=Status.CLOSED).exclude(pk=case.pk).order_by("-pk")[:MOST_ALIKE])


def suggested(case: Case, reader: User) -> list[Case]:
    """Cases that somebody may mean who looks for another one: those alike, then the brand's latest."""
    of_brand = Case.objects.visible_to(reader).filter(brand=case.brand_id, shelf=at("shelf"))
    shelves, most = Places(("shelf",), [(shelf,) for shelf in Shelf.values]), MOST_SUGGESTED + 1
    latest = merged(walks_at(of_brand, ORDERS["updated"], "", most, shelves), ORDERS["updated"], most)
    rows = {row.pk: row for row in [*alike(case, reader), *latest] if row.pk != case.pk}
    return list(rows.values())[:MOST_SUGGESTED]


def tags_like(user: User, text: str) -> list[str]:
    """The organisation's tags that hold the text, by name; compared here, since SQLite knows only Latin case."""
    wanted = text.strip().casefold()
    names = Tag.objects.filter(organisation=user.organisation_id).values_list("name", flat=True)
    return [name for name in names if wanted in name.casefold()][:MOST_SUGGESTED]


def _related(how: str, reader: User, which: Q) -> QuerySet[Any]:
    cases = Case.objects.visible_to(reader).filter(which)
    return _rows(how, cases, "pk", "number", text="subject", state="status")


def _rows(what: str, rows: QuerySet[Any], key: str, label: str, *, text: str = "", state: str = "") -> QuerySet[Any]:
    """Rows of different tables under the same columns, so that one query reads them all."""
    empty = Value("")
    return (
        rows.order_by()
        .annotate(
            row_what=Value(what, output_field=CharField()),
            row_key=Cast(F(key), IntegerField()),
            row_label=Cast(F(label), TextField()),
            row_text=Cast(F(text) if text else empty, TextField()),
            row_state=Cast(F(state) if state else empty, TextField()),
            row_at=Cast(F("created_at"), DateTimeField()),
        )
        .values_list("row_what", "row_key", "row_label", "row_text", "row_state", "row_at")
    )


def _gathered(rows: Iterable[Any]) -> Handling:
    found = Handling()
    for what, key, label, text, state, given_at in rows:
        match what:
            case "watcher":
                found.watchers.append(Named(key, label))
            case "tag":
                found.tags.append(label)
            case "rating":
                found.rating = Rating(key, text, label, given_at)
            case _:
                found.related.append(Related(label, text, state, what))
    found.watchers.sort(key=lambda row: row.name)
    found.tags.sort()
    found.related.sort(key=lambda row: row.number)
    return found
