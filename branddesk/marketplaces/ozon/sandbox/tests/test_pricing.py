"""Pricing strategies of the sandbox over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import errors
from branddesk.marketplaces.ozon.sandbox.server import KEYS

Ask = Callable[..., Any]
COMPETITORS = [{"competitor_id": 101, "coefficient": 0.9}, {"competitor_id": 103, "coefficient": 1.1}]


@pytest.fixture
def ask(client_of: Any) -> Ask:
    ozon = client_of()

    def read(name: str, **body: Any) -> Any:
        return ozon.read(f"/v1/pricing-strategy/{name}", body, lambda data: data)

    return read


@pytest.fixture
def goods(sandbox: Any) -> list[str]:
    return [str(product["id"]) for product in sandbox.world.shops[KEYS[0][0]].products]


def make(ask: Ask, name: str = "Термосы", competitors: Any = None) -> str:
    made = ask("create", strategy_name=name, competitors=competitors or COMPETITORS)
    return str(made["result"]["strategy_id"])


def listed(ask: Ask) -> dict[str, Any]:
    return {row["id"]: row for row in ask("list", page=1, limit=50)["strategies"]}


def test_competitors_come_page_by_page(ask):
    pages = [ask("competitors/list", page=number, limit=4) for number in (1, 2, 3)]

    numbers = [row["id"] for page in pages for row in page["competitor"]]
    assert len(set(numbers)) == len(numbers) == pages[0]["total"]
    for wrong in ({"page": 0, "limit": 4}, {"page": 1, "limit": 51}, {"page": 1, "limit": 0}):
        with pytest.raises(errors.BadRequest):
            ask("competitors/list", **wrong)


def test_a_strategy_is_made_changed_turned_off_and_deleted(ask):
    number = make(ask)
    made = listed(ask)[number]

    ask("update", strategy_id=number, strategy_name="Фляги", competitors=COMPETITORS[:1])
    changed = ask("info", strategy_id=number)["result"]
    ask("status", strategy_id=number, enabled=False)
    stopped = listed(ask)[number]
    ask("delete", strategy_id=number)

    assert (made["name"], made["type"], made["update_type"]) == ("Термосы", "COMP_PRICE", "strategyCreated")
    assert (made["competitors_count"], made["enabled"]) == (2, True)
    assert (changed["name"], changed["update_type"]) == ("Фляги", "strategyChanged")
    assert len(changed["competitors"]) == 1
    assert (stopped["enabled"], stopped["update_type"]) == (False, "strategyDisabled")
    assert number not in listed(ask)
    with pytest.raises(errors.NotFound):
        ask("info", strategy_id=number)


def test_the_strategy_of_the_system_cannot_be_touched(ask):
    (row,) = listed(ask).values()

    assert row["type"] == "MIN_EXT_PRICE"
    for name, body in (
        ("delete", {}),
        ("status", {"enabled": False}),
        ("update", {"strategy_name": "Моя", "competitors": COMPETITORS}),
    ):
        with pytest.raises(errors.OzonError):
            ask(name, strategy_id=row["id"], **body)
    assert listed(ask) == {row["id"]: row}


@pytest.mark.parametrize(
    ("competitor", "coefficient"),
    [(101, 0.4), (101, 1.3), (999, 1.0)],
)
def test_a_strategy_with_a_wrong_competitor_or_coefficient_is_refused(ask, competitor, coefficient):
    with pytest.raises(errors.BadRequest):
        make(ask, competitors=[{"competitor_id": competitor, "coefficient": coefficient}])

    assert len(listed(ask)) == 1


def test_a_product_follows_one_strategy_at_a_time(ask, goods):
    first, second = make(ask), make(ask, "Другая")

    added = ask("products/add", strategy_id=first, product_id=goods[:2])["result"]
    again = ask("products/add", strategy_id=second, product_id=[*goods[1:3], "999"])["result"]

    assert added == {"errors": [], "failed_product_count": 0}
    assert [row["product_id"] for row in again["errors"]] == [int(goods[1]), 999]
    assert again["failed_product_count"] == 2
    assert ask("products/list", strategy_id=first)["result"]["product_id"] == goods[:2]
    assert ask("products/list", strategy_id=second)["result"]["product_id"] == goods[2:3]
    found = ask("strategy-ids-by-product-ids", product_id=goods[:4])["result"]["products_info"]
    assert [row["strategy_id"] for row in found] == [first, first, second]
    assert listed(ask)[first]["products_count"] == 2


def test_a_product_taken_out_follows_none(ask, goods):
    number = make(ask)
    ask("products/add", strategy_id=number, product_id=goods[:1])

    removed = ask("products/delete", product_id=goods[:2])["result"]

    assert removed == {"failed_product_count": 1}
    assert ask("products/list", strategy_id=number)["result"]["product_id"] == []
    assert listed(ask)[number]["update_type"] == "strategyItemsListChanged"


def test_a_products_price_follows_the_cheapest_competitor(ask, goods):
    number = make(ask, competitors=[{"competitor_id": 101, "coefficient": 1.0}])
    ask("products/add", strategy_id=number, product_id=goods[:1])
    before = ask("product/info", product_id=int(goods[0]))["result"]
    cheaper = [{"competitor_id": 101, "coefficient": 0.5}, {"competitor_id": 102, "coefficient": 1.2}]

    ask("update", strategy_id=number, strategy_name="Термосы", competitors=cheaper)

    after = ask("product/info", product_id=int(goods[0]))["result"]
    assert (after["strategy_id"], after["is_enabled"], after["strategy_competitor_id"]) == (number, True, 101)
    assert after["strategy_product_price"] == pytest.approx(before["strategy_product_price"] / 2, abs=1)
    assert not ask("product/info", product_id=int(goods[1]))["result"]["is_enabled"]
    with pytest.raises(errors.NotFound):
        ask("product/info", product_id=999)


def test_more_than_fifty_products_at_once_are_refused(ask):
    number = make(ask)

    with pytest.raises(errors.BadRequest):
        ask("products/add", strategy_id=number, product_id=[str(each) for each in range(51)])
