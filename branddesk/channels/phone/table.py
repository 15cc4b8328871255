"""The list of calls as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branddesk.accounts.models import User
from branddesk.channels.phone import selectors
from branddesk.channels.phone.models import Call
from branddesk.core import clock
from branddesk.foundation.journal import services as journal
from branddesk.foundation.lists.registry import Cell, Table

ROWS_AT_ONCE = 500


def count(user: User, query: str, most: int) -> int:
    return selectors.calls(user, _filters(user, query)).order_by()[:most].count()


def rows(user: User, query: str, most: int) -> Iterator[list[Cell]]:
    """The headings, then every call that the person may see, the newest first."""
    yield [
        _("When"),
        _("With whom"),
        pgettext("phone", "Number"),
        _("Brand"),
        _("Case"),
        _("Result"),
        _("What came of it"),
        _("Length in seconds"),
        _("Next date"),
        _("Logged by"),
    ]
    found = selectors.calls(user, _filters(user, query))[:most]
    yield from map(_cells, found.iterator(chunk_size=ROWS_AT_ONCE))


def name(user: User, query: str) -> str:
    return _("calls %(day)s") % {"day": localdate(clock.now()).isoformat()}


def recorded(person: AbstractBaseUser, number: int) -> None:
    journal.record(person, "person.exported", person, list="calls", count=number)


def back(user: User) -> str:
    return reverse("phone:list")


TABLE = Table(count=count, rows=rows, name=name, recorded=recorded, back=back)


def _filters(user: User, query: str) -> selectors.Filters:
    return selectors.read_filters(user, QueryDict(query))[0]


def _cells(call: Call) -> list[Cell]:
    return [
        call.started_at,
        call.who,
        call.number,
        call.brand.name if call.brand else None,
        call.case.number if call.case else None,
        call.get_result_display(),
        call.outcome,
        call.seconds,
        call.next_on,
        call.person.name if call.person else None,
    ]
