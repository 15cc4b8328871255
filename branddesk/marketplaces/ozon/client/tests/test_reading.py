"""How loosely Ozon may follow its own description."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from branddesk.marketplaces.ozon.client.chats import ChatMessage
from branddesk.marketplaces.ozon.client.reading import Unreadable, read, read_all
from branddesk.marketplaces.ozon.client.returns import Return, RfbsReturn
from branddesk.marketplaces.ozon.client.reviews import Review
from branddesk.marketplaces.ozon.client.seller import Seller


@pytest.mark.parametrize("number", [3000000000817031942, "3000000000817031942"])
def test_long_numbers_are_the_same_as_numbers_and_as_text(number):
    assert read(ChatMessage, {"message_id": number}).id == "3000000000817031942"


def test_a_sender_in_look_alike_letters_is_the_customer():
    assert read(ChatMessage, {"message_id": "1", "user": {"type": "\u0421ustomer"}}).sender == "Customer"


def test_nulls_stand_for_nothing():
    row = read(Return, {"id": 7, "compensation_status": None, "product": None, "logistic": {"return_date": None}})

    assert (row.compensation_status, row.sku, row.price, row.returned_at) == ("", "", None, None)


def test_a_new_seller_has_no_rating_of_the_past():
    rating = {"rating": "rating_price", "past_value": None, "current_value": {"value": 4.5, "formatted": "4.5"}}

    (read_rating,) = read(Seller, {"ratings": [rating], "subscription": None}).ratings

    assert read_rating.past_value is None
    assert read_rating.current_value is not None
    assert read_rating.current_value.value == Decimal("4.5")


def test_a_list_where_an_object_is_declared_and_an_object_where_a_list_is():
    assert read_all(RfbsReturn, []) == ()
    assert [row.id for row in read_all(RfbsReturn, {"return_id": 5})] == ["5"]
    assert read(Seller, [{"company": {"name": "Kettora"}}]).name == "Kettora"


def test_values_new_to_us_stay_what_they_are():
    assert read(Review, {"id": "r", "status": "ARCHIVED"}).status == "ARCHIVED"


def test_moments_are_read_with_their_zone():
    row = read(Review, {"id": "r", "published_at": "2026-11-20T10:00:00.123Z"})

    assert row.published_at == datetime(2026, 11, 20, 10, 0, 0, 123000, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"id": ""},
        {"id": {"a": 1}},
        {"id": "r", "rating": "many"},
        {"id": "r", "published_at": 5},
        {"id": "r", "text": ["a"]},
        "words",
    ],
)
def test_what_makes_no_sense_is_refused(data):
    with pytest.raises(Unreadable):
        read(Review, data)
