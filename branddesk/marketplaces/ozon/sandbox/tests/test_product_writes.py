"""Cards of the sandbox made and changed; the postings in which they went out; and the first methods of reviews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import errors, products, reviews
from branddesk.marketplaces.ozon.client.transport import Client
from branddesk.marketplaces.ozon.sandbox import controls, life
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running
from branddesk.marketplaces.ozon.sandbox.world import Shop, said

Ask = Callable[..., Any]


@pytest.fixture
def shop(sandbox: Running) -> Shop:
    return sandbox.world.shops[KEYS[0][0]]


@pytest.fixture
def ozon(client_of: Any) -> Client:
    made: Client = client_of()
    return made


@pytest.fixture
def ask(ozon: Client) -> Ask:
    def call(path: str, **body: Any) -> Any:
        return ozon.read(path, body, lambda data: data)

    return call


def item(**more: Any) -> dict[str, Any]:
    return {
        "offer_id": "KE-900",
        "name": "Термос на литр",
        "description_category_id": 17028922,
        "type_id": 91565,
        "price": "2190",
        "old_price": "2490",
        "currency_code": "RUB",
        "vat": "0.2",
        "depth": 90,
        "width": 90,
        "height": 300,
        "dimension_unit": "mm",
        "weight": 500,
        "weight_unit": "g",
        "images": ["https://example.org/flask.jpg"],
        "attributes": [{"id": 85, "complex_id": 0, "values": [{"value": "Kettora"}]}],
        **more,
    }


def finish(sandbox: Running) -> None:
    controls.advance(sandbox.world, {"seconds": 10})


def test_a_card_is_imported_as_a_task_and_is_then_listed(ask, ozon, sandbox):
    task = str(ask("/v3/product/import", items=[item()])["result"]["task_id"])
    before = products.get_import(ozon, task)
    finish(sandbox)
    (after,) = products.get_import(ozon, task)

    assert [row.status for row in before] == ["pending"]
    assert (after.status, after.errors) == ("imported", ())
    (card,) = products.get_products(ozon, product_ids=[after.product_id])
    assert (card.name, str(card.price), card.offer_id) == ("Термос на литр", "2190.00", "KE-900")
    assert after.product_id in {row.product_id for row in products.list_products(ozon).rows}


def test_a_card_with_a_known_article_is_changed_and_no_second_one_is_made(ask, ozon, shop, sandbox):
    count, known = len(shop.products), shop.products[0]

    task = ask("/v3/product/import", items=[item(offer_id=known["offer_id"], name="Другое имя")])["result"]["task_id"]
    finish(sandbox)

    assert products.get_import(ozon, str(task))[0].product_id == str(known["id"])
    assert len(shop.products) == count
    assert products.get_products(ozon, product_ids=[str(known["id"])])[0].name == "Другое имя"


@pytest.mark.parametrize("wrong", [{"type_id": 5}, {"price": "0"}, {"name": ""}])
def test_a_card_that_is_wrong_fails_with_its_fault_and_the_others_go_in(ask, ozon, shop, sandbox, wrong):
    count = len(shop.products)

    task = ask("/v3/product/import", items=[item(), item(offer_id="KE-901", **wrong)])["result"]["task_id"]
    finish(sandbox)

    good, bad = products.get_import(ozon, str(task))
    assert good.status == "imported"
    assert bad.status == "failed"
    assert [fault.field for fault in bad.errors] == list(wrong)
    assert len(shop.products) == count + 1


def test_too_many_cards_at_once_and_a_task_of_nobody_are_refused(ask, ozon):
    with pytest.raises(errors.BadRequest):
        ask("/v3/product/import", items=[item(offer_id=f"X-{number}") for number in range(101)])
    with pytest.raises(errors.NotFound):
        products.get_import(ozon, "5")


def test_attributes_stand_on_the_card_when_the_task_is_done(ozon, shop, sandbox):
    known = shop.products[0]

    task = products.change_attributes(ozon, offer_id=known["offer_id"], values={"4191": ["Новые слова"]})
    before = products.get_description(ozon, str(known["id"])).description
    finish(sandbox)

    assert isinstance(task, str)
    assert before != "Новые слова"
    assert products.get_description(ozon, str(known["id"])).description == "Новые слова"
    assert products.get_import(ozon, task)[0].status == "imported"


def test_attributes_of_a_card_that_there_is_not_fail(ozon, sandbox):
    task = products.change_attributes(ozon, offer_id="nobody", values={"4191": ["Слова"]})
    finish(sandbox)

    assert [row.status for row in products.get_import(ozon, str(task))] == ["failed"]


def test_a_card_of_another_seller_is_copied_by_its_sku(ask, sandbox, shop):
    other = sandbox.world.shops[KEYS[1][0]]
    model = life._product(sandbox.world, "Tarusno", "1988000111", "Плед льняной", 3900, ("delivery",), 0)
    other.products.append(model)
    about = {"price": "4100", "currency_code": "RUB", "vat": "0.2", "name": "Наш плед"}

    made = ask(
        "/v1/product/import-by-sku",
        items=[{"sku": model["sku"], "offer_id": "NO-77", **about}, {"sku": 5, "offer_id": "NO-78", **about}],
    )["result"]

    assert [int(sku) for sku in made["unmatched_sku_list"]] == [5]
    card = shop.products[-1]
    assert (card["offer_id"], card["name"], card["_price"]) == ("NO-77", "Наш плед", 4100.0)
    assert card["sku"] != model["sku"]


def test_an_own_card_is_not_copied_by_its_sku(ask, shop):
    own = shop.products[0]["sku"]

    made = ask("/v1/product/import-by-sku", items=[{"sku": own, "offer_id": "C-1", "price": "100", "vat": "0"}])

    assert [int(sku) for sku in made["result"]["unmatched_sku_list"]] == [own]


def test_cards_go_into_the_archive_and_come_back(ask, ozon, shop):
    number = shop.products[0]["id"]

    ask("/v1/product/archive", product_id=[number])
    archived = {row.product_id for row in products.list_products(ozon).rows if row.archived}
    ask("/v1/product/unarchive", product_id=[number])

    assert archived == {str(number)}
    assert not any(row.archived for row in products.list_products(ozon).rows)
    with pytest.raises(errors.BadRequest):
        ask("/v1/product/archive", product_id=[5])


def test_where_a_card_is_shown_is_set_and_told(ask, shop):
    sku = shop.products[0]["sku"]

    said_so = ask(
        "/v1/product/visibility/set",
        item_placement=[{"sku": sku, "placement": "SELECT"}, {"sku": 5, "placement": "SELECT"}],
    )
    now = ask("/v1/product/visibility/info", skus=[str(sku)])["items"]

    assert [int(row["sku"]) for row in said_so["items"]] == [sku]
    assert [int(row["sku"]) for row in said_so["items_errors"]] == [5]
    assert [row["showcases_visibility"] for row in now] == ["SELECT"]


def test_what_is_made_and_changed_is_counted_against_the_limit(ask, sandbox):
    before = ask("/v4/product/info/limit")
    ask("/v3/product/import", items=[item()])
    finish(sandbox)
    after = ask("/v4/product/info/limit")

    for name in ("daily_create", "total"):
        assert int(after[name]["usage"]) == int(before[name]["usage"]) + 1


def test_related_numbers_subscribers_and_prices_are_of_the_product_asked_for(ask, shop):
    shop.subscription = "PREMIUM_PRO"
    row = shop.products[0]

    related = ask("/v1/product/related-sku/get", sku=[str(row["sku"]), "5"])
    waiting = ask("/v1/product/info/subscription", skus=[str(row["sku"])])["result"]
    (price,) = ask("/v1/product/prices/details", skus=[str(row["sku"])])["prices"]

    assert [int(each["product_id"]) for each in related["items"]] == [row["id"]]
    assert [int(each["sku"]) for each in related["errors"]] == [5]
    assert [int(each["sku"]) for each in waiting] == [row["sku"]]
    assert float(price["price"]["amount"]) == row["_price"]


def days(shop: Shop, count: int = 365) -> dict[str, str]:
    now = shop.world.now()
    return {"since": said(now - timedelta(days=count)), "to": said(now + timedelta(minutes=1))}


@pytest.mark.parametrize(
    ("path", "schemes"), [("/v3/posting/fbo/list", {"FBO"}), ("/v4/posting/fbs/list", {"FBS", "RFBS"})]
)
def test_postings_are_walked_page_by_page(ask, shop, path, schemes):
    for number in range(5):
        life.posting(shop, shop.world.now() - timedelta(days=number), min(schemes))
    found, cursor = [], ""
    while True:
        page = ask(path, filter=days(shop), limit=3, cursor=cursor, sort_dir="ASC")
        found += [row["posting_number"] for row in page["postings"]]
        cursor = page["cursor"]
        if not page["has_next"]:
            break

    assert len(found) == len(set(found))
    assert set(found) == {row["posting_number"] for row in shop.postings if row["_scheme"] in schemes}


def test_a_posting_is_told_by_its_number_and_is_delivered_after_some_days(ask, sandbox, shop):
    for scheme, path in (("FBO", "/v2/posting/fbo/get"), ("FBS", "/v3/posting/fbs/get")):
        row = life.posting(shop, shop.world.now(), scheme)
        before = ask(path, posting_number=row["posting_number"])["result"]
        controls.advance(sandbox.world, {"seconds": 4 * 86400})
        after = ask(path, posting_number=row["posting_number"])["result"]

        assert before["order_number"] == row["order_number"]
        assert [int(each["sku"]) for each in before["products"]] == [row["_product"]["sku"]]
        assert (before["status"], after["status"]) == ("delivering", "delivered")
        other = "/v3/posting/fbs/get" if scheme == "FBO" else "/v2/posting/fbo/get"
        with pytest.raises(errors.NotFound):
            ask(other, posting_number=row["posting_number"])


def test_the_first_methods_of_reviews_know_two_states_of_the_same_rows(ask, ozon, shop):
    counts, now = ask("/v1/review/count"), reviews.count_reviews(ozon)
    assert (counts["total"], counts["processed"]) == (now.total, now.processed)
    found: list[Any] = []
    last, has_next = "", True
    while has_next:
        page = ask("/v1/review/list", limit=20, status="UNPROCESSED", sort_dir="ASC", last_id=last)
        has_next, last = page["has_next"], page["last_id"]
        assert len(page["reviews"]) == 20 or not has_next
        found += page["reviews"]

    assert [row["id"] for row in found] == [row["id"] for row in shop.reviews if row["status"] != "PROCESSED"]
    assert {row["status"] for row in found} == {"UNPROCESSED"}
    ask("/v1/review/change-status", review_ids=[found[0]["id"]], status="PROCESSED")
    assert ask("/v1/review/info", review_id=found[0]["id"])["status"] == "PROCESSED"
    assert reviews.get_review(ozon, found[0]["id"]).status == "PROCESSED"
    ask("/v1/review/change-status", review_ids=[found[0]["id"]], status="UNPROCESSED")
    assert reviews.get_review(ozon, found[0]["id"]).status != "PROCESSED"
    with pytest.raises(errors.BadRequest):
        ask("/v1/review/change-status", review_ids=[found[0]["id"]], status="NEW")


def test_a_comment_is_deleted_by_the_first_method_too(ask, ozon, shop):
    review = shop.reviews[-1]["id"]
    made = reviews.create_comment(ozon, review_id=review, text="Спасибо")

    ask("/v1/review/comment/delete", comment_id=made)

    assert reviews.list_comments(ozon, review_id=review).rows == ()
    with pytest.raises(errors.NotFound):
        ask("/v1/review/comment/delete", comment_id=made)
