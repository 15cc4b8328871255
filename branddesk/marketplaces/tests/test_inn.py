"""The check digits of an INN tell a mistyped one."""

from __future__ import annotations

import pytest

from branddesk.marketplaces.inn import is_inn


@pytest.mark.parametrize("number", ["7707083893", "7736207543", "500100732259"])
def test_number_with_right_check_digits_is_an_inn(number):
    assert is_inn(number)


@pytest.mark.parametrize(
    "number", ["7707083894", "500100732258", "500100732269", "77341299", "", "0000000000", "７７０７０８３８９３"]
)
def test_number_with_a_wrong_digit_or_length_is_none(number):
    assert not is_inn(number)


@pytest.mark.parametrize("position", range(10))
def test_any_single_mistyped_digit_shows(position):
    number = "7707083893"
    wrong = number[:position] + str((int(number[position]) + 1) % 10) + number[position + 1 :]

    assert not is_inn(wrong)
