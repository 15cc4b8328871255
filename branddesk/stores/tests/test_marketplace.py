"""A marketplace: its operator, and its own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from branddesk.core import clock
from branddesk.core.enums import Route
from branddesk.marketplaces import registry
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


def test_who_answers_on_the_desk_has_an_operator():
    with pytest.raises(IntegrityError):
        make_marketplace(route=Route.DESK, operator=None)


def test_a_cabinet_needs_no_operator_here():
    assert make_marketplace(route=Route.CABINET).operator is None


def test_today_is_the_day_of_the_platform():
    market = make_marketplace(time_zone="Europe/Moscow")

    with clock.at(datetime(2026, 11, 22, 22, 30, tzinfo=UTC)):
        assert market.today() == date(2026, 11, 23)


def test_the_usual_adapter_exists():
    assert registry.gateway(make_marketplace().gateway).name == "plain"
