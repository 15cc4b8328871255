"""The sandbox, asked by the desk's own client over HTTP: it answers as Ozon does, and refuses as Ozon does."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from branddesk.marketplaces.ozon.client import (
    chats,
    errors,
    probe,
    products,
    pushes,
    questions,
    returns,
    reviews,
    seller,
)
from branddesk.marketplaces.ozon.client.paging import each
from branddesk.marketplaces.ozon.client.transport import Unknown
from branddesk.marketplaces.ozon.sandbox import controls, life
from branddesk.marketplaces.ozon.sandbox.server import KEYS, make_world
from branddesk.marketplaces.ozon.sandbox.world import World


def post(url: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, str, Any]:
    data = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


def key_headers(number: int = 0) -> dict[str, str]:
    client_id, key = KEYS[number]
    return {"Client-Id": client_id, "Api-Key": key}


def test_a_key_is_answered_with_its_roles_and_its_seller(client_of):
    ozon = client_of()

    assert seller.roles(ozon).expires_at is not None
    assert seller.info(ozon).subscription == "PREMIUM_PLUS"


def test_the_probe_finds_what_a_subscription_does_not_hold(client_of, sandbox):
    ozon = client_of(1)

    found = {
        row.code: row.state
        for row in probe.probe(ozon, roles=seller.roles(ozon), seller=seller.info(ozon), now=sandbox.world.now())
    }

    assert found["reviews"] == found["questions"] == probe.State.NO_SUBSCRIPTION
    assert found["chats"] == found["returns"] == found["products"] == probe.State.AVAILABLE


def test_all_reviews_come_once_page_by_page_and_in_order(client_of, sandbox):
    ozon = client_of()

    rows = list(each(partial(reviews.list_reviews, ozon, limit=20)))

    there = sandbox.world.shops[KEYS[0][0]].reviews
    assert [row.id for row in rows] == [row["id"] for row in there]
    assert len(there) > 60
    newest = list(each(partial(reviews.list_reviews, ozon, newest_first=True, limit=100)))
    assert [row.id for row in newest] == [row.id for row in reversed(rows)]


def test_reviews_are_narrowed_by_moment_status_and_sku(client_of, sandbox):
    ozon = client_of()
    rows = list(each(partial(reviews.list_reviews, ozon)))
    middle = rows[len(rows) // 2]

    since = list(each(partial(reviews.list_reviews, ozon, since=middle.published_at)))
    of_one = list(each(partial(reviews.list_reviews, ozon, skus=[middle.sku])))
    new = list(each(partial(reviews.list_reviews, ozon, status="NEW")))

    assert middle.published_at is not None
    assert all(row.published_at >= middle.published_at - timedelta(milliseconds=1) for row in since)
    assert {row.sku for row in of_one} == {middle.sku}
    assert {row.status for row in new} == {"NEW"}
    assert reviews.count_reviews(ozon).new == len(new)


def test_a_comment_is_moderated_after_some_minutes(client_of, sandbox):
    ozon = client_of()
    review = reviews.list_reviews(ozon, status="NEW").rows[0]

    good = reviews.create_comment(ozon, review_id=review.id, text="Спасибо, разберёмся", is_done=True)
    bad = reviews.create_comment(ozon, review_id=review.id, text="Пишите на kettora.ru")
    before = {row.id: row for row in reviews.list_comments(ozon, review_id=review.id).rows}
    controls.advance(sandbox.world, {"seconds": 300})
    after = {row.id: row for row in reviews.list_comments(ozon, review_id=review.id).rows}

    assert isinstance(good, str)
    assert isinstance(bad, str)
    assert not before[good].is_published
    assert after[good].is_published
    assert after[bad].is_rejected
    assert after[bad].deviation_reason
    assert reviews.get_review(ozon, review.id).status == "PROCESSED"


def test_an_answer_to_a_question_is_moderated_and_the_same_one_twice_is_a_duplicate(client_of, sandbox):
    ozon = client_of()
    question = questions.list_questions(ozon).rows[0]
    for text in ("Да, подойдёт", "Да, подойдёт", "Смотрите www.kettora.ru"):
        questions.create_answer(ozon, question_id=question.id, sku=question.sku, text=text)

    controls.advance(sandbox.world, {"seconds": 300})

    states = [
        row.status_publication for row in questions.list_answers(ozon, question_id=question.id, sku=question.sku).rows
    ]
    assert states == ["PUBLISHED", "DUPLICATE", "MODERATION_FAILED"]


@pytest.mark.parametrize("length", [1, 3001])
def test_an_answer_of_the_wrong_length_is_refused(client_of, length):
    ozon = client_of()
    question = questions.list_questions(ozon).rows[0]

    with pytest.raises(errors.BadRequest):
        questions.create_answer(ozon, question_id=question.id, sku=question.sku, text="а" * length)


def test_a_buyer_is_answered_within_48_hours_and_not_after(client_of, sandbox):
    ozon = client_of()
    chat = next(row for row in chats.list_chats(ozon).rows if row.type == "BUYER_SELLER")

    assert chats.send_message(ozon, chat_id=chat.id, text="Здравствуйте") == "success"
    said = chats.list_messages(ozon, chat_id=chat.id).rows
    controls.advance(sandbox.world, {"seconds": 49 * 3600})

    assert [row.sender for row in said][0] == "Seller"
    with pytest.raises(errors.OzonError):
        chats.send_message(ozon, chat_id=chat.id, text="Вы ещё здесь?")


def test_the_personal_manager_answers_some_minutes_later(client_of, sandbox):
    ozon = client_of()
    kind = "SELLER_PERSONAL_MANAGER_UNITY_CRM"
    chat = next(row for row in chats.list_chats(ozon).rows if row.type == kind)
    chats.send_message(ozon, chat_id=chat.id, text="Что с товаром 1571120446?")

    controls.advance(sandbox.world, {"seconds": 600})

    newest = chats.list_messages(ozon, chat_id=chat.id).rows[0]
    assert newest.sender == "Personal_Manager"


def test_history_is_read_back_and_forward_without_gap(client_of, sandbox):
    ozon = client_of()
    chat = chats.list_chats(ozon).rows[0]
    shop = sandbox.world.shops[KEYS[0][0]]
    for number in range(25):
        life.chats.say(shop, shop.chats[chat.id], "Customer", f"Сообщение {number}")

    back = list(each(partial(chats.list_messages, ozon, chat_id=chat.id, limit=10)))
    oldest = back[-1].id
    forward = list(each(partial(chats.list_messages, ozon, chat_id=chat.id, limit=10, forward=True), after=oldest))

    assert len({row.id for row in back}) == len(shop.messages[chat.id])
    assert [row.id for row in forward] == [row.id for row in reversed(back)][1:]


def test_a_return_by_rfbs_offers_its_actions_and_takes_each_with_what_it_needs(client_of):
    ozon = client_of()
    first, second = returns.list_rfbs(ozon).rows[:2]
    offered = returns.get_rfbs(ozon, first.id)

    with pytest.raises(errors.BadRequest):
        returns.act(ozon, return_id=first.id, action=-1, state=offered.state)
    with pytest.raises(errors.BadRequest):
        returns.act(ozon, return_id=second.id, action=1020, state=offered.state)
    reason = offered.rejection_reasons[0].id
    returns.act(ozon, return_id=first.id, action=-1, state=offered.state, comment="Исправен", reason_id=reason)
    returns.act(ozon, return_id=second.id, action=1020, state=offered.state, compensation=Decimal(300))

    assert {action.id for action in offered.actions} == {1, -1, 1020}
    assert returns.get_rfbs(ozon, first.id).state == "Rejected"
    assert returns.get_rfbs(ozon, first.id).actions == ()
    assert returns.get_rfbs(ozon, second.id).state == "Compensated"


def test_a_cancellation_decides_itself_when_nobody_does(client_of, sandbox):
    ozon = client_of()
    first, second = returns.list_cancellations(ozon, state="ON_APPROVAL").rows
    returns.decide_cancellation(ozon, cancellation_id=first.id, posting_number=first.posting_number, approve=False)

    controls.advance(sandbox.world, {"seconds": 25 * 3600})

    states = {row.id: row.state for row in returns.list_cancellations(ozon).rows}
    assert states == {first.id: "REJECTED", second.id: "APPROVED"}


def test_returns_of_the_other_schemes_are_listed_by_the_moment_of_their_change(client_of):
    ozon = client_of()
    rows = list(each(partial(returns.list_returns, ozon, limit=2)))
    latest = max(row.changed_at for row in rows if row.changed_at)

    assert len(rows) == 6
    assert {row.scheme for row in rows} <= {"FBO", "FBS"}
    assert len(returns.list_returns(ozon, changed_since=latest).rows) == 1


def test_goods_are_listed_with_cards_prices_and_stocks(client_of):
    ozon = client_of()

    rows = list(each(partial(products.list_products, ozon, limit=3)))

    assert len(rows) == 7
    assert products.list_prices(ozon).rows[0].price is not None


def test_no_key_a_wrong_key_and_a_revoked_key_are_told_apart(sandbox, client_of):
    status, text, _headers = post(f"{sandbox.url}/v1/roles")
    assert (status, json.loads(text)["code"]) == (401, 16)
    with pytest.raises(errors.KeyInvalid):
        seller.roles(client_of(key="nonsense"))
    sandbox.world.shops[KEYS[0][0]].key_state = "expired"
    with pytest.raises(errors.KeyExpired):
        seller.roles(client_of())


def test_an_unknown_path_is_answered_in_plain_text_and_a_dead_method_as_obsolete(sandbox):
    status, text, headers = post(f"{sandbox.url}/v9/nothing", headers=key_headers())
    assert (status, text.strip()) == (404, "404 page not found")
    assert headers["Content-Type"].startswith("text/plain")

    status, text, _headers = post(f"{sandbox.url}/v1/actions/candidates", headers=key_headers())
    assert (status, json.loads(text)["message"]) == (400, "obsolete method cannot be used")


def test_the_limit_is_looked_at_before_the_subscription(sandbox):
    few = post(f"{sandbox.url}/v2/review/list", {"limit": 1}, key_headers(1))
    enough = post(f"{sandbox.url}/v2/review/list", {"limit": 20}, key_headers(1))

    assert few[0] == 400
    assert enough[0] == 403
    assert json.loads(enough[1])["message"].endswith("not available with existing subscription")


def test_the_fifty_first_request_of_a_second_is_told_to_wait(sandbox):
    answers = [post(f"{sandbox.url}/v1/roles", headers=key_headers()) for _each in range(60)]

    limited = [headers for status, _text, headers in answers if status == 429]
    if not limited:
        pytest.skip("this machine is too slow to ask fifty times in a second")
    assert limited[0]["Retry-After"]
    assert limited[0]["Ratelimit-Remaining"] == "0"


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b'{"limit": "many"}', b'{"limit": 20, "filters": 5}'])
def test_a_request_that_cannot_be_read_is_refused_and_nothing_breaks(sandbox, body):
    assert post(f"{sandbox.url}/v2/review/list", body, key_headers())[0] == 400
    assert post(f"{sandbox.url}/v2/review/list", {"limit": 20}, key_headers())[0] == 200


def test_after_a_restart_everything_is_as_it_was(tmp_path):
    world = make_world(tmp_path)
    shop = world.shops[KEYS[0][0]]
    life.write_review(shop, shop.products[0], "Последние слова", 1, world.now())
    world.save()

    again = make_world(tmp_path)

    rows = again.shops[KEYS[0][0]].reviews
    assert rows[-1]["text"] == "Последние слова"
    assert again.next_id() > world.last_id - 1
    assert len(again.shops) == 2


def test_as_time_goes_on_buyers_speak(sandbox):
    world: World = sandbox.world
    world.rhythm = 5
    before = controls.state(world)["shops"][0]
    lives = life.Life(world)

    world.offset += 1800
    lives.tick()

    after = controls.state(world)["shops"][0]
    said = ("reviews", "questions", "messages", "returns", "cancellations")
    assert sum(after[name] for name in said) > sum(before[name] for name in said)


def test_a_push_address_is_tried_before_it_is_taken(client_of):
    ozon = client_of()

    assert not pushes.check(ozon, "http://127.0.0.1:9/nothing").is_good
    with pytest.raises(errors.BadRequest):
        pushes.subscribe(ozon, url="http://127.0.0.1:9/nothing", types=["TYPE_NEW_MESSAGE"])


class TestHostile:
    """The connector against a sandbox that misbehaves."""

    def test_failures_and_cut_bodies_are_asked_again(self, client_of, sandbox):
        ozon = client_of()
        sandbox.world.modes.fail_next = 2
        assert reviews.count_reviews(ozon).total > 0
        sandbox.world.modes.cut_next = 2
        assert reviews.list_reviews(ozon).rows

    def test_wrong_types_are_trouble_of_the_server_and_not_of_ours(self, client_of, sandbox):
        ozon = client_of()
        sandbox.world.modes.wrong_next = 9

        with pytest.raises(errors.Malformed):
            reviews.list_reviews(ozon)

    def test_a_tripped_method_is_left_alone_and_others_go_on(self, client_of, sandbox):
        ozon = client_of()
        sandbox.world.modes.tripped = ["/v2/review/list"]

        with pytest.raises(errors.Tripped):
            reviews.list_reviews(ozon)
        assert questions.list_questions(ozon).rows

    def test_a_slow_answer_is_waited_for(self, client_of, sandbox):
        ozon = client_of()
        sandbox.world.modes.slow_ms = 300

        assert reviews.count_reviews(ozon).total > 0

    def test_a_clock_that_is_wrong_changes_nothing(self, client_of, sandbox):
        ozon = client_of()
        sandbox.world.modes.skew_seconds = -7200

        assert reviews.list_reviews(ozon).rows

    def test_a_key_revoked_in_the_midst_of_a_walk_ends_it(self, client_of, sandbox):
        ozon = client_of()
        first = reviews.list_reviews(ozon, limit=20)
        sandbox.world.shops[KEYS[0][0]].key_state = "invalid"

        with pytest.raises(errors.KeyTrouble):
            reviews.list_reviews(ozon, after=first.next, limit=20)

    def test_a_write_without_an_answer_is_found_by_looking_it_up(self, client_of, sandbox):
        ozon = client_of()
        review = reviews.list_reviews(ozon, status="NEW").rows[0]
        sandbox.world.modes.swallow_next = 1

        result = reviews.create_comment(ozon, review_id=review.id, text="Спасибо за отзыв")

        assert isinstance(result, Unknown)
        assert result.look_up() == sandbox.world.shops[KEYS[0][0]].comments[review.id][0]["id"]
        assert len(sandbox.world.shops[KEYS[0][0]].comments[review.id]) == 1
