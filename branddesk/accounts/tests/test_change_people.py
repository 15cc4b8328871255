from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.services import change_role, deactivate_person, reactivate_person
from branddesk.accounts.tests.factories import make_user
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.foundation.journal import selectors as journal


def test_an_administrator_gives_a_colleague_another_role(cast):
    person = change_role(actor=cast.administrator, person=cast.viewer, role=Role.REPRESENTATIVE)

    assert person.role == Role.REPRESENTATIVE
    entry = list(journal.entries_for(person))[-1]
    assert (entry.action, entry.actor_id) == ("person.role-changed", cast.administrator.pk)
    assert entry.facts == {"before": "viewer", "after": "representative"}


@pytest.mark.parametrize("role", [Role.MODERATOR, "superuser", ""])
def test_a_role_of_the_other_side_cannot_be_given(cast, role):
    with pytest.raises(DomainError):
        change_role(actor=cast.administrator, person=cast.alice, role=role)


def test_nobody_raises_their_own_role(cast):
    with pytest.raises(NotAllowed):
        change_role(actor=cast.viewer, person=cast.viewer, role=Role.ADMINISTRATOR)


def test_people_of_another_organisation_are_out_of_reach(cast):
    with pytest.raises(NotAllowed):
        change_role(actor=cast.administrator, person=cast.mallory, role=Role.VIEWER)
    with pytest.raises(NotAllowed):
        deactivate_person(actor=cast.administrator, person=cast.mallory)


def test_the_last_administrator_stays_one(cast):
    with pytest.raises(DomainError, match="needs an administrator"):
        change_role(actor=cast.administrator, person=cast.administrator, role=Role.VIEWER)


def test_an_administrator_may_step_down_when_there_is_another(cast):
    make_user(organisation=cast.merchant, role=Role.ADMINISTRATOR)

    person = change_role(actor=cast.administrator, person=cast.administrator, role=Role.VIEWER)

    assert person.role == Role.VIEWER


def test_nobody_deactivates_themselves(cast):
    make_user(organisation=cast.merchant, role=Role.ADMINISTRATOR)

    with pytest.raises(DomainError, match="yourself"):
        deactivate_person(actor=cast.administrator, person=cast.administrator)


def test_deactivation_ends_the_sessions_of_the_person(cast, client):
    client.force_login(cast.alice)
    assert client.get(reverse("accounts:profile")).status_code == 200

    deactivate_person(actor=cast.administrator, person=cast.alice)

    response = client.get(reverse("accounts:profile"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_session_from_before_the_deactivation_stays_dead_after_reactivation(cast, client):
    client.force_login(cast.alice)
    deactivate_person(actor=cast.administrator, person=cast.alice)

    person = reactivate_person(actor=cast.administrator, person=cast.alice)

    assert person.is_active
    assert client.get(reverse("accounts:profile")).status_code == 302
