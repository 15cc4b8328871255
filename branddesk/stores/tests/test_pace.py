"""Ozon's pace, kept by several at once."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from branddesk.marketplaces.ozon.client.errors import Limited
from branddesk.marketplaces.ozon.client.pace import LATENESS, PER_SECOND, SPACING, LocalPace
from branddesk.stores.pace import SharedPace

PACES = [LocalPace, SharedPace]


def most_in_a_second(moments: list[float]) -> int:
    moments = sorted(moments)
    return max(sum(1 for other in moments if start <= other < start + 1) for start in moments)


def test_spacing_and_lateness_allow_no_51st_call_within_a_second():
    assert int((1 + LATENESS) / SPACING) + (0 if (1 + LATENESS) / SPACING % 1 < 1e-6 else 1) <= PER_SECOND
    assert 1 / SPACING >= 0.95 * PER_SECOND


@pytest.mark.django_db(transaction=True)
def test_several_processes_together_never_go_faster_than_ozon_allows():
    """Each thread has a connection and a pace of its own, as a process has."""
    moments: list[float] = []
    until = time.monotonic() + 2.5

    def work() -> None:
        pace = SharedPace()
        try:
            while time.monotonic() < until:
                pace.take("836273", "/v1/roles", patience=5)
                moments.append(time.monotonic())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most_in_a_second(moments) <= PER_SECOND
    assert len(moments) > 20


@pytest.mark.parametrize("kind", PACES)
@pytest.mark.django_db
def test_a_limit_of_its_own_holds_over_its_whole_stretch(kind):
    pace = kind()
    for _time in range(10):
        pace.take_own("836273", "price of 5", (10, 3600.0))

    with pytest.raises(Limited) as caught:
        pace.take_own("836273", "price of 5", (10, 3600.0))

    assert 3590 < caught.value.seconds <= 3600
    pace.take_own("836273", "price of 6", (10, 3600.0))


@pytest.mark.parametrize("kind", PACES)
@pytest.mark.django_db
def test_a_rest_of_one_method_leaves_the_others(kind):
    pace = kind()
    pace.rest("836273", "/v1/roles", 60)

    with pytest.raises(Limited) as caught:
        pace.take("836273", "/v1/roles", patience=1)

    assert 55 < caught.value.seconds <= 60
    pace.take("836273", "/v2/review/list", patience=1)


@pytest.mark.parametrize("kind", PACES)
@pytest.mark.django_db
def test_a_rest_of_all_methods_is_of_one_key(kind):
    pace = kind()
    pace.rest("836273", "", 60)

    with pytest.raises(Limited):
        pace.take("836273", "/v1/roles", patience=1)
    pace.take("836274", "/v1/roles", patience=1)


@pytest.mark.django_db
def test_a_rest_is_heard_by_other_processes():
    SharedPace().rest("836273", "/v1/roles", 60)

    with pytest.raises(Limited):
        SharedPace().take("836273", "/v1/roles", patience=1)
