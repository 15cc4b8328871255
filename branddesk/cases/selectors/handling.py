"""How a case is handled: who watches, its tags, the cases it has to do with, what the brand thought of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from branddesk.accounts.models import Organisation, User
from branddesk.cases.models import Case, CaseTag, Satisfaction, Tag
from branddesk.cases.prefetched import rarities_of
from branddesk.core.enums import Status

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
    """One query. Watchers are those of the reader's side, tags those of the reader's organisation."""
    kind = Organisation.Kind.PLATFORM
    watchers = case.watchers.exclude(person__organisation__kind=kind)
    if reader.is_platform:
        watchers = case.watchers.filter(person__organisation__kind=kind)
    mine = CaseTag.objects.filter(case=case, tag__organisation=reader.organisation_id)
    seen = Case.objects.visible_to(reader)
    parts = [
        _rows("watcher", watchers.order_by(), "person_id", "person__name"),
        _rows("tag", mine.order_by(), "tag_id", "tag__name"),
        *(
            _rows(how, cases.order_by(), "pk", "number", text="subject", state="status")
            for how, cases in (
                ("link", seen.filter(links_in__case=case.pk)),
                ("link", seen.filter(links_out__other=case.pk)),
                ("merged", seen.filter(merged_into=case.pk)),
            )
        ),
    ]
    if case.merged_into_id is not None:
        into = seen.filter(pk=case.merged_into_id).order_by()
        parts.append(_rows("into", into, "pk", "number", text="subject", state="status"))
    if case.status == Status.CLOSED:
        given = Satisfaction.objects.filter(case=case).order_by()
        parts.append(_rows("rating", given, "score", "given_by__name", text="comment"))
    return _gathered(parts[0].union(*parts[1:], all=True))


def alike(case: Case, reader: User) -> list[Case]:
    """Open cases of the same brand, marketplace and kind that name a listing of this one, the latest first."""
    skus = [listing.sku for listing in case.listings.all() if listing.sku]
    if not skus or case.status == Status.CLOSED or not rarities_of(case).namesakes:
        return []
    found = (
        Case.objects.visible_to(reader)
        .filter(brand=case.brand_id, marketplace=case.marketplace_id, kind=case.kind, listings__sku__in=skus)
        .exclude(status=Status.CLOSED)
        .exclude(pk=case.pk)
    )
    return list(found.distinct().order_by("-pk")[:MOST_ALIKE])


def suggested(case: Case, reader: User) -> list[Case]:
    """Cases that somebody may mean who looks for another one: those alike, then the brand's latest."""
    latest = Case.objects.visible_to(reader).filter(brand=case.brand_id).exclude(pk=case.pk)
    rows = [*alike(case, reader), *latest.order_by("-last_event_at", "-pk")[:MOST_SUGGESTED]]
    return list({row.pk: row for row in rows}.values())[:MOST_SUGGESTED]


def tags_like(user: User, text: str) -> list[str]:
    """The organisation's tags that hold the text, by name; compared here, since SQLite knows only Latin case."""
    wanted = text.strip().casefold()
    names = Tag.objects.filter(organisation=user.organisation_id).values_list("name", flat=True)
    return [name for name in names if wanted in name.casefold()][:MOST_SUGGESTED]


def _rows(what: str, rows: QuerySet[Any], key: str, label: str, *, text: str = "", state: str = "") -> QuerySet[Any]:
    """Rows of different tables under the same columns, so that one query reads them all."""
    empty = Value("")
    return rows.annotate(
        row_what=Value(what, output_field=CharField()),
        row_key=Cast(F(key), IntegerField()),
        row_label=Cast(F(label), TextField()),
        row_text=Cast(F(text) if text else empty, TextField()),
        row_state=Cast(F(state) if state else empty, TextField()),
        row_at=Cast(F("created_at"), DateTimeField()),
    ).values_list("row_what", "row_key", "row_label", "row_text", "row_state", "row_at")


def _gathered(rows: Iterable[Any]) -> Handling:
    found = Handling()
    for what, key, label, text, state, at in rows:
        match what:
            case "watcher":
                found.watchers.append(Named(key, label))
            case "tag":
                found.tags.append(label)
            case "rating":
                found.rating = Rating(key, text, label, at)
            case _:
                found.related.append(Related(label, text, state, what))
    found.watchers.sort(key=lambda row: row.name)
    found.tags.sort()
    found.related.sort(key=lambda row: row.number)
    return found
