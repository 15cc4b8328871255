"""Papers of the sandbox: brands that need some, certificates from their making to their end, and the categories."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import categories, documents, errors
from branddesk.marketplaces.ozon.client.paging import each
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.sandbox import controls
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running
from branddesk.marketplaces.ozon.sandbox.world import Shop

Ask = Callable[..., Any]
SCAN = base64.b64encode(b"%PDF-1.7 declaration").decode()
DRINK, FLASK = 17028922, 91565


@pytest.fixture
def shop(sandbox: Running) -> Shop:
    return sandbox.world.shops[KEYS[0][0]]


@pytest.fixture
def ozon(client_of: Any) -> Client:
    made: Client = client_of()
    return made


@pytest.fixture
def ask(ozon: Client) -> Ask:
    def call(path: str, verb: str = "POST", **body: Any) -> Any:
        return ozon.read(path, body, lambda data: data, verb=verb)

    return call


def make(ask: Ask, **more: Any) -> Any:
    params = {
        "number": "ЕАЭС RU Д-CN.РА01.В.00001/26",
        "name": "Декларация на термосы",
        "certificate_type": "DECLARATION",
        "accordance_type": "TECHNICAL_REGULATIONS_CU",
        "issue_date": "2026-01-15T00:00:00Z",
        "expired_date": {"date": {"year": 2031, "month": 1, "day": 14}, "infinite": False},
        "files": [{"name": "declaration.pdf", "file_content": SCAN}],
    }
    return ask("/v2/product/certificate/create", params=params | more)


def test_each_brand_is_said_to_need_papers_or_not(ozon, shop):
    rows = list(each(partial(documents.list_brands, ozon, limit=1)))

    assert [row.name for row in rows] == sorted({row["_brand"] for row in shop.products})
    assert all(row.needs_papers for row in rows)


def test_a_certificate_is_looked_at_for_an_hour_and_then_approved(ask, ozon, sandbox, shop):
    made = make(ask, skus=[str(shop.products[0]["sku"])])
    before = documents.list_certificates(ozon).rows[0]
    controls.advance(sandbox.world, {"seconds": 3700})
    after = documents.get_certificate(ozon, before.number)

    assert made["status"] == "COMPLETED"
    assert before.id == after.id == str(made["certificate_id"])
    assert before.status != after.status
    codes = {row.code for row in documents.statuses(ozon)}
    assert {before.status, after.status} <= codes
    assert after.products_count == 1
    assert after.expires_at is not None
    assert (after.expires_at.year, after.expires_at.month, after.expires_at.day) == (2031, 1, 14)


def test_an_empty_scan_is_refused_in_the_end_and_why_is_in_the_dictionary(ask, ozon, sandbox):
    make(ask, files=[{"name": "empty.pdf", "file_content": ""}])
    controls.advance(sandbox.world, {"seconds": 3700})

    row = documents.list_certificates(ozon).rows[0]

    assert row.rejection_reason in {each.code for each in documents.rejection_reasons(ozon)}
    assert row.status in {each.code for each in documents.statuses(ozon)}


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"number": ""}, "number"),
        ({"files": []}, "files"),
        ({"files": [{"name": "scan.exe", "file_content": SCAN}]}, "files"),
        ({"certificate_type": "UNKNOWN"}, "certificate_type"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_kept(ask, ozon, more, name):
    made = make(ask, **more)

    assert made["status"] == "INCOMPLETE"
    assert [row["name"] for row in made["params"] if row["state"] != "VALID"] == [name]
    assert documents.list_certificates(ozon).rows == ()


def test_products_are_bound_and_unbound_and_only_a_free_certificate_is_deleted(ask, ozon, shop):
    number = make(ask)["certificate_id"]
    ids = [row["id"] for row in shop.products[:3]]
    skus = [str(row["sku"]) for row in shop.products[3:5]]

    ask("/v1/product/certificate/bind", certificate_id=number, product_id=ids)
    ask("/v1/product/certificate/bind", certificate_id=number, skus=skus)
    bound = list(each(partial(documents.list_certified, ozon, certificate_id=str(number), limit=2)))
    held = ask("/v1/product/certificate/delete", certificate_id=number)["result"]
    everything = [int(row.product_id) for row in bound]
    gone = ask("/v1/product/certificate/unbind", certificate_id=number, product_id=everything)["result"]
    deleted = ask("/v1/product/certificate/delete", certificate_id=number)["result"]

    assert everything == sorted(row["id"] for row in shop.products[:5])
    assert {row.product_status_code for row in bound} <= {row.code for row in documents.product_statuses(ozon)}
    assert not held["is_delete"]
    assert held["error_message"]
    assert [row["updated"] for row in gone] == [True] * 5
    assert deleted["is_delete"]
    with pytest.raises(errors.NotFound):
        documents.list_certified(ozon, certificate_id=str(number))


def test_products_of_a_certificate_come_by_pages_too(ask, shop):
    number = make(ask, skus=[str(row["sku"]) for row in shop.products[:5]])["certificate_id"]

    pages = [
        ask("/v1/product/certificate/products/list", certificate_id=number, page=page, page_size=2)["result"]
        for page in (1, 2, 3)
    ]

    found = [row["product_id"] for page in pages for row in page["items"]]
    assert found == sorted(row["id"] for row in shop.products[:5])


def test_a_product_that_there_is_not_is_not_bound(ask):
    number = make(ask)["certificate_id"]

    with pytest.raises(errors.BadRequest):
        ask("/v1/product/certificate/bind", certificate_id=number, product_id=[5])
    with pytest.raises(errors.NotFound):
        ask("/v1/product/certificate/bind", certificate_id=5, product_id=[5])


def test_certificates_are_narrowed_by_kind_and_by_article(ask, shop):
    make(ask, skus=[str(shop.products[0]["sku"])])
    make(ask, number="второй", certificate_type="CERTIFICATE_OF_CONFORMITY")

    def found(**more: Any) -> list[str]:
        rows = ask("/v1/product/certificate/list", page=1, page_size=10, **more)["result"]["certificates"]
        return [row["certificate_number"] for row in rows]

    assert len(found()) == 2
    assert found(type="certificate_of_conformity") == ["второй"]
    assert found(offer_id=shop.products[0]["offer_id"]) == ["ЕАЭС RU Д-CN.РА01.В.00001/26"]


def test_dictionaries_of_certificates_name_what_a_new_one_may_say(ask):
    types = {row["value"] for row in ask("/v1/product/certificate/types", "GET")["result"]}
    old = {row["value"] for row in ask("/v1/product/certificate/accordance-types", "GET")["result"]}
    new = {row["code"] for row in ask("/v2/product/certificate/accordance-types/list", "GET")["result"]["base"]}

    assert "declaration" in types
    assert old
    assert new
    assert ask("/v2/product/certification/options")["option"]
    assert ask("/v2/product/certification/params", params={})["params"]


def test_categories_say_whether_they_need_a_certificate(ask):
    by_name = ask("/v1/product/certification/list", page=1, page_size=100)["result"]["certification"]
    by_type = ask("/v2/product/certification/list", page=1, page_size=100)["certification"]

    assert {row["is_required"] for row in by_name} == {True, False}
    assert next(row for row in by_type if row["type_id"] == FLASK)["is_required"]


def test_the_tree_leads_to_types_whose_attributes_have_dictionaries(ask, ozon):
    (top, *more) = ask("/v1/description-category/tree")["result"]
    leaves = {
        (branch["description_category_id"], leaf["type_id"])
        for trunk in (top, *more)
        for branch in trunk["children"]
        for leaf in branch["children"]
    }
    rows = {row.id: row for row in categories.list_attributes(ozon, category_id=str(DRINK), type_id=str(FLASK))}
    about = {"description_category_id": DRINK, "type_id": FLASK, "attribute_id": 85}
    first = ask("/v1/description-category/attribute/values", **about, limit=2)
    last = first["result"][-1]["id"]
    rest = ask("/v1/description-category/attribute/values", **about, limit=100, last_value_id=last)
    found = ask("/v1/description-category/attribute/values/search", **about, limit=10, value="ketto")["result"]

    assert (DRINK, FLASK) in leaves
    assert len(top["children"] if not more else [top, *more]) == 3
    assert {"85", "4180", "4191", "8229", "10096"} <= set(rows)
    assert rows["85"].dictionary_id != "0"
    assert rows["4191"].dictionary_id == "0"
    assert first["has_next"]
    assert not rest["has_next"]
    assert "Kettora" in {row["value"] for row in (*first["result"], *rest["result"])}
    assert [row["value"] for row in found] == ["Kettora"]


def test_a_category_or_dictionary_that_there_is_not_is_refused(ask):
    with pytest.raises(errors.NotFound):
        ask("/v1/description-category/attribute", description_category_id=DRINK, type_id=5)
    about = {"description_category_id": DRINK, "type_id": FLASK, "limit": 10}
    with pytest.raises(errors.BadRequest):
        ask("/v1/description-category/attribute/values", attribute_id=4191, **about)
    with pytest.raises(errors.BadRequest):
        ask("/v1/description-category/attribute/values/search", attribute_id=85, value="k", **about)
