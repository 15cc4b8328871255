"""How voices come onto the desk: typed in, and read from a store, each once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.catalogue.models import Product
from branddesk.complaints import search
from branddesk.complaints.models import Complaint
from branddesk.complaints.services.taking import Said, Voice, keep_voices, write_down
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.stores.tests.factories import make_store

Kind, Status = Complaint.Kind, Complaint.Status


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def store(alice, brand):
    return make_store(organisation=alice.organisation, brand=brand)


def voice(**fields: Any) -> Voice:
    given: dict[str, Any] = {
        "kind": Kind.REVIEW,
        "outside_id": "r-1",
        "sku": "1571120446",
        "text": "Молния сломалась",
        "received_at": clock.now() - timedelta(hours=1),
        "rating": 2,
    } | fields
    return Voice(**given)


def test_words_that_were_typed_in_wait_for_an_answer(alice, brand):
    complaint = write_down(actor=alice, brand=brand, kind=Kind.OTHER, text="Крышка протекает", customer="Олег")

    assert (complaint.status, complaint.source) == (Status.OPEN, "manual")
    assert complaint.wish == Complaint.Wish.COMPLAINT
    assert complaint.due_at == complaint.received_at + timedelta(hours=48)
    assert search.find(alice, "протекает").keys == [complaint.pk]


def test_the_product_is_found_by_its_sku(alice, brand):
    product = Product.objects.create(brand=brand, sku="1571120446", name="Термос", changed_by=alice)

    complaint = write_down(actor=alice, brand=brand, kind=Kind.REVIEW, text="Течёт", rating=1, sku="1571120446")

    assert complaint.product == product


def test_the_same_form_sent_twice_keeps_the_words_once(alice, brand):
    key = uuid4()

    first = write_down(actor=alice, brand=brand, kind=Kind.OTHER, text="Течёт", form_key=key)
    second = write_down(actor=alice, brand=brand, kind=Kind.OTHER, text="Течёт", form_key=key)

    assert first == second
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "  "},
        {"text": "Течёт", "received_at": clock.now() + timedelta(days=1)},
    ],
)
def test_empty_words_and_a_moment_to_come_are_refused(alice, brand, fields):
    with pytest.raises(DomainError):
        write_down(actor=alice, brand=brand, kind=Kind.OTHER, **fields)


def test_a_number_is_taken_once(alice, brand):
    write_down(actor=alice, brand=brand, kind=Kind.REVIEW, text="Течёт", outside_id="77")

    with pytest.raises(DomainError, match="77"):
        write_down(actor=alice, brand=brand, kind=Kind.REVIEW, text="Течёт снова", outside_id="77")


def test_who_sees_nothing_of_the_brand_writes_nothing_down(mallory, brand):
    with pytest.raises(NotAllowed):
        write_down(actor=mallory, brand=brand, kind=Kind.OTHER, text="Течёт")


def test_what_a_store_gives_twice_is_kept_once_and_changes_nothing(store, alice):
    given = [voice(), voice(outside_id="r-2", pictures=("https://cdn.example/1.jpg",))]

    assert keep_voices(store, given) == 2
    assert keep_voices(store, given) == 0

    assert Complaint.objects.visible_to(alice).count() == 2
    assert Complaint.objects.get(outside_id="r-2").pictures.count() == 1
    assert search.find(alice, "молния").count == 2


def test_the_same_voice_twice_in_a_batch_is_kept_once(store):
    assert keep_voices(store, [voice(), voice()]) == 1


def test_a_review_that_was_answered_in_the_cabinet_no_longer_waits(store):
    keep_voices(store, [voice()])

    assert keep_voices(store, [voice(is_settled=True)]) == 1

    assert Complaint.objects.get().status == Status.ANSWERED


def test_a_person_who_said_what_is_wanted_is_not_corrected_by_a_rule(store):
    keep_voices(store, [voice()])
    Complaint.objects.update(wish=Complaint.Wish.PRAISE, is_wish_given=True)

    keep_voices(store, [voice(text="Молния сломалась дважды")])

    complaint = Complaint.objects.get()
    assert complaint.text == "Молния сломалась дважды"
    assert complaint.wish == Complaint.Wish.PRAISE


def test_a_buyer_who_speaks_again_has_the_chat_wait_again(store):
    then = clock.now() - timedelta(hours=5)
    first = Said("1", "customer", "Когда вернёте деньги?", then)
    reply = Said("2", "us", "Сегодня", then + timedelta(hours=1))
    again = Said("3", "customer", "Денег нет", then + timedelta(hours=4))
    chat = {"kind": Kind.CHAT, "outside_id": "c-1", "rating": None}
    keep_voices(store, [voice(**chat, text=first.text, received_at=first.at, talk=(first,))])
    keep_voices(store, [voice(**chat, text=first.text, received_at=first.at, talk=(first, reply), is_settled=True)])
    assert Complaint.objects.get().status == Status.ANSWERED

    keep_voices(store, [voice(**chat, text=again.text, received_at=again.at, talk=(first, reply, again))])

    complaint = Complaint.objects.get()
    assert complaint.status == Status.OPEN
    assert complaint.due_at == again.at + timedelta(hours=48)
    assert list(complaint.utterances.values_list("outside_id", flat=True)) == ["1", "2", "3"]


def test_goods_of_the_catalogue_belong_to_their_brand_and_others_to_the_stores(store, alice, brand):
    other = make_brand(members=[alice])
    Product.objects.create(brand=other, sku="222", name="Фен", changed_by=alice)

    keep_voices(store, [voice(sku="222"), voice(outside_id="r-2", sku="333")])

    assert Complaint.objects.get(outside_id="r-1").brand == other
    assert Complaint.objects.get(outside_id="r-2").brand == brand


def test_two_stores_may_have_the_same_number(store, alice, brand):
    another = make_store(organisation=alice.organisation, brand=brand)

    keep_voices(store, [voice()])
    keep_voices(another, [voice()])

    assert Complaint.objects.count() == 2
