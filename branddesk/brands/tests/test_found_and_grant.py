"""Bringing brands onto the desk, and letting agencies act for them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.accounts.models import Organisation, Role
from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.brands.models import Brand
from branddesk.brands.services import found_brand, grant_brand, rename_brand, withdraw_grant
from branddesk.brands.tests.factories import make_brand
from branddesk.core.errors import DomainError, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(cast):
    """The administrator of Alice's merchant."""
    return cast.administrator


@pytest.fixture
def agency():
    return make_organisation(name="Agency", legal_name="ООО «Агентство»", kind=Organisation.Kind.AGENCY)


def test_who_founds_a_brand_may_act_for_it(head):
    brand = found_brand(actor=head, name="  Kettora  ")

    assert (brand.name, brand.slug) == ("Kettora", "kettora")
    assert brand in Brand.objects.visible_to(head)


def test_a_brand_founded_by_somebody_with_chosen_brands_is_theirs_too(head):
    head.sees_all_brands = False
    head.save()

    assert found_brand(actor=head, name="Kettora") in Brand.objects.visible_to(head)


def test_a_brand_without_latin_letters_has_an_address_too(head):
    one, two = found_brand(actor=head, name="凯特拉"), found_brand(actor=head, name="Кеттора")

    assert one.slug == f"brand-{one.pk}"
    assert two.slug == f"brand-{two.pk}"


def test_the_same_name_twice_in_one_organisation_is_refused(head):
    found_brand(actor=head, name="Kettora")

    with pytest.raises(DomainError, match="already"):
        found_brand(actor=head, name="KETTORA")


def test_the_same_name_in_another_organisation_is_another_brand(cast, head):
    other = make_user(role=Role.ADMINISTRATOR, organisation=cast.mallory.organisation)

    mine, theirs = found_brand(actor=head, name="Kettora"), found_brand(actor=other, name="Kettora")

    assert mine.slug != theirs.slug
    assert theirs not in Brand.objects.visible_to(head)


@pytest.mark.parametrize("person", ["alice", "viewer", "moderator", "platform_administrator"])
def test_only_brand_managers_and_administrators_of_brands_found_them(cast, person):
    with pytest.raises(NotAllowed):
        found_brand(actor=getattr(cast, person), name="Kettora")


def test_an_agency_acts_for_a_brand_until_the_grant_is_withdrawn(head, agency):
    brand = found_brand(actor=head, name="Kettora")
    agent = make_user(organisation=agency)

    grant_brand(actor=head, brand=brand, legal_name='ооо "Агентство"')
    assert brand in Brand.objects.visible_to(agent)

    withdraw_grant(actor=head, brand=brand, organisation=agency)
    assert brand not in Brand.objects.visible_to(agent)


def test_an_agency_does_not_pass_on_what_it_was_granted(head, agency):
    brand = found_brand(actor=head, name="Kettora")
    grant_brand(actor=head, brand=brand, legal_name=agency.legal_name)
    chief = make_user(organisation=agency, role=Role.ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        grant_brand(actor=chief, brand=brand, legal_name=agency.legal_name)


def test_an_unknown_agency_and_a_merchant_are_refused_alike(cast, head):
    brand = found_brand(actor=head, name="Kettora")

    for name in ("Nobody Ltd", cast.mallory.organisation.legal_name, " "):
        with pytest.raises(DomainError, match="No agency of this legal name"):
            grant_brand(actor=head, brand=brand, legal_name=name)


def test_the_own_organisation_cannot_be_locked_out(cast, head):
    brand = found_brand(actor=head, name="Kettora")

    with pytest.raises(DomainError):
        withdraw_grant(actor=head, brand=brand, organisation=head.organisation)


def test_a_renamed_brand_keeps_its_address(head):
    brand = found_brand(actor=head, name="Ketora")

    brand = rename_brand(actor=head, brand=brand, name="Kettora")

    assert (brand.name, brand.slug) == ("Kettora", "ketora")


def test_a_refused_name_stays_in_the_form(client, head):
    found_brand(actor=head, name="Kettora")
    client.force_login(head)

    response = client.post(reverse("brands:add"), {"name": "kettora"})

    assert response.status_code == 422
    assert 'value="kettora"' in response.content.decode()


def test_the_register_is_shown_as_of_a_day(client, alice):
    from datetime import date

    from branddesk.brands.tests.factories import make_right

    brand = make_brand(members=[alice])
    make_right(brand=brand, valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    client.force_login(alice)

    then = client.get(reverse("brands:detail", args=[brand.slug]), {"on": "2020-06-01"})
    nonsense = client.get(reverse("brands:detail", args=[brand.slug]), {"on": "soon"})

    assert then.context["day"] == date(2020, 6, 1)
    assert nonsense.context["is_today"]
