"""An agency's person works only for the brands granted by name; what is not granted does not exist for them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.reach import brands
from branddesk.accounts.services import accept_invitation, invite_person
from branddesk.accounts.tests.factories import PASSWORD, make_user
from branddesk.brands.models import PersonGrant
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.services import at_once, send_message, submit_case
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal import selectors as journal
from branddesk.foundation.live import channels
from branddesk.foundation.live.models import Event
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace


@pytest.fixture
def administrator(cast):
    return make_user(organisation=cast.agency, role=Role.ADMINISTRATOR)


@pytest.fixture
def world(cast, administrator):
    """Two brands that the agency acts for, each with a submitted case and an exhibit; one is granted to Agnes."""
    market = make_marketplace(operator=cast.platform)
    worlds = {}
    for name in ("granted", "other"):
        brand = make_brand(name=name.title(), slug=name, members=[cast.alice, administrator])
        case = make_ready_case(actor=cast.alice, brand=brand, marketplace=market)
        worlds[name] = submit_case(actor=cast.alice, case=case)
        make_exhibit(brand=brand, sealed_by=cast.alice)
    give(administrator, cast.agent, worlds["granted"].brand)
    cast.agent.refresh_from_db()
    return worlds


def give(administrator, person, *granted):
    brands().grant(
        actor=administrator, person=person, sees_all_brands=not granted, brands=[brand.pk for brand in granted]
    )


def test_the_granted_brand_opens_and_the_other_does_not_exist(cast, world, client):
    client.force_login(cast.agent)

    for name, status in (("granted", 200), ("other", 404)):
        case = world[name]
        exhibit = Exhibit.objects.filter(brand=case.brand).latest("pk")
        assert client.get(reverse("cases:detail", args=[case.number])).status_code == status
        assert client.get(reverse("brands:detail", args=[case.brand.slug])).status_code == status
        assert client.get(reverse("evidence:detail", args=[exhibit.key])).status_code == status


def test_lists_hold_what_is_granted_only(cast, world, client):
    client.force_login(cast.agent)

    page = client.get(reverse("cases:list")).content.decode()

    assert world["granted"].number in page
    assert world["other"].number not in page


def test_the_other_brand_s_cases_are_not_heard_live(cast, world):
    wanted = [f"case:{case.number}" for case in world.values()]

    assert channels.allowed(cast.agent, wanted) >= {f"case:{world['granted'].number}"}
    assert f"case:{world['other'].number}" not in channels.allowed(cast.agent, wanted)


def test_a_grant_taken_back_holds_at_once_everywhere(cast, world, administrator, client):
    client.force_login(cast.agent)
    case = world["granted"]

    give(administrator, cast.agent, world["other"].brand)

    assert client.get(reverse("cases:detail", args=[case.number])).status_code == 404
    assert client.get(reverse("cases:detail", args=[world["other"].number])).status_code == 200
    assert Event.objects.filter(channel=f"person:{cast.agent.pk}", kind="access").exists()


def test_what_was_told_of_a_brand_goes_with_it_and_nothing_more_is_told(cast, world, administrator):
    case = world["granted"]
    with at_once():
        send_message(actor=cast.agent, case=case, text="Здравствуйте!")
        send_message(actor=cast.moderator, case=case, text="Добрый день!")
    assert Notice.objects.filter(person=cast.agent).exists()

    give(administrator, cast.agent, world["other"].brand)
    assert not Notice.objects.filter(person=cast.agent).exists()

    with at_once():
        send_message(actor=cast.moderator, case=case, text="Ещё раз добрый день!")
    assert not Notice.objects.filter(person=cast.agent).exists()


def test_the_invitation_carries_the_brands(cast, administrator):
    brand, other = make_brand(members=[administrator]), make_brand(members=[administrator])
    invitation = invite_person(
        actor=administrator,
        email="new@example.com",
        role=Role.REPRESENTATIVE,
        language="en",
        sees_all_brands=False,
        brands=[brand.pk, other.pk],
    )
    other.grants.all().delete()

    person = accept_invitation(invitation=invitation, name="Nina", password=PASSWORD, language="en", time_zone="UTC")

    assert not person.sees_all_brands
    assert list(PersonGrant.objects.filter(person=person).values_list("brand", flat=True)) == [brand.pk]


def test_the_administrator_chooses_on_the_page_of_the_person(cast, administrator, world, client):
    client.force_login(administrator)
    address = reverse("accounts:person", args=[cast.agent.pk])

    refused = client.post(address, {"role": Role.VIEWER, "reach": "some"})
    client.post(address, {"role": Role.VIEWER, "reach": "some", "brands": [world["other"].brand_id]})

    assert refused.status_code == 422
    cast.agent.refresh_from_db()
    assert cast.agent.role == Role.VIEWER
    assert brands().granted_to(cast.agent) == [world["other"].brand_id]


def test_all_brands_means_those_to_come_too(cast, administrator, world):
    give(administrator, cast.agent)
    cast.agent.refresh_from_db()

    brand = make_brand(members=[administrator])

    assert brands().granted_to(cast.agent) == []
    assert brand in type(brand).objects.visible_to(cast.agent)


def test_a_merchant_uses_it_as_well(cast):
    brand, other = make_brand(members=[cast.alice]), make_brand(members=[cast.alice])

    give(cast.administrator, cast.bob, brand)

    cast.bob.refresh_from_db()
    assert list(type(brand).objects.visible_to(cast.bob)) == [brand]
    assert set(type(brand).objects.visible_to(cast.alice)) == {brand, other}


def test_the_change_is_recorded_once(cast, administrator, world):
    give(administrator, cast.agent, world["granted"].brand)

    [entry] = [entry for entry in journal.entries_for(cast.agent) if entry.action == "person.brands-changed"]
    assert entry.facts["after"] == [world["granted"].brand_id]


def test_only_an_administrator_of_the_organisation_grants_and_only_its_brands(cast, administrator):
    brand, foreign = make_brand(members=[administrator]), make_brand(members=[cast.alice])

    with pytest.raises(NotAllowed):
        give(cast.administrator, cast.agent, brand)
    with pytest.raises(NotAllowed):
        give(cast.agent, cast.agent, brand)
    with pytest.raises(DomainError, match="does not act for"):
        give(administrator, cast.agent, foreign)


def test_a_platform_s_people_are_granted_no_brands(cast):
    with pytest.raises(DomainError):
        give(cast.platform_administrator, cast.moderator)
