"""Sheets of the sandbox: ordered, waited for, fetched."""

from __future__ import annotations

import csv
import io
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import errors, reports
from branddesk.marketplaces.ozon.client.transport import Client, Unknown
from branddesk.marketplaces.ozon.sandbox import controls
from branddesk.marketplaces.ozon.sandbox.methods.reports import file_of
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running
from branddesk.marketplaces.ozon.sandbox.world import Shop, said


@pytest.fixture
def shop(sandbox: Running) -> Shop:
    return sandbox.world.shops[KEYS[0][0]]


@pytest.fixture
def ozon(client_of: Any) -> Client:
    made: Client = client_of()
    return made


def order(ozon: Client, path: str, **body: Any) -> str:
    answer = ozon.read(path, body, lambda data: data)
    return str(answer.get("result", answer)["code"])


def sheet(ozon: Client, sandbox: Running, code: str) -> list[dict[str, str]]:
    controls.advance(sandbox.world, {"seconds": 21})
    with urllib.request.urlopen(reports.get_report(ozon, code).url, timeout=10) as answer:
        content = answer.read()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def span_of(shop: Shop, days: int = 365) -> dict[str, Any]:
    now = shop.world.now()
    return {"since": now - timedelta(days=days), "until": now}


def test_a_report_waits_is_made_and_then_has_its_file(ozon, sandbox):
    code = reports.order_products(ozon)
    assert isinstance(code, str)
    states = []
    for seconds in (0, 10, 15):
        controls.advance(sandbox.world, {"seconds": seconds})
        states.append(reports.get_report(ozon, code))

    assert [row.status for row in states] == ["waiting", "processing", "success"]
    assert [bool(row.url) for row in states] == [False, False, True]
    assert states[-1].url == f"{sandbox.url}/sandbox/files/{code}.csv"


def test_a_sheet_of_products_holds_each_of_them(ozon, sandbox, shop):
    shop.products[0]["_archived"] = True

    everything = sheet(ozon, sandbox, str(reports.order_products(ozon)))
    archived = sheet(ozon, sandbox, str(reports.order_products(ozon, visibility="ARCHIVED")))
    chosen = sheet(ozon, sandbox, order(ozon, "/v1/report/products/create", sku=[shop.products[1]["sku"]]))

    assert {row["SKU"] for row in everything} == {str(row["sku"]) for row in shop.products}
    assert [row["SKU"] for row in archived] == [str(shop.products[0]["sku"])]
    assert [row["SKU"] for row in chosen] == [str(shop.products[1]["sku"])]


def test_a_sheet_of_postings_holds_those_of_its_days_and_scheme(ozon, sandbox, shop):
    now = shop.world.now()
    days = {"processed_at_from": said(now - timedelta(days=4)), "processed_at_to": said(now)}

    rows = sheet(ozon, sandbox, order(ozon, "/v1/report/postings/create", filter={**days, "delivery_schema": ["fbs"]}))

    wanted = {
        row["posting_number"]
        for row in shop.postings
        if row["_scheme"] != "FBO" and days["processed_at_from"] <= row["_paid_at"] <= days["processed_at_to"]
    }
    assert wanted
    assert {row["Номер отправления"] for row in rows} == wanted


def test_a_sheet_of_returns_holds_those_of_its_scheme(ozon, sandbox, shop):
    status, found = "MovingToOzon", {}
    for scheme in ("FBO", "FBS", "ALL"):
        code = reports.order_returns(ozon, scheme=scheme, status=status, **span_of(shop))
        found[scheme] = {row["Номер отправления"] for row in sheet(ozon, sandbox, str(code))}

    assert found["FBO"] == {row["posting_number"] for row in shop.returns if row["schema"] == "FBO"}
    assert found["FBS"] == {row["posting_number"] for row in shop.returns if row["schema"] == "FBS"}
    assert found["ALL"] == found["FBO"] | found["FBS"]


def test_a_sheet_of_returns_holds_those_in_its_status_alone(ozon, sandbox, shop):
    shop.rfbs[0]["_state"] = "Rejected"

    code = reports.order_returns(ozon, scheme="FBS", status="Rejected", **span_of(shop))

    found = [row["Номер отправления"] for row in sheet(ozon, sandbox, str(code))]
    assert found == [shop.rfbs[0]["posting_number"]]


def test_reports_are_listed_newest_first_by_kind_and_by_page(ozon, shop):
    codes = [str(reports.order_products(ozon)) for _each in range(3)]
    of_returns = reports.order_returns(ozon, scheme="ALL", status="MovingToOzon", **span_of(shop))

    first = reports.list_reports(ozon, report_type="SELLER_PRODUCTS", limit=2)
    second = reports.list_reports(ozon, report_type="SELLER_PRODUCTS", limit=2, after=first.next)

    assert [row.code for row in (*first.rows, *second.rows)] == codes[::-1]
    assert [row.code for row in reports.list_reports(ozon, report_type="SELLER_RETURNS").rows] == [of_returns]
    assert len(reports.list_reports(ozon).rows) == 4


def test_an_order_without_an_answer_is_found_again(ozon, sandbox, shop):
    sandbox.world.modes.swallow_next = 1

    result = reports.order_returns(ozon, scheme="ALL", status="MovingToOzon", **span_of(shop))

    assert isinstance(result, Unknown)
    assert result.look_up() == reports.list_reports(ozon).rows[0].code


def test_discounted_goods_are_ordered_once_a_minute(ozon, sandbox, client_of):
    code = order(ozon, "/v1/report/discounted/create")

    assert sheet(ozon, sandbox, code) == []
    with pytest.raises(errors.Limited):
        order(client_of(patience=0.0), "/v1/report/discounted/create")


def test_a_report_of_nobody_or_of_another_seller_is_not_found(ozon, client_of):
    code = str(reports.order_products(ozon))

    for who, number in ((ozon, "REPORT_none"), (client_of(1), code)):
        with pytest.raises(errors.NotFound):
            reports.get_report(who, number)


def test_a_file_is_there_when_it_is_made_and_until_it_lapses(ozon, sandbox):
    code = str(reports.order_products(ozon))
    name = f"{code}.csv"
    early = file_of(sandbox.world, name)
    controls.advance(sandbox.world, {"seconds": 21})
    made = file_of(sandbox.world, name)
    controls.advance(sandbox.world, {"seconds": 40 * 86400})

    assert early is None
    assert made
    assert file_of(sandbox.world, name) is None
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{sandbox.url}/sandbox/files/{name}", timeout=10)


def test_a_page_that_there_cannot_be_is_refused(ozon):
    with pytest.raises(errors.BadRequest):
        reports.list_reports(ozon, limit=1001)
