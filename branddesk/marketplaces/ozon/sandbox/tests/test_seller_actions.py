"""The seller's own promotions in the sandbox, driven by the desk's own client over HTTP."""

from __future__ import annotations

import base64
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import errors, seller_actions
from branddesk.marketplaces.ozon.client.paging import each
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.sandbox import controls
from branddesk.marketplaces.ozon.sandbox.server import KEYS
from branddesk.marketplaces.ozon.sandbox.world import said

DAY = 24 * 3600
CODES = {"count_codes": 3, "is_private": False, "type": "UNIQUE"}
LEVELS = [{"order_amount": 3000, "discount_value": 5}, {"order_amount": 6000, "discount_value": 10}]
TYPES = {
    "discount": "DISCOUNT",
    "discount-with-condition": "DISCOUNT_WITH_CONDITION",
    "installment": "INSTALLMENT",
    "multi-level-discount": "MULTI_LEVEL_DISCOUNT_ON_AMOUNT",
    "voucher": "VOUCHER_DISCOUNT",
}


def told(sandbox: Any, kind: str, **others: Any) -> dict[str, Any]:
    """What a promotion of this kind is made from: a week from an hour ago."""
    now = sandbox.world.now()
    dates = {"date_start": said(now - timedelta(hours=1)), "date_end": said(now + timedelta(days=7))}
    percent = {"discount_type": "PERCENT", "discount_value": 10}
    by_kind: dict[str, dict[str, Any]] = {
        "discount": {**dates, "min_action_percent": 10},
        "discount-with-condition": {**dates, **percent, "min_order_amount": 5000},
        "installment": {"date_start": dates["date_start"]},
        "multi-level-discount": {**dates, "discount_type": "PERCENT", "discount_levels": LEVELS},
        "voucher": {**dates, **percent, "budget": 10000, "voucher_parameters": CODES},
    }
    return {"title": f"Осень {kind}", **by_kind[kind], **others}


def make(ozon: Client, sandbox: Any, kind: str, **others: Any) -> str:
    number = seller_actions.create_action(ozon, kind, told(sandbox, kind, **others))
    assert isinstance(number, str)
    return number


def action(ozon: Client, number: str) -> seller_actions.SellerAction:
    return next(row for row in each(partial(seller_actions.list_actions, ozon)) if row.id == number)


def skus(sandbox: Any) -> list[str]:
    return [str(product["sku"]) for product in sandbox.world.shops[KEYS[0][0]].products]


def inside(ozon: Client, number: str) -> dict[str, seller_actions.ActionProduct]:
    rows = each(partial(seller_actions.list_products, ozon, action_id=number, limit=2))
    return {row.sku[0]: row for row in rows}


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_promotion_of_each_kind_is_made_and_listed(client_of, sandbox, kind):
    ozon = client_of()

    row = action(ozon, make(ozon, sandbox, kind))

    assert (row.title, row.type, row.status, row.is_turn_on) == (f"Осень {kind}", TYPES[kind], "ACTIVE", True)
    assert (row.ends_at is None) == (kind == "installment")


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_promotion_of_each_kind_is_given_other_parameters(client_of, sandbox, kind):
    ozon = client_of()
    number = make(ozon, sandbox, kind)
    seller_actions.turn(ozon, number, on=False)
    changed = told(sandbox, kind, title="Зима")
    for name in ("discount_type", "min_action_percent", "voucher_parameters"):
        changed.pop(name, None)
    if "discount_value" in changed:
        changed["discount_value"] = 15

    assert seller_actions.change_action(ozon, kind, number, changed) is True

    row = action(ozon, number)
    assert row.title == "Зима"
    assert "discount_value" not in changed or row.discount_value == 15


def test_a_promotion_is_not_changed_as_one_of_another_kind(client_of, sandbox):
    ozon = client_of()
    number = make(ozon, sandbox, "voucher")

    with pytest.raises(errors.BadRequest):
        seller_actions.change_action(ozon, "installment", number, told(sandbox, "installment", title="Зима"))

    assert action(ozon, number).title == "Осень voucher"


@pytest.mark.parametrize(
    ("kind", "others"),
    [
        ("voucher", {"date_end": "2020-01-01T00:00:00Z"}),
        ("voucher", {"discount_value": 96}),
        ("voucher", {"budget": 0}),
        ("voucher", {"voucher_parameters": {**CODES, "count_codes": 0}}),
        ("voucher", {"title": "а" * 257}),
        ("discount", {"min_action_percent": 0}),
        ("discount-with-condition", {"min_order_amount": 0}),
        ("discount-with-condition", {"discount_type": "CURRENCY", "discount_value": 5000}),
        ("multi-level-discount", {"discount_levels": LEVELS[:1]}),
        ("multi-level-discount", {"discount_levels": LEVELS[::-1]}),
    ],
)
def test_a_promotion_that_makes_no_sense_is_refused(client_of, sandbox, kind, others):
    ozon = client_of()

    with pytest.raises(errors.BadRequest):
        make(ozon, sandbox, kind, **others)

    assert seller_actions.list_actions(ozon).rows == ()


def test_a_promotion_is_planned_then_runs_pauses_and_ends(client_of, sandbox):
    ozon = client_of()
    now = sandbox.world.now()
    dates = {"date_start": said(now + timedelta(days=1)), "date_end": said(now + timedelta(days=3))}
    number = make(ozon, sandbox, "voucher", **dates)
    states = [action(ozon, number).status]

    controls.advance(sandbox.world, {"seconds": 2 * DAY})
    states.append(action(ozon, number).status)
    for on in (False, True):
        seller_actions.turn(ozon, number, on=on)
        states.append(action(ozon, number).status)
    controls.advance(sandbox.world, {"seconds": 2 * DAY})
    states.append(action(ozon, number).status)

    assert states == ["PLANNED", "ACTIVE", "PAUSED", "ACTIVE", "ENDED"]
    assert not action(ozon, number).is_editable
    with pytest.raises(errors.OzonError):
        seller_actions.turn(ozon, number, on=False)
    with pytest.raises(errors.OzonError):
        seller_actions.add_products(ozon, action_id=number, percents={skus(sandbox)[0]: Decimal(10)})


def test_a_running_promotion_is_archived_only_after_it_is_turned_off(client_of, sandbox):
    ozon = client_of()
    number = make(ozon, sandbox, "installment")

    with pytest.raises(errors.OzonError):
        seller_actions.archive(ozon, number)
    seller_actions.turn(ozon, number, on=False)
    seller_actions.archive(ozon, number)

    assert seller_actions.list_actions(ozon).rows == ()
    with pytest.raises(errors.NotFound):
        seller_actions.turn(ozon, number, on=True)


def test_the_budget_is_changed_only_while_the_promotion_is_off(client_of, sandbox):
    ozon = client_of()
    number = make(ozon, sandbox, "voucher")
    changed = {
        name: value
        for name, value in told(sandbox, "voucher", budget=20000).items()
        if name not in ("discount_type", "voucher_parameters")
    }

    with pytest.raises(errors.OzonError):
        seller_actions.change_action(ozon, "voucher", number, changed)
    seller_actions.turn(ozon, number, on=False)
    seller_actions.change_action(ozon, "voucher", number, changed)

    assert action(ozon, number).budget == 20000


def test_goods_are_put_in_with_their_discount_and_taken_out(client_of, sandbox):
    ozon = client_of()
    number = make(ozon, sandbox, "discount")
    first, second, third = skus(sandbox)[:3]

    percents = {first: Decimal(10), second: Decimal(25), third: Decimal(50)}
    seller_actions.add_products(ozon, action_id=number, percents=percents)
    there = inside(ozon, number)
    seller_actions.remove_products(ozon, action_id=number, skus=[first])

    assert {sku: row.discount_percent for sku, row in there.items()} == percents
    assert there[third].action_price == there[third].base_price / 2
    assert all(row.is_active for row in there.values())
    assert inside(ozon, number).keys() == {second, third}
    assert action(ozon, number).sku_count == 2
    candidates = list(each(partial(seller_actions.list_products, ozon, action_id=number, candidates=True, limit=2)))
    assert {row.sku[0] for row in candidates} == set(skus(sandbox)) - {second, third}


def test_goods_with_too_small_a_discount_or_not_the_sellers_are_refused_and_nothing_is_put_in(client_of, sandbox):
    ozon = client_of()
    number = make(ozon, sandbox, "discount")
    good, poor = skus(sandbox)[:2]

    for percents, currency in (
        ({good: Decimal(20), poor: Decimal(9)}, "RUB"),
        ({good: Decimal(20), "999": Decimal(20)}, "RUB"),
        ({good: Decimal(20)}, "USD"),
    ):
        with pytest.raises(errors.BadRequest):
            seller_actions.add_products(ozon, action_id=number, percents=percents, currency=currency)

    assert inside(ozon, number) == {}


def test_all_goods_are_in_a_promotion_of_several_levels_by_themselves(client_of, sandbox):
    ozon = client_of()
    number = make(ozon, sandbox, "multi-level-discount")

    assert inside(ozon, number).keys() == set(skus(sandbox))
    with pytest.raises(errors.OzonError):
        seller_actions.remove_products(ozon, action_id=number, skus=skus(sandbox)[:1])


def test_promo_codes_come_as_a_file_and_only_where_there_are_any(client_of, sandbox):
    ozon = client_of()
    number = make(ozon, sandbox, "voucher")

    lines = base64.b64decode(seller_actions.get_codes(ozon, number)).decode().split()

    assert len(set(lines[1:])) == 3
    with pytest.raises(errors.BadRequest):
        seller_actions.get_codes(ozon, make(ozon, sandbox, "installment"))


def test_promotions_are_found_by_title_kind_state_and_number(client_of, sandbox):
    ozon = client_of()
    numbers = [make(ozon, sandbox, kind) for kind in ("voucher", "installment", "discount")]
    seller_actions.turn(ozon, numbers[0], on=False)

    def ask(**filters: Any) -> list[str]:
        body = {"limit": 100, **filters}
        return ozon.read(
            "/v1/seller-actions/list", body, lambda data: [str(row["action_id"]) for row in data["actions"]]
        )

    assert ask(search="INSTALL") == [numbers[1]]
    assert ask(status=["PAUSED"]) == [numbers[0]]
    assert ask(action_type=["DISCOUNT", "VOUCHER_DISCOUNT"]) == [numbers[0], numbers[2]]
    assert ask(action_ids=numbers[1:]) == numbers[1:]
    assert [row.id for row in each(partial(seller_actions.list_actions, ozon, limit=2))] == numbers
    with pytest.raises(errors.BadRequest):
        ask(search="ab")
