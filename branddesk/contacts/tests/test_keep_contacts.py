"""Cards are kept by whoever answers for them, each change with its history, nothing removed for good."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.contacts import services
from branddesk.contacts.models import Contact, Coverage
from branddesk.contacts.tests.factories import card, make_contact
from branddesk.core.enums import Route
from branddesk.core.errors import DomainError, NotAllowed, Stale
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def ozon():
    return make_marketplace(route=Route.CABINET)


@pytest.fixture
def desk(cast):
    return make_marketplace(operator=cast.platform)


def test_a_merchant_keeps_a_book_of_its_own(alice, brand, ozon):
    contact = services.add_contact(
        actor=alice, marketplace=ozon, card=card(hours="Mon-Fri 9-18", languages=["ru"]), brands=[brand]
    )

    assert contact.phone == "+74950000114"
    assert contact.spans.count() == 5
    assert contact.coverages.get().brand == brand
    assert [row.entry.action for row in revisions_of(contact, "contact")] == ["contact.added"]


def test_a_form_sent_twice_makes_one_card(alice, brand, ozon):
    key = uuid4()
    for _n in range(2):
        services.add_contact(actor=alice, marketplace=ozon, card=card(), brands=[brand], form_key=key)

    assert Contact.objects.count() == 1


def test_where_the_marketplace_answers_here_merchants_change_nothing(alice, brand, desk):
    with pytest.raises(NotAllowed, match="keeps its contacts itself"):
        services.add_contact(actor=alice, marketplace=desk, card=card(), brands=[brand])


def test_viewers_and_strangers_keep_nothing(cast, brand, ozon):
    with pytest.raises(NotAllowed):
        services.add_contact(actor=cast.viewer, marketplace=ozon, card=card(), brands=[brand])
    with pytest.raises(DomainError, match="brands that you work for"):
        services.add_contact(actor=cast.mallory, marketplace=ozon, card=card(), brands=[brand])


def test_a_manager_is_for_brands_and_a_line_may_be_for_all(alice, brand, ozon):
    with pytest.raises(DomainError, match="Choose the brands"):
        services.add_contact(actor=alice, marketplace=ozon, card=card())

    line = services.add_contact(actor=alice, marketplace=ozon, card=card(role="support"))
    assert line.serves_all


def test_two_who_write_at_once_do_not_overlook_each_other(alice, bob, brand, ozon):
    contact = services.add_contact(actor=alice, marketplace=ozon, card=card(), brands=[brand])
    seen = newest_seq(revisions_of(contact, "contact"))
    services.change_contact(actor=bob, contact=contact, card=card(position="Lead"), brands=[brand], seen=seen)

    with pytest.raises(Stale, match="position"):
        services.change_contact(actor=alice, contact=contact, card=card(name="Other"), brands=[brand], seen=seen)


def test_a_removed_card_can_be_put_back(alice, brand, ozon):
    contact = services.add_contact(actor=alice, marketplace=ozon, card=card(), brands=[brand])

    services.remove_contact(actor=alice, contact=contact)
    assert not Contact.objects.standing().exists()

    services.restore_contact(actor=alice, contact=contact)
    assert Contact.objects.standing().get() == contact


def test_the_platform_assigns_one_manager_and_deputies(cast, brand, desk):
    one, two = (make_contact(marketplace=desk, person=person) for person in (cast.account_manager, None))
    admin = cast.platform_administrator

    services.assign(actor=admin, marketplace=desk, brand=brand, manager=one, deputies=[two])
    services.assign(actor=admin, marketplace=desk, brand=brand, manager=one, deputies=[two])
    assert set(Coverage.objects.values_list("contact", "as_deputy")) == {(one.pk, False), (two.pk, True)}
    assert Notice.objects.filter(person=cast.account_manager, code="contact.made-manager").count() == 1

    services.assign(actor=admin, marketplace=desk, brand=brand, manager=two, deputies=[])
    assert list(Coverage.objects.values_list("contact", "as_deputy")) == [(two.pk, False)]


def test_only_the_platforms_managers_are_assigned_and_only_by_the_platform(cast, brand, desk):
    stranger = make_contact(marketplace=make_marketplace())
    with pytest.raises(DomainError, match="from the list"):
        services.assign(actor=cast.platform_administrator, marketplace=desk, brand=brand, manager=stranger, deputies=[])
    for person in (cast.alice, cast.moderator):
        with pytest.raises(NotAllowed):
            services.assign(actor=person, marketplace=desk, brand=brand, manager=None, deputies=[])


def test_absences_do_not_overlap_and_whoever_stands_in_is_there(cast, desk):
    admin = cast.platform_administrator
    one, two = make_contact(marketplace=desk), make_contact(marketplace=desk)
    week: dict[str, Any] = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 7)}
    services.add_absence(actor=admin, contact=two, starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 9))

    with pytest.raises(DomainError, match="away on some of these days, too"):
        services.add_absence(actor=admin, contact=one, substitute=two, **week)
    with pytest.raises(DomainError, match="before the first"):
        services.add_absence(actor=admin, contact=one, starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 1))
    with pytest.raises(DomainError, match="themselves"):
        services.add_absence(actor=admin, contact=one, substitute=one, **week)

    absence = services.add_absence(actor=admin, contact=one, **week)
    assert services.add_absence(actor=admin, contact=one, **week) == absence
    with pytest.raises(DomainError, match="already"):
        services.add_absence(actor=admin, contact=one, starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 8))
    services.drop_absence(actor=admin, contact=one, absence=absence.pk)
    assert not one.absences.exists()
