from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.core.enums import Currency
from branddesk.core.money import Money, parse_money


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1 299,90 ₽", "1299.90", Currency.RUB),
        ("1\u00a0299 руб.", "1299", Currency.RUB),
        ("¥1,299.9", "1299.90", Currency.CNY),
        ("12元", "12", Currency.CNY),
        ("$1,299", "1299", Currency.USD),
        ("1.299,50 EUR", "1299.50", Currency.EUR),
        ("1.234.567", "1234567", Currency.RUB),
        ("price: 15", "15", Currency.RUB),
        ("-3.5", "-3.5", Currency.RUB),
        ("1'299.00 usd", "1299", Currency.USD),
    ],
)
def test_sum_is_read_as_people_write_it(text, amount, currency):
    assert parse_money(text) == Money(Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "free", "₽", "9" * 40])
def test_what_is_no_sum_is_not_read(text):
    assert parse_money(text) is None


@given(st.decimals(min_value=0, max_value=10**10, places=2), st.sampled_from(Currency))
def test_written_sum_is_read_back(amount, currency):
    assert parse_money(f"{amount:,.2f} {currency.value}") == Money(amount, currency)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_without_an_error(text):
    assert parse_money(text) is None or isinstance(parse_money(text), Money)


def test_sum_is_kept_to_the_cent_rounded_half_up():
    assert Money(Decimal("1.005"), Currency.RUB).amount == Decimal("1.01")


def test_sums_of_one_currency_are_added_and_of_two_never():
    rouble = Money(Decimal("1"), Currency.RUB)

    assert (rouble + Money(Decimal("0.50"), Currency.RUB)).amount == Decimal("1.50")
    with pytest.raises(ValueError, match="CNY"):
        rouble + Money(Decimal("1"), Currency.CNY)
