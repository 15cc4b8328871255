"""Promotions and discount requests of the sandbox, driven by the desk's own client over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import errors, promotions
from branddesk.marketplaces.ozon.client.paging import each
from branddesk.marketplaces.ozon.client.promotions import Entry
from branddesk.marketplaces.ozon.client.reading import moment_of
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.client.values import Money
from branddesk.marketplaces.ozon.sandbox import controls
from branddesk.marketplaces.ozon.sandbox.methods import discounts
from branddesk.marketplaces.ozon.sandbox.methods.promotions import refresh
from branddesk.marketplaces.ozon.sandbox.server import KEYS, make_world
from branddesk.marketplaces.ozon.sandbox.world import Shop, said

DAY = 24 * 3600
ELASTIC, GREATEST, VOUCHERS = "Эластичный бустинг", "Максимальный бустинг", "Промокоды"


def shop_of(sandbox: Any) -> Shop:
    shop: Shop = sandbox.world.shops[KEYS[0][0]]
    return shop


def shop_without_requests(sandbox: Any) -> Shop:
    shop = shop_of(sandbox)
    shop.discounts.clear()
    return shop


def running(ozon: Client, sandbox: Any, title: str) -> promotions.Promotion:
    now = sandbox.world.now()
    return next(row for row in promotions.list_promotions(ozon) if row.title == title and row.starts_at <= now)


def rubles(amount: Any) -> Money:
    return Money(Decimal(amount), "RUB")


def inside(ozon: Client, action_id: str) -> dict[str, promotions.Offered]:
    return {row.product_id: row for row in each(partial(promotions.list_products, ozon, action_id=action_id))}


def test_of_each_kind_one_promotion_runs_and_one_is_to_come(client_of, sandbox):
    rows = promotions.list_promotions(client_of())

    now = sandbox.world.now()
    assert {row.title for row in rows if row.starts_at <= now < row.ends_at} == {ELASTIC, GREATEST, VOUCHERS}
    assert {row.title for row in rows if row.starts_at > now} == {ELASTIC, GREATEST, VOUCHERS}
    assert {row.title for row in rows if row.is_voucher} == {VOUCHERS}
    assert all(row.potential > 0 and not row.is_participating for row in rows)


def test_promotions_end_and_others_come_as_the_clock_goes_on(client_of, sandbox):
    ozon = client_of()
    before = {row.id: row for row in promotions.list_promotions(ozon)}

    controls.advance(sandbox.world, {"seconds": 8 * DAY})
    after = {row.id: row for row in promotions.list_promotions(ozon)}
    gone = before.keys() - after.keys()

    now = sandbox.world.now()
    assert gone
    assert {before[number].title for number in gone} == {VOUCHERS}
    assert {row.title for row in after.values() if row.starts_at <= now} == {ELASTIC, GREATEST, VOUCHERS}
    controls.advance(sandbox.world, {"seconds": 60 * DAY})
    assert len(promotions.list_promotions(ozon)) == 6
    assert len(shop_of(sandbox).promotions) == 6


def test_two_worlds_of_one_seed_have_the_same_promotions():
    shops = [make_world(seed=11).shops[KEYS[0][0]] for _each in range(2)]
    for shop in shops:
        refresh(shop)

    first, second = ([(row["id"], row["title"], row["_limits"]) for row in shop.promotions] for shop in shops)

    assert first == second


def test_a_candidate_joins_at_its_limit_and_leaves_above_it(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, ELASTIC)
    candidate = promotions.list_candidates(ozon, action_id=action.id).rows[0]
    limit = candidate.max_action_price.amount

    joined = promotions.change_products(ozon, action_id=action.id, entries=[Entry(candidate.product_id, rubles(limit))])
    there = inside(ozon, action.id)
    left = promotions.change_products(
        ozon, action_id=action.id, entries=[Entry(candidate.product_id, rubles(limit + 1))]
    )

    assert joined.active == (candidate.product_id,)
    assert there[candidate.product_id].action_price == rubles(limit)
    assert there[candidate.product_id].add_mode == "SELLER"
    assert left.deactivated == (candidate.product_id,)
    assert [row.product_id for row in left.warnings] == [candidate.product_id]
    assert inside(ozon, action.id) == {}


def test_participants_are_counted_and_no_longer_candidates(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, ELASTIC)
    rows = promotions.list_candidates(ozon, action_id=action.id).rows
    entries = [Entry(row.product_id, row.max_action_price) for row in rows[:2]]

    promotions.change_products(ozon, action_id=action.id, entries=entries)

    now = running(ozon, sandbox, ELASTIC)
    assert now.is_participating
    assert (now.participating, now.potential) == (2, len(rows) - 2)
    left = {row.product_id for row in promotions.list_candidates(ozon, action_id=action.id).rows}
    assert not left & {entry.product_id for entry in entries}


def test_what_cannot_join_is_rejected_with_its_reason_while_others_join(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, ELASTIC)
    rows = list(each(partial(promotions.list_candidates, ozon, action_id=action.id)))
    outsider = next(
        product for product in shop_of(sandbox).products if str(product["id"]) not in {row.product_id for row in rows}
    )
    too_dear, other_money, too_cheap, good = rows[:4]

    changed = promotions.change_products(
        ozon,
        action_id=action.id,
        entries=[
            Entry(str(outsider["id"]), rubles(1)),
            Entry("999", rubles(1)),
            Entry(too_dear.product_id, rubles(too_dear.max_action_price.amount + 1)),
            Entry(other_money.product_id, Money(Decimal(100), "USD")),
            Entry(too_cheap.product_id, rubles(1)),
            Entry(good.product_id, good.max_action_price),
        ],
    )

    refused = [str(outsider["id"]), "999", too_dear.product_id, other_money.product_id, too_cheap.product_id]
    assert [row.product_id for row in changed.rejected] == refused
    assert all(row.reason for row in changed.rejected)
    assert changed.active == (good.product_id,)
    assert inside(ozon, action.id).keys() == {good.product_id}


def test_a_lower_price_boosts_more_where_the_promotion_is_elastic(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, ELASTIC)
    first, second = promotions.list_candidates(ozon, action_id=action.id).rows[:2]

    promotions.change_products(
        ozon,
        action_id=action.id,
        entries=[Entry(first.product_id, first.price_min_elastic), Entry(second.product_id, second.price_max_elastic)],
    )

    there = inside(ozon, action.id)
    assert there[first.product_id].current_boost == first.min_boost
    assert there[second.product_id].current_boost == second.max_boost


def test_goods_leave_a_promotion_by_promo_code_by_being_taken_out_alone(client_of, sandbox):
    ozon = client_of()
    action, boosted = running(ozon, sandbox, VOUCHERS), running(ozon, sandbox, ELASTIC)
    row = promotions.list_candidates(ozon, action_id=action.id).rows[0]
    entry = Entry(row.product_id, row.max_action_price, stock=5)
    promotions.change_products(ozon, action_id=action.id, entries=[entry])
    there = inside(ozon, action.id)

    dearer = replace(entry, action_price=rubles(row.max_action_price.amount + 1))
    raised = promotions.change_products(ozon, action_id=action.id, entries=[dearer])
    taken = promotions.take_out(ozon, action_id=action.id, product_ids=[row.product_id, "999"])

    assert there[row.product_id].stock == 5
    assert [remark.product_id for remark in raised.rejected] == [row.product_id]
    assert taken == (row.product_id,)
    assert inside(ozon, action.id) == {}
    with pytest.raises(errors.BadRequest):
        promotions.take_out(ozon, action_id=boosted.id, product_ids=[row.product_id])


def test_more_than_there_is_in_stock_does_not_join_a_promotion_by_promo_code(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, VOUCHERS)
    row = promotions.list_candidates(ozon, action_id=action.id).rows[0]

    changed = promotions.change_products(
        ozon, action_id=action.id, entries=[Entry(row.product_id, row.max_action_price, stock=100_000)]
    )

    assert [remark.product_id for remark in changed.rejected] == [row.product_id]


def test_a_frozen_promotion_lets_prices_fall_but_not_rise_and_nobody_join(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, GREATEST)
    first = promotions.list_candidates(ozon, action_id=action.id).rows[0]
    price = first.max_action_price.amount
    change = partial(promotions.change_products, ozon, action_id=action.id)
    change(entries=[Entry(first.product_id, rubles(price - 10))])
    wait = moment_of(action.freezes) - sandbox.world.now() + timedelta(minutes=1)

    controls.advance(sandbox.world, {"seconds": wait.total_seconds()})

    newcomer = promotions.list_candidates(ozon, action_id=action.id).rows[0]
    for refused in (
        Entry(first.product_id, rubles(price)),
        Entry(first.product_id, rubles(price + 10)),
        Entry(newcomer.product_id, newcomer.max_action_price),
    ):
        assert [row.product_id for row in change(entries=[refused]).rejected] == [refused.product_id]
    assert change(entries=[Entry(first.product_id, rubles(price - 20))]).active == (first.product_id,)


def test_an_ended_promotion_takes_nothing_and_is_forgotten_some_days_later(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, VOUCHERS)
    row = promotions.list_candidates(ozon, action_id=action.id).rows[0]
    wait = action.ends_at - sandbox.world.now() + timedelta(minutes=1)
    controls.advance(sandbox.world, {"seconds": wait.total_seconds()})

    with pytest.raises(errors.OzonError):
        promotions.change_products(
            ozon, action_id=action.id, entries=[Entry(row.product_id, row.max_action_price, stock=1)]
        )
    assert promotions.list_candidates(ozon, action_id=action.id).rows
    controls.advance(sandbox.world, {"seconds": 4 * DAY})

    with pytest.raises(errors.NotFound):
        promotions.list_candidates(ozon, action_id=action.id)


def test_candidates_come_once_page_by_page(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, ELASTIC)

    rows = list(each(partial(promotions.list_candidates, ozon, action_id=action.id, limit=2)))

    assert len({row.product_id for row in rows}) == len(rows) == action.potential
    with pytest.raises(errors.BadRequest):
        promotions.list_candidates(ozon, action_id=action.id, limit=101)


def test_what_is_to_be_added_by_itself_is_chosen_and_then_added_on_its_day(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, ELASTIC)
    on = moment_of(action.auto_add_dates[0])
    (chosen,) = promotions.list_auto_added(ozon, action_id=action.id, on=on).rows
    first, second = promotions.list_auto_added(ozon, action_id=action.id, on=on, candidates=True).rows[:2]

    taken = promotions.change_auto_added(
        ozon,
        action_id=action.id,
        on=on,
        entries=[Entry(first.product_id, first.max_price), Entry(second.product_id, rubles(10**6))],
    )
    stopped = promotions.stop_auto_adding(ozon, action_id=action.id, on=on, product_ids=[chosen.product_id, "999"])
    listed = promotions.list_auto_added(ozon, action_id=action.id, on=on).rows
    controls.advance(sandbox.world, {"seconds": (on - sandbox.world.now()).total_seconds() + 60})
    there = inside(ozon, action.id)

    assert taken == (first.product_id,)
    assert stopped == (chosen.product_id,)
    assert [(row.product_id, row.action_price) for row in listed] == [(first.product_id, first.max_price)]
    assert {number: row.add_mode for number, row in there.items()} == {first.product_id: "AUTO"}
    with pytest.raises(errors.OzonError):
        promotions.stop_auto_adding(ozon, action_id=action.id, on=on, product_ids=[first.product_id])


def test_a_date_that_is_not_the_promotions_own_is_refused(client_of, sandbox):
    ozon = client_of()
    action = running(ozon, sandbox, ELASTIC)

    with pytest.raises(errors.BadRequest):
        promotions.list_auto_added(ozon, action_id=action.id, on=sandbox.world.now())


def test_an_unknown_promotion_is_not_found(client_of):
    with pytest.raises(errors.NotFound):
        promotions.list_products(client_of(), action_id="5")


def test_a_buyers_request_for_a_discount_is_granted_or_declined_once(client_of, sandbox):
    ozon, shop = client_of(), shop_without_requests(sandbox)
    granted, declined, bargained = (discounts.make_request(shop, sandbox.world.now()) for _each in range(3))

    first = promotions.approve_discount(
        ozon,
        request_id=str(granted["id"]),
        price=Decimal(str(granted["requested_price"])),
        most=granted["requested_quantity_max"],
        comment="Согласны",
    )
    second = promotions.decline_discount(ozon, request_id=str(declined["id"]), comment="Цена и так низкая")
    third = promotions.approve_discount(
        ozon,
        request_id=str(bargained["id"]),
        price=Decimal(str(bargained["requested_price"])) + 1,
        most=bargained["requested_quantity_max"],
    )
    again = promotions.decline_discount(ozon, request_id=str(granted["id"]))

    states = {row.id: row.status for row in promotions.list_discount_requests(ozon, status="ALL").rows}
    assert first.success_count == second.success_count == third.success_count == 1
    assert (again.success_count, again.fail_count) == (0, 1)
    assert again.failures[0].task_id == str(granted["id"])
    assert again.failures[0].error_for_user
    assert list(states.values()) == ["APPROVED", "DECLINED", "APPROVED"]
    assert bargained["_status"] == "PARTLY_APPROVED"
    assert promotions.list_discount_requests(ozon).rows == ()
    (approved, _bargained) = promotions.list_discount_requests(ozon, status="APPROVED").rows
    assert approved.approved_price == approved.requested_price


def test_a_discount_request_is_declined_by_itself_when_nobody_decides_in_time(client_of, sandbox):
    ozon = client_of()
    row = discounts.make_request(shop_without_requests(sandbox), sandbox.world.now())

    controls.advance(sandbox.world, {"seconds": 49 * 3600})
    late = promotions.approve_discount(ozon, request_id=str(row["id"]), price=Decimal(100), most=1)

    (told,) = promotions.list_discount_requests(ozon, status="DECLINED").rows
    assert late.fail_count == 1
    assert told.is_auto_moderated


@pytest.mark.parametrize(("share", "fewest", "most"), [(2, 1, 1), (0, 1, 1), (0.9, 3, 2), (0.9, 0, 2)])
def test_a_discount_that_makes_no_sense_is_not_granted(client_of, sandbox, share, fewest, most):
    ozon = client_of()
    row = discounts.make_request(shop_without_requests(sandbox), sandbox.world.now())
    price = Decimal(str(row["original_price"])) * Decimal(str(share))

    told = promotions.approve_discount(ozon, request_id=str(row["id"]), price=price, fewest=fewest, most=most)

    assert told.fail_count == 1
    assert [row.status for row in promotions.list_discount_requests(ozon).rows] == ["NEW"]


def test_discount_requests_come_once_page_by_page_and_only_in_pages_of_known_sizes(client_of, sandbox):
    ozon, shop = client_of(), shop_without_requests(sandbox)
    made = [discounts.make_request(shop, sandbox.world.now()) for _each in range(12)]

    rows = list(each(partial(promotions.list_discount_requests, ozon, limit=5)))

    assert [row.id for row in rows] == [str(row["id"]) for row in made]
    assert all(row.requested_price < row.original_price for row in rows)
    with pytest.raises(errors.BadRequest):
        promotions.list_discount_requests(ozon, limit=7)


def test_the_older_list_of_discount_requests_knows_the_finer_states(client_of, sandbox):
    ozon, shop = client_of(), shop_without_requests(sandbox)
    rows = [discounts.make_request(shop, sandbox.world.now()) for _each in range(3)]
    promotions.approve_discount(
        ozon, request_id=str(rows[0]["id"]), price=Decimal(str(rows[0]["requested_price"])) + 1, most=9
    )

    def ask(status: str, page: int) -> list[Any]:
        body = {"status": status, "limit": 1, "page": page}
        return ozon.read("/v1/actions/discounts-task/list", body, lambda data: list(data["result"]))

    assert [row["id"] for row in ask("PARTLY_APPROVED", 1)] == [rows[0]["id"]]
    assert [row["id"] for page in (1, 2, 3) for row in ask("NEW", page)] == [rows[1]["id"], rows[2]["id"]]
    assert ask("PARTLY_APPROVED", 1)[0]["created_at"] <= said(sandbox.world.now())
