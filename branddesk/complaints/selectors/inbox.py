"""The inbox: which voices a person sees, in which order, a page at a time.

What waits for us stands in the order in which answers are due; what is settled, the newest first. Both orders are walks
through an index, so that a page of a million voices costs what a page of a thousand does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from branddesk.accounts.models import User
from branddesk.complaints import search
from branddesk.complaints.models import Complaint
from branddesk.core.enums import Language
from branddesk.core.queries import COUNT_UP_TO, counted
from branddesk.foundation.lists.keyset import Column, Order
from branddesk.foundation.search.selectors import Hits

PAGE_SIZE = 50
LONGEST = 200
ME, NOBODY = "me", "none"
Kind, Status = Complaint.Kind, Complaint.Status

_KINDS: dict[str, tuple[str, ...]] = {
    "reviews": (Kind.REVIEW,),
    "questions": (Kind.QUESTION,),
    "chats": (Kind.CHAT,),
    "returns": (Kind.RETURN, Kind.CANCELLATION),
}
VIEWS = ("open", "mine", *_KINDS, "settled", "all")
DUE_FIRST = Order((Column("due_at", is_moment=True), Column("pk")))
NEWEST_FIRST = Order((Column("received_at", is_moment=True), Column("pk")), is_falling=True)


@dataclass(frozen=True)
class Filters:
    """What the address of the inbox says; a value that cannot be is left out."""

    view: str = "open"
    q: str = ""
    brand: str = ""
    wish: str = ""
    rating: str = ""
    """`1` to `5`, or `low` for one and two stars."""
    language: str = ""
    assignee: str = ""
    sku: str = ""
    theme: str = ""
    after: str = ""

    @property
    def narrowing(self) -> dict[str, str]:
        aside = {"view", "q", "after"}
        return {name: value for name, value in asdict(self).items() if value and name not in aside}

    @property
    def query(self) -> str:
        """As it stands in an address, without the page."""
        return urlencode({name: value for name, value in asdict(self).items() if value and name != "after"})

    def with_(self, **values: str) -> Filters:
        return replace(self, after="", **values)


def read_filters(address: Mapping[str, str]) -> Filters:
    texts = {field.name: str(address.get(field.name, "")).strip()[:LONGEST] for field in fields(Filters)}
    if texts["q"] and not texts["view"]:
        texts["view"] = "all"
    sound = {
        "view": texts["view"] in VIEWS,
        "wish": texts["wish"] in Complaint.Wish.values,
        "rating": texts["rating"] in ("low", "1", "2", "3", "4", "5"),
        "language": texts["language"] in Language.values,
        "assignee": texts["assignee"] in (ME, NOBODY) or texts["assignee"].isdecimal(),
        "theme": texts["theme"].isdecimal() and len(texts["theme"]) < 15,
    }
    kept = {name: value for name, value in texts.items() if value and sound.get(name, True)}
    return Filters(**kept)


@dataclass(frozen=True)
class Page:
    rows: Sequence[Complaint]
    after: str
    """Where the next page starts; empty on the last one."""
    hits: Hits | None = None


def page_of(user: User, filters: Filters) -> Page:
    """One page of the inbox."""
    order = order_of(filters)
    hits = search.find(user, filters.q) if filters.q else None
    rows = rows_of(user, filters, hits).order_by(*order.names)
    if filters.after:
        rows = order.after(rows, filters.after)
    found = list(rows.select_related("brand", "product", "assignee").defer("facts")[: PAGE_SIZE + 1])
    if len(found) <= PAGE_SIZE:
        return Page(found, "", hits)
    return Page(found[:PAGE_SIZE], order.place_of(found[PAGE_SIZE - 1]), hits)


def order_of(filters: Filters) -> Order:
    return NEWEST_FIRST if filters.view in ("settled", "all") else DUE_FIRST


def rows_of(user: User, filters: Filters, hits: Hits | None = None) -> QuerySet[Complaint]:
    """The person's voices that fit, in no order."""
    rows = Complaint.objects.visible_to(user).filter(_in_view(user, filters.view))
    if filters.q:
        found = hits if hits is not None else search.find(user, filters.q)
        rows = rows.filter(pk__in=found.keys)
    return _narrowed(rows, user, filters)


def next_after(user: User, filters: Filters, complaint: Complaint) -> Complaint | None:
    """What stands behind this one in the list; the first one when it was the last."""
    order = order_of(filters)
    rows = rows_of(user, filters).exclude(pk=complaint.pk).order_by(*order.names)
    return order.after(rows, order.place_of(complaint)).first() or rows.first()


def view_counts(user: User, filters: Filters) -> dict[str, int]:
    """How many each tab holds, up to a thousand, in one query."""
    rows = _narrowed(Complaint.objects.visible_to(user), user, replace(filters, assignee=""))
    rows = rows.order_by(*DUE_FIRST.names)
    waiting = {kind: rows.filter(status=Status.OPEN, kind=kind) for kinds in _KINDS.values() for kind in kinds}
    found = counted({view: rows.filter(_in_view(user, view)) for view in ("open", "mine")} | waiting, by_walk=True)
    by_kind = {view: min(sum(found[kind] for kind in kinds), COUNT_UP_TO) for view, kinds in _KINDS.items()}
    return {"open": found["open"], "mine": found["mine"], **by_kind}


def open_count(user: User) -> QuerySet[Complaint]:
    return Complaint.objects.visible_to(user).filter(status=Status.OPEN)


def _in_view(user: User, view: str) -> Q:
    if view == "all":
        return Q()
    if view == "settled":
        return Q(status__in=[Status.ANSWERED, Status.DONE])
    waits = Q(status=Status.OPEN)
    if view == "mine":
        return waits & Q(assignee=user.pk)
    if view in _KINDS:
        kinds = _KINDS[view]
        return waits & (Q(kind=kinds[0]) if len(kinds) == 1 else Q(kind__in=kinds))
    return waits


def _narrowed(rows: QuerySet[Complaint], user: User, filters: Filters) -> QuerySet[Complaint]:
    if filters.brand:
        rows = rows.filter(brand__slug=filters.brand)
    if filters.wish:
        rows = rows.filter(wish=filters.wish)
    if filters.rating:
        rows = rows.filter(rating__in=(1, 2)) if filters.rating == "low" else rows.filter(rating=int(filters.rating))
    if filters.language:
        rows = rows.filter(language=filters.language)
    if filters.theme:
        rows = rows.filter(theme=int(filters.theme))
    if filters.sku:
        rows = rows.filter(sku=filters.sku)
    if filters.assignee == NOBODY:
        rows = rows.filter(assignee=None)
    elif filters.assignee:
        rows = rows.filter(assignee=user.pk if filters.assignee == ME else int(filters.assignee))
    return rows
