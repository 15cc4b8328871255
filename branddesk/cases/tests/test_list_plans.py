"""On PostgreSQL every order of a list is a walk through an index: only what was cut to a page before is sorted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import queues
from branddesk.cases.models import Case
from branddesk.cases.selectors import CaseFilters
from branddesk.cases.selectors.lists import ORDERS, VIEWS, in_order
from branddesk.cases.tests.factories import make_case
from branddesk.core.enums import Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The plans are PostgreSQL's."),
]


@pytest.fixture
def few_cases(cast):
    """So few that they would be read whole, if that and sorting them were not forbidden."""
    brand, market = make_brand(members=[cast.alice]), make_marketplace(operator=cast.platform)
    for status in Status:
        make_case(brand=brand, marketplace=market, status=status, assignee=cast.alice, moderator=cast.moderator)
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")


def walks(rows) -> list[str]:
    """By which indexes the cases are found, in order and each only as far as the page reaches."""
    sql, params = rows[:50].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    found = list(_scans(plan[0]["Plan"], is_cut=True))
    assert found
    assert not [name for name in found if name.startswith("!")], found
    return found


def _scans(node: dict[str, Any], *, is_cut: bool) -> Iterator[str]:
    """The indexes of cases under the node; with a mark where they are read whole or sorted before they are cut."""
    kind = node["Node Type"]
    if node.get("Relation Name") == "cases_case" and node.get("Index Name") != "cases_case_pkey":
        yield node["Index Name"] if is_cut and kind.startswith("Index") else f"!{kind}"
    is_cut = kind == "Limit" or (is_cut and "Sort" not in kind)
    for below in node.get("Plans", ()):
        yield from _scans(below, is_cut=is_cut)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("sort", ORDERS)
def test_a_brands_list_walks_an_index_in_every_order(cast, few_cases, view, sort):
    filters = CaseFilters(view=view, sort=sort)

    (name,) = set(walks(in_order(cast.alice, filters, most=50)))

    assert name in {"case_brand_shelf", "case_brand_due", "case_brand_priority", "case_brand_opened"}


@pytest.mark.parametrize("sort", ["", "due", "-due"])
def test_ones_own_cases_are_walked_by_an_index_too(cast, few_cases, sort):
    walked = walks(in_order(cast.alice, CaseFilters(assignee="me", sort=sort), most=50))

    assert {name for name in walked if "assignee" in name}


@pytest.mark.parametrize("view", sorted(queues.VIEWS.keys() - {"near"}))  # few are near their breach; they are sorted
def test_each_view_of_the_queue_walks_an_index(cast, few_cases, view):
    assert walks(queues.in_order(cast.moderator, view, CaseFilters(), most=50))


def test_pages_behind_the_first_enter_the_index_at_their_place(cast, few_cases):
    order = ORDERS["priority"]
    place = order.place_of(Case.objects.filter(status=Status.SUBMITTED).get())

    assert set(walks(in_order(cast.alice, CaseFilters(sort="priority", after=place), most=50))) == {
        "case_brand_priority"
    }
