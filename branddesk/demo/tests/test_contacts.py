"""The demo's contacts: managers with a holiday, lines with menus, a book kept by hand, a brand without a manager."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.brands.models import Brand, BrandGrant
from branddesk.contacts.models import Contact
from branddesk.contacts.selectors import contacts_for, manager_for
from branddesk.core import clock
from branddesk.demo import contacts
from branddesk.demo.cast import make_cast

pytestmark = pytest.mark.django_db


def test_every_brand_finds_somebody_and_one_has_no_manager_of_its_own():
    cast, today = make_cast(), clock.today()
    brands = {}
    for slug, owner in (("kettora", "qiheng"), ("nordbay", "qiheng"), ("tarusno", "tarusno")):
        brands[slug] = Brand.objects.create(name=slug.title(), slug=slug)
        BrandGrant.objects.create(brand=brands[slug], organisation=cast.organisations[owner])

    contacts.furnish(cast, today)

    kettora, tarusno = brands["kettora"], brands["tarusno"]
    assert manager_for(kettora, cast.desk).person == cast["kalugina"]
    away = clock.now() + contacts.AWAY_IN + timedelta(days=2)
    assert manager_for(kettora, cast.desk, away).name == "Олег Бельский"
    assert manager_for(tarusno, cast.desk) is None
    assert contacts_for(tarusno, cast.desk, reader=cast["vetrova"])
    assert not contacts_for(tarusno, cast.cabinet, reader=cast["vetrova"])
    assert {entry.contact.name for entry in contacts_for(kettora, cast.cabinet, reader=cast["lin"])} == {
        person.cells["name"] for person in contacts.OZON
    }
    assert Contact.objects.get(phone="+74950000110").menu_options.count() == 5
