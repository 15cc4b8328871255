"""What the address of a list of cases says, and which rows fit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from branddesk.accounts.models import User
from branddesk.cases.models import Case
from branddesk.core import clock
from branddesk.core.enums import CaseKind, EscalationLevel, Priority, Status

LONGEST_QUERY = 200
SOON = timedelta(days=1)
ME, NOBODY = "me", "none"
DUE = ("over", "soon")
_SORTS = ("updated", "opened", "due", "priority")
SORTS = frozenset(_SORTS) | {f"-{name}" for name in _SORTS}


@dataclass(frozen=True)
class CaseFilters:
    """The address of a list. An unknown view is the list's first; a value that cannot be is left out."""

    view: str = "open"
    q: str = ""
    brand: str = ""
    """The brand's slug."""
    marketplace: str = ""
    """The marketplace's slug."""
    kind: str = ""
    status: str = ""
    priority: str = ""
    level: str = ""
    assignee: str = ""
    """Who handles it on the reader's side: me, none, or a person's key."""
    tag: str = ""
    """The key of a tag of the reader's organisation."""
    due: str = ""
    opened_from: str = ""
    opened_to: str = ""
    sort: str = ""
    after: str = ""
    """Where the page starts: `CasePage.after` of the one before."""

    @property
    def narrowing(self) -> dict[str, str]:
        """The filters that are set, beside the view and the words."""
        aside = {"view", "q", "sort", "after"}
        return {name: value for name, value in asdict(self).items() if value and name not in aside}

    @property
    def query(self) -> str:
        """As it stands in an address, without the page."""
        return urlencode({name: value for name, value in asdict(self).items() if value and name != "after"})

    def without(self, *names: str) -> str:
        """The address with these filters taken off."""
        return replace(self, after="", **dict.fromkeys(names, "")).query

    @property
    def address(self) -> dict[str, str]:
        """What a form that changes one filter carries along."""
        return {name: value for name, value in asdict(self).items() if value and name != "after"}


def read_filters(address: Mapping[str, str], views: tuple[str, ...], *, first: str) -> CaseFilters:
    """The filters that an address names, as far as they can be."""
    texts = {field.name: address.get(field.name, "").strip()[:LONGEST_QUERY] for field in fields(CaseFilters)}
    checks = {
        "view": texts["view"] in views,
        "kind": texts["kind"] in CaseKind.values,
        "status": texts["status"] in Status.values,
        "priority": texts["priority"] in map(str, Priority.values),
        "level": texts["level"] in map(str, EscalationLevel.values),
        "assignee": texts["assignee"] in {ME, NOBODY} or _is_key(texts["assignee"]),
        "tag": _is_key(texts["tag"]),
        "due": texts["due"] in DUE,
        "opened_from": _day(texts["opened_from"]) is not None,
        "opened_to": _day(texts["opened_to"]) is not None,
        "sort": texts["sort"] in SORTS,
    }
    known = {name: text for name, text in texts.items() if checks.get(name, True)}
    return CaseFilters(**{"view": first, **known})


def narrowed(rows: QuerySet[Case], user: User, filters: CaseFilters) -> QuerySet[Case]:
    """The rows that fit all filters but the view and the words."""
    if filters.brand:
        rows = rows.filter(brand__slug=filters.brand)
    if filters.marketplace:
        rows = rows.filter(marketplace__slug=filters.marketplace)
    for name in ("kind", "status", "priority", "level"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if filters.assignee:
        rows = rows.filter(_handled(user, filters.assignee))
    if filters.tag:
        rows = rows.filter(tag_links__tag=int(filters.tag), tag_links__tag__organisation=user.organisation_id)
    if filters.due:
        rows = rows.filter(_due(user, filters.due))
    if start := _day(filters.opened_from):
        rows = rows.filter(created_at__gte=_midnight(start))
    if end := _day(filters.opened_to):
        rows = rows.filter(created_at__lt=_midnight(end + timedelta(days=1)))
    return rows


def due_field(user: User) -> str:
    """What is due from the reader's side: the platform's promise, or the brand's answer."""
    return "due_at" if user.is_platform else "due_key"


def _handled(user: User, who: str) -> Q:
    name = "moderator" if user.is_platform else "assignee"
    if who == NOBODY:
        return Q((f"{name}__isnull", True))
    return Q((name, user.pk if who == ME else int(who)))


def _due(user: User, when: str) -> Q:
    name, now = due_field(user), clock.now()
    return Q((f"{name}__lt", now)) if when == "over" else Q((f"{name}__gte", now), (f"{name}__lt", now + SOON))


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 9000 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
