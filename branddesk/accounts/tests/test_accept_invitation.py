from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Role, User
from branddesk.accounts.services import accept_invitation
from branddesk.accounts.tests.factories import PASSWORD, make_invitation, make_user
from branddesk.core import clock
from branddesk.core.errors import WrongStatus
from branddesk.foundation.journal import selectors as journal

ANSWER = {
    "name": "Nina",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "language": "ru",
    "time_zone": "Europe/Moscow",
}


def address(invitation):
    return reverse("accounts:invitation", args=[invitation.key])


@pytest.mark.django_db
def test_the_invited_person_joins_with_the_role_of_the_letter_and_is_signed_in(client):
    invitation = make_invitation(role=Role.REPRESENTATIVE)

    response = client.post(address(invitation), ANSWER)

    person = User.objects.get(email=invitation.email)
    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.role, person.organisation) == ("Nina", "representative", invitation.organisation)
    assert (person.language, person.time_zone) == ("ru", "Europe/Moscow")
    assert person.check_password(PASSWORD)
    assert [entry.action for entry in journal.entries_for(person)] == ["person.joined"]


@pytest.mark.django_db
def test_the_form_cannot_choose_role_organisation_or_address(client):
    invitation = make_invitation(role=Role.VIEWER)
    other = make_user().organisation

    client.post(
        address(invitation),
        {**ANSWER, "role": Role.ADMINISTRATOR, "organisation": other.pk, "email": "evil@example.net"},
    )

    person = User.objects.get(name="Nina")
    assert (person.role, person.organisation, person.email) == ("viewer", invitation.organisation, invitation.email)


@pytest.mark.django_db
def test_the_letter_works_once(client):
    invitation = make_invitation()
    client.post(address(invitation), ANSWER)

    response = Client().post(address(invitation), {**ANSWER, "name": "Second"})

    assert response.status_code == 409
    assert "already used" in response.content.decode()
    assert not User.objects.filter(name="Second").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"expires_at": clock.now() - timedelta(minutes=1)}, "has expired"),
        ({"withdrawn_at": clock.now()}, "was withdrawn"),
        ({"accepted_at": clock.now()}, "already used"),
    ],
)
def test_a_closed_letter_says_why(client, fields, sentence):
    response = client.get(address(make_invitation(**fields)))

    assert response.status_code == 409
    assert sentence in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/invitation/", "/invitation//", "/invitation/None/", "/invitation/58f107e5-1ae3-4b97-b2d4-7ef23620e60f/"]
)
def test_an_empty_or_unknown_key_opens_nothing(client, path):
    make_invitation()

    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_weak_or_mistyped_password_is_explained_and_what_was_typed_stays(client):
    invitation = make_invitation()

    response = client.post(address(invitation), {**ANSWER, "password": "short", "password_again": "shorter"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "The two passwords differ" in page
    assert "too short" in page
    assert 'value="Nina"' in page
    assert "shorter" not in page


@pytest.mark.django_db
def test_a_time_zone_that_does_not_exist_is_refused(client):
    response = client.post(address(make_invitation()), {**ANSWER, "time_zone": "../../etc/passwd"})

    assert response.status_code == 422


@pytest.mark.django_db
def test_whoever_has_an_account_already_is_told_to_sign_in():
    invitation = make_invitation(email=make_user().email)
    answer = {name: ANSWER[name] for name in ("name", "password", "language", "time_zone")}

    with pytest.raises(WrongStatus, match="already an account"):
        accept_invitation(invitation=invitation, **answer)


@pytest.mark.django_db
def test_joining_starts_a_session_of_its_own(client):
    client.force_login(make_user())
    before = client.session.session_key

    client.post(address(make_invitation()), ANSWER)

    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(User.objects.get(name="Nina").pk)
