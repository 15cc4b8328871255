from __future__ import annotations

import pytest
from django.urls import reverse

from branddesk.accounts.models import Invitation, Role
from branddesk.accounts.tests.factories import make_invitation

PEOPLE = "/people/"


@pytest.fixture
def administrator(cast, client):
    client.force_login(cast.administrator)
    return cast.administrator


def test_the_page_lists_colleagues_and_invitations_of_the_own_organisation_only(administrator, cast, client):
    make_invitation(invited_by=administrator, email="soon@example.org")
    make_invitation(invited_by=cast.platform_administrator, email="elsewhere@example.org")

    page = client.get(PEOPLE).content.decode()

    assert "Alice" in page
    assert "soon@example.org" in page
    assert "Mallory" not in page
    assert "Mila" not in page
    assert "elsewhere@example.org" not in page


def test_inviting_leads_back_to_the_list(administrator, client, mailoutbox):
    response = client.post(PEOPLE, {"email": "new@example.org", "role": Role.VIEWER, "language": "zh-hans"})

    assert response.url == PEOPLE
    assert Invitation.objects.get().email == "new@example.org"
    assert len(mailoutbox) == 1


def test_a_role_of_the_other_side_is_not_among_the_choices(administrator, client):
    response = client.post(PEOPLE, {"email": "new@example.org", "role": Role.MODERATOR, "language": "en"})

    assert response.status_code == 422
    assert 'value="new@example.org"' in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_role_is_changed_on_the_page_of_the_person(administrator, cast, client):
    client.post(reverse("accounts:person", args=[cast.alice.pk]), {"role": Role.VIEWER})

    cast.alice.refresh_from_db()
    assert cast.alice.role == Role.VIEWER


def test_an_invitation_of_another_organisation_cannot_be_withdrawn(administrator, cast, client):
    invitation = make_invitation(invited_by=cast.platform_administrator)

    response = client.post(reverse("accounts:withdraw_invitation", args=[invitation.pk]))

    invitation.refresh_from_db()
    assert response.status_code == 404
    assert invitation.is_open


def test_colleagues_are_told_who_may(cast, client):
    client.force_login(cast.alice)

    response = client.get(PEOPLE)

    assert response.status_code == 403
    assert "Only an administrator" in response.content.decode()
