"""Sales, searches, stocks and ratings of the sandbox, as the desk's own client reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import errors, figures
from branddesk.marketplaces.ozon.client.paging import each
from branddesk.marketplaces.ozon.sandbox import life
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running
from branddesk.marketplaces.ozon.sandbox.world import Shop

Ask = Callable[..., Any]


@pytest.fixture
def shop(sandbox: Running) -> Shop:
    return sandbox.world.shops[KEYS[0][0]]


@pytest.fixture
def ask(client_of: Any, sandbox: Running) -> Ask:
    """One call as often as wanted, each as if a minute had gone by."""

    def call(path: str, number: int = 0, verb: str = "POST", **body: Any) -> Any:
        for each_shop in sandbox.world.shops.values():
            each_shop.own_uses.clear()
        return client_of(number).read(path, body, lambda data: data, verb=verb)

    return call


def data_of(ask: Ask, shop: Shop, days: int = 10, number: int = 0, **more: Any) -> Any:
    today = shop.world.now().date()
    body = {
        "date_from": (today - timedelta(days=days - 1)).isoformat(),
        "date_to": today.isoformat(),
        "dimension": ["sku"],
        "metrics": ["revenue", "ordered_units"],
        "limit": 1000,
    }
    return ask("/v1/analytics/data", number, **(body | more))["result"]


def test_the_same_figures_come_however_often_they_are_asked_for(ask, shop):
    assert data_of(ask, shop) == data_of(ask, shop)


def test_totals_are_the_sums_of_the_rows_and_do_not_hang_on_how_they_are_grouped(ask, shop):
    by_sku, by_day = data_of(ask, shop), data_of(ask, shop, dimension=["day"])
    by_both = data_of(ask, shop, dimension=["sku", "day"])

    for found in (by_sku, by_day, by_both):
        for place, total in enumerate(found["totals"]):
            assert sum(row["metrics"][place] for row in found["data"]) == pytest.approx(total)
    assert by_sku["totals"] == pytest.approx(by_day["totals"])
    assert len(by_both["data"]) == len(by_sku["data"]) * len(by_day["data"])


def test_what_was_ordered_by_postings_is_among_the_figures(ask, shop):
    before = data_of(ask, shop)["totals"]
    sold = life.posting(shop, shop.world.now(), "FBO")

    after = data_of(ask, shop)["totals"]

    assert after[1] == before[1] + 1
    assert after[0] == pytest.approx(float(before[0]) + sold["_product"]["_price"])


def test_a_position_is_an_average_and_no_sum(ask, shop):
    found = data_of(ask, shop, metrics=["position_category"])

    assert all(1 <= row["metrics"][0] <= 60 for row in found["data"])


def test_rows_are_sorted_and_narrowed_as_asked(ask, shop):
    falling = data_of(ask, shop, sort=[{"key": "revenue", "order": "DESC"}])["data"]
    middle = falling[len(falling) // 2]["metrics"][0]
    above = data_of(ask, shop, filters=[{"key": "revenue", "op": "GT", "value": str(middle)}])["data"]

    sums = [row["metrics"][0] for row in falling]
    assert sums == sorted(sums, reverse=True)
    assert len(above) == len(falling) // 2


def test_pages_of_figures_hold_each_row_once(client_of, shop):
    until = shop.world.now().date()
    ask = partial(figures.list_figures, since=until, until=until, dimensions=["sku"], metrics=["revenue"], limit=4)

    first = ask(client_of())
    shop.own_uses.clear()
    second = ask(client_of(), after=first.next)

    found = [row.dimensions[0].id for row in (*first.rows, *second.rows)]
    assert sorted(found) == sorted(str(row["sku"]) for row in shop.products)


@pytest.mark.parametrize(
    "wrong", [{"metrics": ["no_such"]}, {"metrics": ["revenue"] * 15}, {"dimension": []}, {"limit": 1001}]
)
def test_figures_that_there_are_not_are_refused(ask, shop, wrong):
    with pytest.raises(errors.BadRequest):
        data_of(ask, shop, **wrong)


def test_without_premium_plus_there_are_three_months_and_two_metrics(ask, sandbox):
    poor = sandbox.world.shops[KEYS[1][0]]

    assert data_of(ask, poor, number=1)["data"]
    for wrong in ({"days": 120}, {"metrics": ["hits_view"]}, {"dimension": ["brand"]}):
        with pytest.raises(errors.OzonError):
            data_of(ask, poor, number=1, **wrong)


def test_figures_are_given_once_a_minute(client_of, shop):
    today = shop.world.now().date()
    ask = partial(figures.list_figures, since=today, until=today, dimensions=["day"], metrics=["revenue"])
    ask(client_of())

    with pytest.raises(errors.Limited):
        ask(client_of(patience=0.0))


def test_searches_of_a_product_are_the_sum_of_its_queries(client_of, shop):
    ozon, skus = client_of(), [str(row["sku"]) for row in shop.products[:3]]
    until = shop.world.now()
    span = {"skus": skus, "since": until - timedelta(days=7), "until": until}

    demand = figures.list_demand(ozon, **span).rows
    queries = list(each(partial(figures.list_queries, ozon, limit=4, **span)))

    assert [row.sku for row in demand] == skus
    assert len(queries) == len({(row.sku, row.query) for row in queries}) == 15
    for row in demand:
        mine = [query for query in queries if query.sku == row.sku]
        assert sum(query.unique_search_users for query in mine) == row.unique_search_users
        assert sum(query.gmv or Decimal(0) for query in mine) == pytest.approx(row.gmv)


def test_queries_need_premium_plus(client_of, sandbox):
    until = sandbox.world.now()

    with pytest.raises(errors.NoSubscription):
        figures.list_demand(client_of(1), skus=["1571120446"], since=until - timedelta(days=7), until=until)


def test_stocks_of_the_warehouses_fit_those_on_the_cards(ask, client_of, shop):
    ozon, skus = client_of(), [str(row["sku"]) for row in shop.products]

    stocks = figures.get_warehouse_stocks(ozon, skus)
    turnover = figures.list_turnover(ozon).rows
    rows = ask("/v2/analytics/stock_on_warehouses", limit=100)["result"]["rows"]

    on_card = {str(row["sku"]): row["_stock"] for row in shop.products}
    assert {row.sku: row.available_stock_count for row in stocks} == on_card
    assert {row.sku: row.current_stock for row in turnover} == on_card
    here: Counter[str] = Counter()
    for row in rows:
        here[str(row["sku"])] += row["free_to_sell_amount"] + row["reserved_amount"]
    assert here == on_card
    assert [row.ads for row in stocks] == [row.ads for row in turnover]


def test_the_rating_of_today_is_where_its_history_ends(client_of, shop):
    ozon, now = client_of(), shop.world.now()
    summary = figures.rating(ozon)
    scores = {row.rating: row.current_value for group in summary.groups for row in group.items}

    courses = figures.rating_history(ozon, ratings=sorted(scores), since=now - timedelta(days=5), until=now)

    assert {course.rating: course.values[-1].value for course in courses} == scores
    assert {len(course.values) for course in courses} == {6}
    assert summary.premium_plus


def test_a_rating_that_there_is_not_is_refused(client_of, shop):
    now = shop.world.now()

    with pytest.raises(errors.BadRequest):
        figures.rating_history(client_of(), ratings=["rating_of_nothing"], since=now, until=now)


def test_the_index_and_the_postings_behind_it_cost_the_same(ask, client_of, shop):
    now = shop.world.now()
    for number in range(60):
        life.posting(shop, now - timedelta(days=1 + number % 10), "FBS")

    index = ask("/v1/rating/index/fbs/info")
    since = date.fromisoformat(index["period_from"])
    late = list(
        each(partial(figures.list_posting_errors, client_of(), since=now - timedelta(days=14), until=now, limit=2))
    )

    assert late
    assert {row.posting_number for row in late} <= {row["posting_number"] for row in shop.postings}
    assert {row.posting_error_type for row in late} == {"SELLER_DELAY"}
    of_days = [row for row in late if row.error_at and since <= row.error_at.date() < now.date()]
    assert index["processing_costs_sum"] == pytest.approx(sum(row.charge_price or Decimal(0) for row in of_days))
    assert len(index["defects"]) == 14
