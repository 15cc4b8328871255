"""Which cases stand in which list, their order, their pages and their counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import selectors
from branddesk.cases.models import Case
from branddesk.cases.selectors import CaseFilters, case_list, lists
from branddesk.cases.services.indexing import index_case
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core import clock
from branddesk.core.enums import Route, Status
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_one(cast):
    brand, market = make_brand(members=[cast.alice]), make_marketplace(operator=cast.platform)

    def make(**fields):
        return make_case(**{"assignee": cast.alice, "brand": brand, "marketplace": market, **fields})

    return make


@pytest.fixture
def one_of_each(make_one):
    return {status.value: make_one(status=status) for status in Status} | {
        "prepared": make_one(marketplace=make_marketplace(route=Route.CABINET), prepared_at=clock.now())
    }


def names(one_of_each, user, view):
    known = {case.pk: name for name, case in one_of_each.items()}
    return {known[case.pk] for case in case_list(user, CaseFilters(view=view)).cases}


BRANDS_VIEWS = {
    "open": {"submitted", "review", "waiting", "reopened", "prepared"},
    "ours": {"waiting", "prepared"},
    "theirs": {"submitted", "review", "reopened"},
    "decided": {"granted", "partly", "refused"},
    "closed": {"closed"},
    "drafts": {"draft"},
}
BRANDS_VIEWS["all"] = set().union(*BRANDS_VIEWS.values())


def test_each_case_stands_in_the_views_that_fit_it(cast, one_of_each):
    assert {view: names(one_of_each, cast.alice, view) for view in lists.VIEWS} == BRANDS_VIEWS


def test_the_platform_has_the_same_views_from_its_own_side(cast, one_of_each):
    found = {view: names(one_of_each, cast.moderator, view) for view in lists.VIEWS}

    assert found["ours"] == {"submitted", "review", "reopened"}
    assert found["theirs"] == {"waiting"}
    assert found["drafts"] == set()


def test_counts_are_those_of_the_lists(cast, one_of_each):
    counts = selectors.view_counts(cast.alice)

    assert counts == {view: len(case_list(cast.alice, CaseFilters(view=view)).cases) for view in lists.COUNTED}
    assert selectors.ours(cast.alice).count() == 2


def test_counts_stop_where_they_are_no_longer_read(cast, make_one, monkeypatch):
    monkeypatch.setattr(lists, "COUNT_UP_TO", 3)
    for _n in range(5):
        make_one(status=Status.CLOSED)

    assert selectors.view_counts(cast.alice)["closed"] == 3


def test_strangers_find_nothing(cast, one_of_each):
    assert names(one_of_each, cast.mallory, "open") == set()
    assert set(selectors.view_counts(cast.mallory).values()) == {0}


SORTS = {
    "": ("-last_event_at", "-pk"),
    "updated": ("-last_event_at", "-pk"),
    "-updated": ("last_event_at", "pk"),
    "opened": ("-pk",),
    "-opened": ("pk",),
    "due": ("due_key", "pk"),
    "-due": ("-due_key", "-pk"),
    "priority": ("-priority", "-last_event_at", "-pk"),
    "-priority": ("priority", "last_event_at", "pk"),
}


@pytest.mark.parametrize("most_walks", [lists.MOST_WALKS, 0])
@pytest.mark.parametrize("sort", SORTS)
def test_a_list_is_read_a_page_at_a_time_without_gaps_or_repetition(cast, make_one, monkeypatch, sort, most_walks):
    """Also where somebody acts for more brands than are walked one by one."""
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    monkeypatch.setattr(lists, "MOST_WALKS", most_walks)
    now, other = clock.now(), make_brand(members=[cast.alice])
    for number in range(8):
        at = now - timedelta(days=number // 3)
        due = now + timedelta(days=number % 3) if number % 2 else None
        brand = {"brand": other} if number % 4 == 0 else {}
        status = Status.WAITING if due else Status.SUBMITTED
        make_one(status=status, last_event_at=at, brand_due_at=due, priority=1 + number % 3, **brand)

    seen: list[Case] = []
    after = ""
    while True:
        page = case_list(cast.alice, CaseFilters(sort=sort, after=after))
        seen += page.cases
        after = page.after
        if not after:
            break

    assert [case.pk for case in seen] == [case.pk for case in Case.objects.order_by(*SORTS[sort])]
    assert len(seen) == 8


@pytest.mark.parametrize(
    "after", ["x", "2026-11-23~x", "~1", "2026-11-23T10:00:00~1", "9999-99-99~1", "2026~" + "9" * 40]
)
def test_a_broken_page_key_is_the_first_page(cast, make_one, after):
    case = make_one(status=Status.SUBMITTED)

    assert case_list(cast.alice, CaseFilters(after=after)).cases == [case]


@pytest.mark.parametrize("words", ["BD-777", "flask", "169003", "Вектором", "vektor shop", "  flask   BD-777 "])
def test_a_case_is_found_by_number_subject_sku_and_seller(cast, make_one, words):
    case = make_one(status=Status.SUBMITTED, number="BD-777", subject="Fake Flask")
    make_listing(case=case, sku="1690038851", seller="ООО «Вектор-М»")
    make_listing(case=case, sku="1690038852", seller="Vektor shop")
    index_case(case)
    make_one(status=Status.SUBMITTED)

    assert case_list(cast.alice, CaseFilters(q=words)).cases == [case]


def test_all_words_must_be_found(cast, make_one):
    make_one(status=Status.SUBMITTED, subject="Fake flask")

    assert case_list(cast.alice, CaseFilters(q="flask mug")).cases == []


def test_a_list_is_narrowed_by_brand_and_marketplace(cast, make_one):
    case = make_one(status=Status.SUBMITTED)
    make_one(status=Status.SUBMITTED, brand=make_brand(members=[cast.alice]))
    make_one(status=Status.SUBMITTED, marketplace=make_marketplace())

    filters = CaseFilters(brand=case.brand.slug, marketplace=case.marketplace.slug)

    assert case_list(cast.alice, filters).cases == [case]
    assert selectors.view_counts(cast.alice, filters)["open"] == 1


def test_a_row_tells_how_many_listings_it_has(cast, make_one):
    case = make_one(status=Status.SUBMITTED)
    for _n in range(3):
        make_listing(case=case)
    make_one(status=Status.SUBMITTED)

    assert [vars(row)["listing_count"] for row in case_list(cast.alice, CaseFilters()).cases] == [0, 3]


def test_what_has_no_date_comes_after_what_is_due(cast, make_one):
    no_date = make_one(status=Status.SUBMITTED)
    later = make_one(status=Status.WAITING, brand_due_at=clock.now() + timedelta(days=2))
    sooner = make_one(status=Status.WAITING, brand_due_at=clock.now())

    assert case_list(cast.alice, CaseFilters(sort="due")).cases == [sooner, later, no_date]


@pytest.mark.parametrize("view", lists.VIEWS)
@pytest.mark.parametrize("sort", SORTS)
def test_every_order_of_every_view_costs_two_queries(cast, one_of_each, django_assert_num_queries, sort, view):
    with django_assert_num_queries(2):
        page = case_list(cast.alice, CaseFilters(view=view, sort=sort))
        [(row.brand.name, str(row), row.due_key) for row in page.cases]


def test_a_page_costs_two_queries_however_many_rows(cast, make_one, django_assert_num_queries):
    for _n in range(5):
        make_listing(case=make_one(status=Status.SUBMITTED, moderator=cast.moderator))

    with django_assert_num_queries(2):
        page = case_list(cast.alice, CaseFilters())
        [(row.brand.name, row.marketplace.name, row.assignee.name) for row in page.cases]
    with django_assert_num_queries(1):
        selectors.view_counts(cast.alice)
