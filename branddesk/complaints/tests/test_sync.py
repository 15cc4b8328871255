"""What a store's customers say comes in from the sandbox by streams: all of it once, then only what is new."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.delivery import SETTLES
from branddesk.complaints.models import Complaint
from branddesk.complaints.services import answering, beginning, deciding, moderating
from branddesk.core.encryption import encrypt
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.marketplaces.ozon.client.pace import LocalPace
from branddesk.marketplaces.ozon.sandbox import controls, life
from branddesk.marketplaces.ozon.sandbox.server import KEYS, Running, running
from branddesk.stores import ozon
from branddesk.stores.models import Reading, Store
from branddesk.stores.services import syncing
from branddesk.stores.tests.factories import make_store

Kind, Status = Complaint.Kind, Complaint.Status
CLIENT_ID, KEY = KEYS[0]


@pytest.fixture
def sandbox(settings, monkeypatch) -> Iterator[Running]:
    monkeypatch.setattr(ozon, "PACE", LocalPace())
    settings.TASKS = DATABASE_QUEUE
    with running() as there:
        settings.OZON_URL = there.url
        yield there
        assert list(there.world.violations) == []


@pytest.fixture
def store(alice, sandbox) -> Store:
    brand = make_brand(members=[alice])
    store = make_store(organisation=alice.organisation, brand=brand, client_id=CLIENT_ID, api_key=encrypt(KEY))
    syncing.prepare(store)
    return store


def read(store: Store, *streams: str) -> None:
    for reading in store.readings.filter(stream__in=streams) if streams else store.readings.all():
        syncing.read_stream(reading_id=reading.pk)


def shop_of(sandbox: Running):
    return sandbox.world.shops[CLIENT_ID]


def test_everything_that_was_said_comes_in_once(store, sandbox):
    read(store)
    read(store)

    shop = shop_of(sandbox)
    counts = {kind: Complaint.objects.filter(kind=kind).count() for kind in Kind.values}
    assert counts["review"] == len(shop.reviews)
    assert counts["question"] == len(shop.questions)
    assert counts["chat"] == 4
    assert counts["return"] == len(shop.returns) + len(shop.rfbs)
    assert counts["cancellation"] == len(shop.cancellations)
    assert {reading.state for reading in store.readings.all()} == {Reading.State.DONE}


def test_what_was_settled_before_does_not_wait(store, sandbox):
    read(store)

    open_reviews = Complaint.objects.filter(kind=Kind.REVIEW, status=Status.OPEN).count()
    assert open_reviews == sum(row["status"] != "PROCESSED" for row in shop_of(sandbox).reviews)


def test_the_next_reading_asks_only_for_what_is_new(store, sandbox):
    read(store, "reviews")
    shop = shop_of(sandbox)
    life.write_review(shop, shop.products[0], "Протекает крышка", 1, sandbox.world.now())
    sandbox.world.calls.clear()

    read(store, "reviews")

    assert Complaint.objects.filter(text="Протекает крышка", rating=1).count() == 1
    assert [call["path"] for call in sandbox.world.calls].count("/v2/review/list") == 1
    assert store.readings.get(stream="reviews").changed == 1


def test_a_store_without_the_subscription_has_closed_streams_and_hears_the_rest(alice, sandbox):
    poor = make_store(organisation=alice.organisation, client_id=KEYS[1][0], api_key=encrypt(KEYS[1][1]))
    make_brand(members=[alice])
    syncing.prepare(poor)

    read(poor)

    states = dict(poor.readings.values_list("stream", "state"))
    assert states["reviews"] == states["questions"] == Reading.State.CLOSED
    assert states["chats"] == states["rfbs"] == Reading.State.DONE


def test_an_answer_goes_to_the_store_and_comes_back_published(alice, store, sandbox):
    read(store, "reviews")
    review = Complaint.objects.filter(status=Status.OPEN).first()

    answer = answering.answer(actor=alice, complaint=review, text="Спасибо за отзыв, разберёмся")
    outbox.deliver(outbound_id=Outbound.objects.get().pk)
    controls.advance(sandbox.world, {"seconds": 300})
    moderating.look_after_all()

    answer.refresh_from_db()
    assert answer.state == "published"
    assert [row["text"] for row in shop_of(sandbox).comments[review.outside_id]] == ["Спасибо за отзыв, разберёмся"]


def test_an_answer_whose_reply_was_swallowed_is_not_given_twice(alice, store, sandbox):
    read(store, "questions")
    question = Complaint.objects.filter(status=Status.OPEN).first()
    answer = answering.answer(actor=alice, complaint=question, text="Да, подойдёт")
    outbound = Outbound.objects.get()
    sandbox.world.modes.swallow_next = 1
    outbox.deliver(outbound_id=outbound.pk)
    answer.refresh_from_db()
    assert answer.state == "waiting"

    answer.tried_at -= 2 * SETTLES
    answer.save()
    Outbound.objects.update(due_at=outbound.created_at)
    outbox.deliver(outbound_id=outbound.pk)

    answer.refresh_from_db()
    assert answer.state == "moderation"
    assert len(shop_of(sandbox).answers[question.outside_id]) == 1


def test_a_buyers_message_reopens_the_chat_with_all_that_was_said(alice, store, sandbox):
    read(store, "chats")
    chat = Complaint.objects.filter(kind=Kind.CHAT).first()
    answering.answer(actor=alice, complaint=chat, text="Здравствуйте, сейчас посмотрим")
    outbox.deliver(outbound_id=Outbound.objects.get().pk)
    controls.write(sandbox.world, {"kind": "chat", "chat_id": chat.outside_id, "text": "Жду"})

    read(store, "chats")

    chat.refresh_from_db()
    assert (chat.status, chat.text) == (Status.OPEN, "Жду")
    assert [each.side for each in chat.utterances.all()] == ["customer", "us", "customer"]


def test_a_decision_on_a_return_is_carried_out_and_seen_at_the_next_reading(alice, store, sandbox):
    read(store, "rfbs")
    returned = Complaint.objects.filter(outside_id__startswith="rfbs-").first()
    offered = deciding.offered(returned)
    assert {each["id"] for each in offered} == {1, -1, 1020}

    deciding.decide(actor=alice, complaint=returned, action=1)
    outbox.deliver(outbound_id=Outbound.objects.get().pk)
    read(store, "rfbs")

    returned.refresh_from_db()
    assert returned.facts["state"] == "Approved"
    assert {each["id"] for each in returned.facts["actions"]} == {30, -10}


def test_a_key_revoked_in_the_midst_ends_the_reading_and_keeps_what_came(store, sandbox, monkeypatch):
    life.fill_reviews(shop_of(sandbox), 950)
    reading = store.readings.get(stream="reviews")
    syncing.read_stream(reading_id=reading.pk, seconds=0)
    kept = Complaint.objects.count()
    shop_of(sandbox).key_state = "expired"

    syncing.read_stream(reading_id=reading.pk)

    reading.refresh_from_db()
    assert kept == Complaint.objects.count() == 400
    assert (reading.state, reading.error) == (Reading.State.FAILED, "KeyExpired")
    shop_of(sandbox).key_state = "good"
    Reading.objects.update(due_at=reading.created_at)
    syncing.read_stream(reading_id=reading.pk)
    assert Complaint.objects.count() == len(shop_of(sandbox).reviews)


@pytest.mark.parametrize("mode", ["fail_next", "cut_next", "wrong_next"])
def test_trouble_in_the_midst_loses_nothing_and_doubles_nothing(store, sandbox, mode):
    life.fill_reviews(shop_of(sandbox), 950)
    reading = store.readings.get(stream="reviews")
    syncing.read_stream(reading_id=reading.pk, seconds=0)
    setattr(sandbox.world.modes, mode, 1)

    for _time in range(3):
        Reading.objects.update(due_at=reading.created_at)
        syncing.read_stream(reading_id=reading.pk)

    assert Complaint.objects.count() == len(shop_of(sandbox).reviews)


def test_a_chat_is_begun_about_an_order_and_its_first_words_arrive_once(alice, store, sandbox):
    read(store, "rfbs")
    shop = shop_of(sandbox)
    life.rfbs(shop, sandbox.world.now())
    sold = next(row for row in shop.postings if row["posting_number"] == shop.rfbs[-1]["posting_number"])
    sold["_paid_at"] = sandbox.world.now().isoformat()
    read(store, "rfbs")
    wish = Complaint.objects.get(order_number=sold["posting_number"])
    key = uuid4()

    chat = beginning.begin_chat(actor=alice, complaint=wish, text="Здравствуйте! Заменим товар.", form_key=key)
    again = beginning.begin_chat(actor=alice, complaint=wish, text="Здравствуйте! Заменим товар.", form_key=key)
    outbox.deliver(outbound_id=Outbound.objects.get().pk)

    assert again == chat
    assert (chat.kind, chat.order_number) == (Kind.CHAT, sold["posting_number"])
    assert [row["data"] for row in shop.messages[chat.outside_id]] == [["Здравствуйте! Заменим товар."]]


def test_after_three_days_ozon_opens_no_chat_and_what_was_typed_stays(client, alice, store, sandbox):
    read(store, "rfbs")
    wish = Complaint.objects.filter(kind=Kind.RETURN).exclude(order_number="").first()
    client.force_login(alice)

    page = client.post(reverse("complaints:begin_chat", args=[wish.pk]), {"chat_text": "Добрый день"})

    assert page.status_code == 422
    assert "Добрый день" in page.content.decode()
    assert not Complaint.objects.filter(kind=Kind.CHAT).exists()


def test_a_cancellation_that_waits_shows_what_was_ordered(store, sandbox):
    read(store, "cancellations")

    row = Complaint.objects.filter(kind=Kind.CANCELLATION).first()
    sold = next(each for each in shop_of(sandbox).postings if each["posting_number"] == row.order_number)
    assert (row.sku, float(row.order_value)) == (str(sold["_product"]["sku"]), sold["_product"]["_price"])
    assert row.facts["product"] == sold["_product"]["name"]
