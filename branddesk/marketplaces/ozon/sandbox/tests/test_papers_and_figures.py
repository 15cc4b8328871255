"""Figures, reports, papers, orders and cards: what is asked for adds up, and what is changed stays changed."""

from __future__ import annotations

import urllib.request
from datetime import date, timedelta
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import categories, documents, errors, figures, postings, products, reports
from branddesk.marketplaces.ozon.client.values import nothing
from branddesk.marketplaces.ozon.contract import complete, methods
from branddesk.marketplaces.ozon.sandbox import controls, life
from branddesk.marketplaces.ozon.sandbox.gatekeeping import DEAD, METHODS
from branddesk.marketplaces.ozon.sandbox.methods import discounts
from branddesk.marketplaces.ozon.sandbox.server import KEYS

DAY = date(2026, 11, 20)


def shop_of(sandbox):
    return sandbox.world.shops[KEYS[0][0]]


def ask(ozon, path: str, body: dict) -> Any:
    return ozon.read(path, body, lambda data: data)


def test_every_method_of_the_contract_is_answered_or_known_to_be_switched_off():
    assert {(each.verb, each.path) for each in methods() if each.path not in DEAD} - set(METHODS) == set()


def test_a_reply_has_every_field_of_the_contract_with_what_means_nothing():
    whole = complete("POST", "/v2/review/count", {"total": 3})
    rows = complete("POST", "/v2/review/list", {"reviews": [{"id": "r"}]})

    assert whole == {"total": 3, "new": 0, "viewed": 0, "processed": 0}
    assert rows["reviews"][0]["text"] == ""
    assert rows["has_next"] is False
    assert (
        complete("POST", "/v1/description-category/tree", {"result": [{"type_id": 1}]})["result"][0]["children"] == []
    )


def test_sales_by_day_are_the_same_whenever_they_are_asked_for_and_once_a_minute(client_of):
    asked: dict[str, Any] = {"since": DAY - timedelta(days=6), "until": DAY, "metrics": ["revenue", "ordered_units"]}
    first = figures.list_figures(client_of(), dimensions=["day"], **asked).rows

    assert len(first) == 7
    assert all(row.metrics[1] >= 0 for row in first)
    with pytest.raises(errors.Limited):
        figures.list_figures(client_of(attempts=1), dimensions=["day"], **asked)


def test_stocks_on_warehouses_are_those_of_the_cards(client_of, sandbox):
    rows = figures.list_held(client_of()).rows

    assert {row.sku: row.free_to_sell_amount for row in rows} == {
        str(row["sku"]): row["_stock"] for row in shop_of(sandbox).products
    }


def test_the_rating_of_the_seller_has_groups_and_a_course(client_of, sandbox):
    ozon = client_of()
    now = sandbox.world.now()

    summary = figures.rating(ozon)
    course = figures.rating_history(
        ozon, ratings=[summary.groups[0].items[0].rating], since=now - timedelta(days=3), until=now
    )

    assert summary.groups[0].items[0].current_value is not None
    assert len(course[0].values) == 4


def test_a_report_waits_is_made_and_can_be_fetched(client_of, sandbox):
    ozon = client_of()
    code = str(reports.order_products(ozon))

    assert reports.get_report(ozon, code).status == "waiting"
    assert reports.get_report(ozon, code).url == ""
    controls.advance(sandbox.world, {"seconds": 30})
    report = reports.get_report(ozon, code)
    with urllib.request.urlopen(report.url) as reply:
        sheet = reply.read().decode("utf-8-sig")

    assert report.status == "success"
    assert sheet.splitlines()[0].startswith("Артикул;SKU")
    assert len(sheet.splitlines()) == len(shop_of(sandbox).products) + 1


def test_each_kind_of_report_is_ordered_and_listed(client_of, sandbox):
    ozon, now = client_of(), sandbox.world.now()
    span = {"since": now - timedelta(days=9), "until": now}

    codes = [
        reports.order_products(ozon),
        reports.order_postings(ozon, **span),
        reports.order_returns(ozon, scheme="ALL", status="Approved", **span),
        reports.order_discounted(ozon),
    ]

    assert {row.code for row in reports.list_reports(ozon).rows} == set(codes)


def test_a_certificate_is_made_bound_checked_and_deleted(client_of, sandbox):
    ozon, product = client_of(), shop_of(sandbox).products[0]
    draft = documents.Draft(
        number="RU-D-CN-1",
        name="Декларация",
        type="DECLARATION",
        accordance="GOST",
        issued_on=DAY,
        ends_on=DAY.replace(year=2030),
        files=(("paper.pdf", b"%PDF-1.7"),),
    )

    number = str(documents.create_certificate(ozon, draft))
    documents.bind_certificate(ozon, number, [str(product["id"])])
    assert documents.get_certificate(ozon, "RU-D-CN-1").status == "verification"
    assert [row.product_id for row in documents.list_certified(ozon, certificate_id=number).rows] == [
        str(product["id"])
    ]

    controls.advance(sandbox.world, {"seconds": 7200})
    assert documents.get_certificate(ozon, "RU-D-CN-1").status == "approved"
    with pytest.raises(errors.Conflict):
        documents.delete_certificate(ozon, number)
    documents.unbind_certificate(ozon, number, [str(product["id"])])
    assert documents.delete_certificate(ozon, number) is True
    assert documents.list_certificates(ozon).rows == ()


def test_a_certificate_that_lacks_something_is_not_made(client_of):
    draft = documents.Draft(
        number="RU-2", name="x", type="DECLARATION", accordance="GOST", issued_on=DAY, files=(("paper.exe", b"x"),)
    )

    with pytest.raises(errors.BadRequest, match="files"):
        documents.create_certificate(client_of(), draft)


def test_names_of_attributes_are_those_of_the_category(client_of):
    names = {
        row.id: row.name for row in categories.list_attributes(client_of(), category_id="17028922", type_id="91565")
    }

    assert names["85"] == "Бренд"
    with pytest.raises(errors.NotFound):
        categories.list_attributes(client_of(), category_id="1", type_id="91565")


def test_attributes_stand_on_the_card_when_the_import_is_done(client_of, sandbox):
    ozon, card = client_of(), shop_of(sandbox).products[0]
    task = str(products.change_attributes(ozon, offer_id=card["offer_id"], values={"4191": ["Новый текст"]}))

    assert products.get_import(ozon, task)[0].status == "pending"
    controls.advance(sandbox.world, {"seconds": 10})

    assert products.get_import(ozon, task)[0].status == "imported"
    assert card["_text"] == "Новый текст"


def test_an_import_makes_a_card_or_says_what_is_wrong(client_of, sandbox):
    ozon = client_of()
    item = {"offer_id": "NEW-1", "name": "Новый термос", "price": "1990", "type_id": 91565}
    good = ask(ozon, "/v3/product/import", {"items": [item | {"description_category_id": 17028922}]})
    bad = ask(ozon, "/v3/product/import", {"items": [item | {"description_category_id": 17028922, "price": "0"}]})
    controls.advance(sandbox.world, {"seconds": 10})

    assert products.get_import(ozon, str(good["result"]["task_id"]))[0].status == "imported"
    assert products.get_import(ozon, str(bad["result"]["task_id"]))[0].errors[0].field == "price"
    assert any(row["offer_id"] == "NEW-1" for row in shop_of(sandbox).products)


def test_a_card_goes_into_the_archive_and_comes_back(client_of, sandbox):
    ozon, card = client_of(), shop_of(sandbox).products[0]

    ozon.read("/v1/product/archive", {"product_id": [card["id"]]}, nothing)
    assert products.get_products(ozon, product_ids=[str(card["id"])])[0].is_archived
    ozon.read("/v1/product/unarchive", {"product_id": [card["id"]]}, nothing)
    assert not products.get_products(ozon, product_ids=[str(card["id"])])[0].is_archived


def test_orders_are_listed_by_scheme_and_found_by_number(client_of, sandbox):
    ozon, now = client_of(), sandbox.world.now()
    span: dict[str, Any] = {"since": now - timedelta(days=90), "until": now}
    fbo, fbs = postings.list_fbo(ozon, **span).rows, postings.list_fbs(ozon, **span).rows

    schemes = [row["_scheme"] for row in shop_of(sandbox).postings]
    assert (len(fbo), len(fbs)) == (schemes.count("FBO"), len(schemes) - schemes.count("FBO"))
    for listed in (fbo[0], fbs[0]):
        found = postings.find(ozon, listed.number)
        assert found.order_number == listed.order_number
        assert found.products[0].price == listed.products[0].price
    assert postings.find(ozon, "0-0-0") is None


def test_buyers_ask_for_discounts_and_cards_change_by_themselves(sandbox):
    shop = shop_of(sandbox)
    before = [(row["_price"], row["_text"], tuple(row["_pictures"])) for row in shop.products]
    waiting = len(shop.discounts)

    discounts.make_request(shop, sandbox.world.now())
    for _each in range(30):
        life.touch_card(shop, sandbox.world.now())

    assert len(shop.discounts) == waiting + 1
    assert [(row["_price"], row["_text"], tuple(row["_pictures"])) for row in shop.products] != before
