"""The list of cases as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branddesk.accounts.models import User
from branddesk.cases import queues
from branddesk.cases.models import Case, CaseTag
from branddesk.cases.selectors import lists
from branddesk.cases.selectors.filters import CaseFilters, read_filters
from branddesk.core import clock
from branddesk.foundation.journal import services as journal
from branddesk.foundation.lists.registry import Cell, Table

ROWS_AT_ONCE = 500


def filters_of(user: User, query: str) -> CaseFilters:
    """What the address of the person's own list says."""
    if user.is_platform:
        return read_filters(QueryDict(query).dict(), tuple(queues.VIEWS), first="unassigned")
    return read_filters(QueryDict(query).dict(), lists.VIEWS, first="open")


def keys_of(user: User, filters: CaseFilters, most: int) -> list[int]:
    """The keys of the cases in the person's list, in its order."""
    if user.is_platform:
        return queues.keys_of(user, filters.view, filters, most)
    return lists.keys_of(user, filters, most)


def count(user: User, query: str, most: int) -> int:
    filters = filters_of(user, query)
    rows = queues.rows_of(user, filters.view, filters) if user.is_platform else lists.rows_of(user, filters)
    return int(rows.order_by()[:most].count())


def rows(user: User, query: str, most: int) -> Iterator[list[Cell]]:
    """The headings, then every column of every case; what the other side may not know is left out."""
    keys = keys_of(user, filters_of(user, query), most)
    yield [heading for heading, _cell in _columns(user)]
    cells = [cell for _heading, cell in _columns(user)]
    for start in range(0, len(keys), ROWS_AT_ONCE):
        part = keys[start : start + ROWS_AT_ONCE]
        cases = _cases(user).in_bulk(part)
        yield from ([cell(cases[key]) for cell in cells] for key in part if key in cases)


def name(user: User, query: str) -> str:
    return _("cases %(day)s") % {"day": localdate(clock.now()).isoformat()}


def recorded(person: AbstractBaseUser, number: int) -> None:
    journal.record(person, "person.exported", person, list="cases", count=number)


def back(user: User) -> str:
    return reverse("cases:queue" if user.is_platform else "cases:list")


TABLE = Table(count=count, rows=rows, name=name, recorded=recorded, back=back)


def _cases(user: User) -> Any:
    mine = CaseTag.objects.filter(tag__organisation=user.organisation_id).select_related("tag").order_by("tag__name")
    return (
        Case.objects.visible_to(user)
        .select_related("brand", "marketplace", "assignee", "moderator")
        .annotate(listing_count=Count("listings"))
        .prefetch_related(Prefetch("tag_links", queryset=mine, to_attr="own_tags"), "submissions")
    )


def _columns(user: User) -> list[tuple[str, Any]]:
    """Each column's heading and what stands in it."""
    columns: list[tuple[str, Any]] = [
        (_("Number"), lambda case: case.number),
        (_("Kind"), lambda case: case.get_kind_display()),
        (_("Subject"), lambda case: case.subject),
        (_("Brand"), lambda case: case.brand.name),
        (_("Marketplace"), lambda case: case.marketplace.name),
        (_("Status"), lambda case: case.get_status_display()),
        (_("Turn"), lambda case: case.get_turn_display()),
        (_("Priority"), lambda case: case.get_priority_display()),
        (_("Escalation level"), lambda case: case.get_level_display()),
        (_("Listings"), lambda case: case.listing_count),
        (_("Platform's references"), _references),
        (pgettext("case", "Opened"), lambda case: case.created_at),
        (pgettext("case", "Submitted"), lambda case: case.submitted_at),
        (pgettext("case", "First answered"), lambda case: case.responded_at),
        (pgettext("case", "Decided"), lambda case: case.decided_at),
        (pgettext("case", "Closed"), lambda case: case.closed_at),
        (_("Last event"), lambda case: case.last_event_at),
        (_("Answer of the brand due"), lambda case: case.brand_due_at),
        (_("Promise of the platform due"), lambda case: case.due_at),
        (_("Moderator"), lambda case: case.moderator.name if case.moderator else None),
    ]
    if not user.is_platform:
        columns.append((_("Assignee"), lambda case: case.assignee.name if case.assignee else None))
    return [*columns, (_("Tags"), lambda case: ", ".join(link.tag.name for link in case.own_tags))]


def _references(case: Case) -> str:
    return ", ".join(row.reference for row in case.submissions.all() if row.reference)
