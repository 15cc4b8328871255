"""The Russian taxpayer's number (INN): 10 digits for a company, 12 for a person, the last ones computed from the rest.

The weights are those of the tax service's order on the structure of the INN.
"""

from __future__ import annotations

_TENTH = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def has_inn_length(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in (10, 12)


def is_inn(text: str) -> bool:
    """Whether `text` is an INN whose check digits are right."""
    if not has_inn_length(text) or not text.strip("0"):
        return False
    digits = [int(digit) for digit in text]
    if len(digits) == 10:
        return digits[9] == _check_digit(digits, _TENTH)
    return digits[10] == _check_digit(digits, _ELEVENTH) and digits[11] == _check_digit(digits, _TWELFTH)


def _check_digit(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
