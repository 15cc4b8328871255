"""Who is there for a brand: managers first, absences stood in for, strangers unseen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from branddesk.brands.tests.factories import make_brand
from branddesk.contacts import selectors, telling
from branddesk.contacts.models import Absence, Contact
from branddesk.contacts.tests.factories import make_contact
from branddesk.core import clock
from branddesk.core.enums import Route
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 11, 20, tzinfo=UTC)


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def desk(cast):
    return make_marketplace(operator=cast.platform)


def test_the_manager_stands_first_then_deputies_then_lines(alice, brand, desk):
    line = make_contact(marketplace=desk, role=Contact.Role.SUPPORT, name="Line", serves_all=True)
    deputy = make_contact(marketplace=desk, brand=brand, as_deputy=True, name="Anna")
    manager = make_contact(marketplace=desk, brand=brand, name="Zoya")
    make_contact(marketplace=desk, name="Of another brand", brand=make_brand())

    found = selectors.contacts_for(brand, desk, MONDAY, reader=alice)

    assert [entry.contact for entry in found] == [manager, deputy, line]
    assert [entry.is_open for entry in found] == [True, True, True]


def test_who_is_away_is_stood_in_for(alice, brand, desk):
    deputy = make_contact(marketplace=desk, brand=brand, as_deputy=True, name="Anna")
    other = make_contact(marketplace=desk, name="Boris")
    manager = make_contact(marketplace=desk, brand=brand, name="Zoya")
    assert selectors.manager_for(brand, desk, MONDAY) == manager

    absence = Absence.objects.create(contact=manager, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 25))
    assert selectors.manager_for(brand, desk, MONDAY) == deputy

    absence.substitute = other
    absence.save()
    assert selectors.manager_for(brand, desk, MONDAY) == other

    Absence.objects.create(contact=other, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 23))
    assert selectors.manager_for(brand, desk, MONDAY) == deputy
    assert not selectors.open_now(manager, MONDAY)
    assert selectors.next_opening(manager, MONDAY) == datetime(2026, 11, 26, 6, tzinfo=UTC)


def test_a_brand_without_a_manager_has_none(alice, brand, desk):
    make_contact(marketplace=desk, role=Contact.Role.SUPPORT, serves_all=True)

    assert selectors.manager_for(brand, desk, MONDAY) is None


def test_what_a_merchant_keeps_is_seen_by_nobody_else(cast, brand):
    ozon = make_marketplace(route=Route.CABINET)
    make_contact(marketplace=ozon, brand=brand, changed_by=cast.alice)

    assert selectors.contacts_for(brand, ozon, MONDAY, reader=cast.alice)
    assert not selectors.contacts_for(brand, ozon, MONDAY, reader=cast.mallory)
    assert not selectors.contacts_for(brand, ozon, MONDAY, reader=cast.moderator)


def test_a_removed_contact_stands_nowhere(alice, brand, desk):
    make_contact(marketplace=desk, brand=brand, removed_at=MONDAY)

    assert selectors.contacts_for(brand, desk, MONDAY, reader=alice) == []


def test_whether_somebody_is_there_is_said_on_both_clocks(alice, brand, desk):
    make_contact(marketplace=desk, brand=brand)

    def words(moment):
        with clock.at(moment):
            return telling.state_of(selectors.contacts_for(brand, desk)[0])

    with timezone.override("Asia/Shanghai"):
        assert words(MONDAY) == "Open now, 14:20 in Moscow, until 18:00"
        friday = words(datetime(2026, 11, 27, 16, tzinfo=UTC))
    with timezone.override("Europe/Moscow"):
        evening = words(datetime(2026, 11, 23, 16, tzinfo=UTC))

    with timezone.override("Europe/London"):
        late = words(datetime(2026, 11, 23, 23, tzinfo=UTC))
    assert late == "Closed, opens today 09:00 in Moscow (tomorrow 06:00 for you)"
    assert friday.endswith("09:00 in Moscow (14:00 for you)")
    assert friday.startswith("Closed, opens Mon")
    assert evening.startswith("Closed, opens")
    assert "for you" not in evening


def test_all_contacts_of_a_brand_cost_few_queries(alice, brand, desk, django_assert_max_num_queries):
    for number in range(8):
        make_contact(marketplace=desk, brand=brand, as_deputy=number > 0)

    with django_assert_max_num_queries(6):
        for entry in selectors.contacts_for(brand, desk, MONDAY, reader=alice):
            telling.state_of(entry)
            list(entry.contact.menu_options.all())
