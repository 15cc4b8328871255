"""What is sent to change something at Ozon, and how it is looked up whether it was done."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from branddesk.marketplaces.ozon.client import chats, products, promotions, pushes, questions, returns
from branddesk.marketplaces.ozon.client.errors import Limited
from branddesk.marketplaces.ozon.client.pace import LocalPace
from branddesk.marketplaces.ozon.client.tests.test_transport import asking, refusing
from branddesk.marketplaces.ozon.client.transport import Unknown
from branddesk.marketplaces.ozon.client.values import Money


def good(body: Any) -> httpx2.Response:
    return httpx2.Response(200, json=body)


def sent(request: httpx2.Request) -> dict[str, Any]:
    return dict(json.loads(request.content))


def looked_up(outcome: Any) -> Any:
    assert isinstance(outcome, Unknown)
    return outcome.look_up()


def test_a_price_joins_a_promotion_as_an_object_of_money():
    ozon, calls = asking(good({"active_product_ids": ["7"], "rejected": [{"product_id": 8, "reason": "price"}]}))
    entry = promotions.Entry("7", Money(Decimal("990.50"), "RUB"), 5)

    changed = promotions.change_products(ozon, action_id="71342", entries=[entry])

    assert isinstance(changed, promotions.Changed)
    assert changed.active == ("7",)
    assert changed.rejected == (promotions.Remark("8", "price"),)
    price = {"amount": "990.50", "currency": "RUB"}
    assert sent(calls[0])["products"] == [{"product_id": 7, "action_price": price, "stock": 5}]


def test_the_price_of_one_product_is_changed_ten_times_an_hour():
    ozon, calls = asking(good({"result": [{"product_id": 7, "updated": True}]}), pace=LocalPace())
    for _time in range(10):
        products.change_prices(ozon, [products.NewPrice("7", Decimal("990"))])

    with pytest.raises(Limited):
        products.change_prices(ozon, [products.NewPrice("7", Decimal("990"))])

    assert len(calls) == 10


@pytest.mark.parametrize(("shown", "is_done"), [(990.0, True), (1000.0, False)])
def test_a_price_is_looked_up_among_the_prices(shown, is_done):
    prices = {"items": [{"product_id": 7, "offer_id": "K-7", "price": {"price": shown}}], "cursor": ""}
    ozon, _calls = asking(refusing(500, "oops"), good(prices))

    outcome = products.change_prices(ozon, [products.NewPrice("7", Decimal("990"))])

    assert (looked_up(outcome) is not None) == is_done


@pytest.mark.parametrize(("number", "found"), [("12", "12"), ("10", None)])
def test_a_chat_message_is_looked_up_after_the_one_that_was_last_before(number, found):
    history = {"messages": [{"message_id": number, "data": ["Good day"], "user": {"type": "Seller"}}]}
    ozon, _calls = asking(httpx2.ReadTimeout("slow"), good(history))

    outcome = chats.send_message(ozon, chat_id="c", text="Good day", since="11")

    assert looked_up(outcome) == found


def test_the_same_words_of_the_buyer_are_not_ours():
    history = {"messages": [{"message_id": 12, "data": ["Good day"], "user": {"type": "Customer"}}]}
    ozon, _calls = asking(httpx2.ReadTimeout("slow"), good(history))

    assert looked_up(chats.send_message(ozon, chat_id="c", text="Good day")) is None


def test_an_answer_that_failed_moderation_is_found_and_not_sent_again():
    answers = {"answers": [{"id": "a", "text": "Yes, it does.", "status_publication": "MODERATION_FAILED"}]}
    ozon, _calls = asking(refusing(502, "oops"), good(answers))

    assert looked_up(questions.create_answer(ozon, question_id="q", sku="7", text="Yes, it does.")) == "a"


@pytest.mark.parametrize(("state", "done"), [("OnSellerApproval", None), ("Rejected", True)])
def test_an_action_on_a_return_shows_by_the_state_of_the_return(state, done):
    now = {"returns": {"state": {"state": state}, "available_actions": [{"id": 1020, "name": "Compensate"}]}}
    ozon, _calls = asking(httpx2.ReadTimeout("slow"), good(now))

    outcome = returns.act(ozon, return_id="5", action=1020, state="OnSellerApproval", compensation=Decimal("300"))

    assert looked_up(outcome) is done


def test_a_push_subscription_is_looked_up_by_its_address():
    urls = {"urls": [{"id": 3, "url": "https://desk/push", "types": [{"type": "TYPE_NEW_MESSAGE"}]}], "total_count": 1}
    ozon, _calls = asking(httpx2.ReadTimeout("slow"), good(urls))

    assert looked_up(pushes.subscribe(ozon, url="https://desk/push", types=["TYPE_NEW_MESSAGE"])) == "3"


def test_chat_history_goes_on_from_the_message_that_is_the_mark():
    page = {"messages": [{"message_id": 11}, {"message_id": 10}], "has_next": False}
    ozon, calls = asking(good(page))

    rows = chats.list_messages(ozon, chat_id="c", after="11").rows

    assert [row.id for row in rows] == ["10"]
    assert sent(calls[0])["from_message_id"] == 11
