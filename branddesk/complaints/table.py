"""The inbox as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.complaints.models import Complaint
from branddesk.complaints.selectors import inbox
from branddesk.core import clock
from branddesk.foundation.journal import services as journal
from branddesk.foundation.lists.registry import Cell, Table

LIST = "complaints"
ROWS_AT_ONCE = 500


def count(user: User, query: str, most: int) -> int:
    return inbox.rows_of(user, _filters(query)).order_by()[:most].count()


def rows(user: User, query: str, most: int) -> Iterator[list[Cell]]:
    """The headings, then every voice that the person hears, in the order of the inbox."""
    yield [
        _("Received"),
        _("Brand"),
        _("Kind"),
        _("What the customer wants"),
        _("State"),
        _("Rating"),
        _("Customer"),
        _("Customer's words"),
        _("Language"),
        _("SKU"),
        _("Product"),
        _("Order"),
        _("Value"),
        _("Currency"),
        _("Answer until"),
        _("First answered"),
        _("Works on it"),
        _("Case"),
        _("Store"),
    ]
    filters = _filters(query)
    found = inbox.rows_of(user, filters).order_by(*inbox.order_of(filters).names)
    found = found.select_related("brand", "product", "assignee", "case", "store").defer("facts")[:most]
    yield from map(_cells, found.iterator(chunk_size=ROWS_AT_ONCE))


def name(user: User, query: str) -> str:
    return _("customers' voice %(day)s") % {"day": localdate(clock.now()).isoformat()}


def recorded(person: AbstractBaseUser, number: int) -> None:
    journal.record(person, "person.exported", person, list=LIST, count=number)


def back(user: User) -> str:
    return reverse("complaints:inbox")


TABLE = Table(count=count, rows=rows, name=name, recorded=recorded, back=back)


def _filters(query: str) -> inbox.Filters:
    return inbox.read_filters(QueryDict(query).dict())


def _cells(row: Complaint) -> list[Cell]:
    return [
        row.received_at,
        row.brand.name,
        row.get_kind_display(),
        row.get_wish_display(),
        row.get_status_display(),
        row.rating,
        row.customer,
        row.text,
        row.get_language_display(),
        row.sku,
        row.product.name if row.product else None,
        row.order_number,
        row.order_value,
        row.currency if row.order_value is not None else None,
        row.due_at,
        row.answered_at,
        row.assignee.name if row.assignee else None,
        row.case.number if row.case else None,
        row.store.name if row.store else None,
    ]
