from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import PASSWORD, make_user
from branddesk.foundation.journal import selectors as journal

pytestmark = pytest.mark.django_db

PROFILE = "/profile/"
NEW = {"name": "Анна", "language": "ru", "time_zone": "Europe/Moscow"}


def test_a_person_changes_name_language_and_time_zone(client):
    person = make_user()
    client.force_login(person)

    response = client.post(PROFILE, NEW)

    person.refresh_from_db()
    assert response.status_code == 302
    assert (person.name, person.language, person.time_zone) == ("Анна", "ru", "Europe/Moscow")
    entry = journal.entries_for(person).get()
    assert entry.action == "person.profile-changed"
    assert "Анна" not in str(entry.facts)


def test_saving_without_a_change_records_nothing(client):
    person = make_user()
    client.force_login(person)

    client.post(PROFILE, {"name": person.name, "language": person.language, "time_zone": person.time_zone})

    assert not journal.entries_for(person).exists()


def test_role_organisation_and_address_cannot_be_changed_here(client):
    person = make_user(email="alice@example.org")
    other = make_user()
    client.force_login(person)

    client.post(
        PROFILE,
        {
            **NEW,
            "role": Role.ADMINISTRATOR,
            "organisation": other.organisation_id,
            "email": "x@example.net",
            "pk": other.pk,
        },
    )

    before = (person.role, person.organisation_id, person.email)
    person.refresh_from_db()
    assert (person.role, person.organisation_id, person.email) == before


def test_what_is_wrong_is_said_and_what_was_typed_stays(client):
    client.force_login(make_user())

    response = client.post(PROFILE, {**NEW, "name": "", "time_zone": "Moon/Sea"})

    assert response.status_code == 422
    assert '<option value="ru" selected>' in response.content.decode()


def test_a_changed_password_signs_out_the_other_devices(client):
    person = make_user()
    client.force_login(person)
    elsewhere = Client()
    elsewhere.force_login(person)
    new = "another-long-password"

    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert response.url == PROFILE
    assert client.get(PROFILE).status_code == 200
    assert elsewhere.get(PROFILE).status_code == 302
    assert [entry.action for entry in journal.entries_for(person)] == ["person.password-changed"]


def test_the_present_password_is_asked_for(client):
    person = make_user()
    client.force_login(person)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": "wrong", "password1": "another-long-password", "password2": "another-long-password"},
    )

    person.refresh_from_db()
    assert response.status_code == 422
    assert person.check_password(PASSWORD)


def test_whoever_has_no_password_gets_one_by_mail(client):
    client.force_login(make_user(password=None))

    assert client.get(reverse("account_change_password")).url == reverse("account_reset_password")


@pytest.mark.parametrize("name", ["profile", "people"])
def test_pages_stay_within_their_queries_however_many_people_there_are(client, django_assert_max_num_queries, name):
    administrator = make_user(role=Role.ADMINISTRATOR)
    for _number in range(15):
        make_user(organisation=administrator.organisation)
    client.force_login(administrator)

    with django_assert_max_num_queries(12):
        client.get(reverse(f"accounts:{name}"))
