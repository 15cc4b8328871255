from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Invitation, Organisation, Role, User
from branddesk.accounts.services import invite_person, link_of, renew_link
from branddesk.accounts.tests.factories import PASSWORD, make_invitation, make_organisation, make_user
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.journal import selectors as journal

PEOPLE = "/people/"
NEW: dict[str, Any] = {"email": "new@example.org", "role": Role.VIEWER, "language": "en"}
ANSWER = {
    "name": "Nina",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "language": "ru",
    "time_zone": "Europe/Moscow",
}


@pytest.fixture
def administrator(cast, client):
    client.force_login(cast.administrator)
    return cast.administrator


def path(invitation: Invitation) -> str:
    return reverse("accounts:invitation", args=[invitation.key])


def link_on(page: str) -> str | None:
    found = re.search(r"http://[^<\s]+/invitation/[^<\s]+/", page)
    return found.group() if found else None


def test_the_link_is_shown_once_after_inviting(administrator, client):
    page = client.post(PEOPLE, NEW, follow=True).content.decode()
    again = client.get(PEOPLE).content.decode()

    link = link_on(page)
    assert link is not None
    assert Client().get(urlsplit(link).path).status_code == 200
    assert link_on(again) is None


def test_the_database_holds_no_key_that_opens_an_invitation(cast):
    invitation = invite_person(actor=cast.administrator, **NEW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_invitation WHERE id = %s", [invitation.pk])
        row = cursor.fetchone()
    assert invitation.key not in " ".join(map(str, row))
    assert Invitation.objects.with_key(invitation.digest).count() == 0


def test_a_new_link_ends_the_one_before(administrator, client):
    first = invite_person(actor=administrator, **NEW)

    page = client.post(reverse("accounts:renew_invitation", args=[first.pk]), follow=True).content.decode()

    link = link_on(page)
    assert link is not None
    assert link != link_of(first)
    assert Client().get(path(first)).status_code == 404
    assert Client().post(path(first), ANSWER).status_code == 404
    assert Invitation.objects.get().is_open


def test_an_expired_link_is_made_anew_for_another_week(cast):
    invitation = make_invitation(invited_by=cast.administrator, expires_at=clock.now() - timedelta(days=1))

    renewed = renew_link(actor=cast.administrator, invitation=invitation)

    assert renewed.is_open
    assert list(journal.entries_for(cast.administrator))[-1].action == "person.invited-again"


@pytest.mark.parametrize("closed", ["accepted_at", "withdrawn_at"])
def test_a_closed_invitation_gets_no_new_link(cast, closed):
    invitation = make_invitation(invited_by=cast.administrator, **{closed: clock.now()})

    with pytest.raises(WrongStatus):
        renew_link(actor=cast.administrator, invitation=invitation)


def test_only_an_administrator_of_the_organisation_makes_links(cast):
    invitation = make_invitation(invited_by=cast.administrator)

    for actor in (cast.alice, cast.platform_administrator):
        with pytest.raises(NotAllowed):
            renew_link(actor=actor, invitation=invitation)


def test_an_invitation_is_open_expired_accepted_or_withdrawn(cast):
    def state(**fields):
        return make_invitation(invited_by=cast.administrator, **fields).state

    now = clock.now()
    assert state() == "open"
    assert state(expires_at=now) == "expired"
    assert state(accepted_at=now, expires_at=now) == "accepted"
    assert state(withdrawn_at=now, expires_at=now) == "withdrawn"


def test_closed_invitations_are_listed_with_what_became_of_them(administrator, client):
    make_invitation(invited_by=administrator, email="came@example.org", accepted_at=clock.now())
    make_invitation(invited_by=administrator, email="gone@example.org", withdrawn_at=clock.now())

    page = client.get(PEOPLE).content.decode()

    assert "came@example.org" in page
    assert "accepted" in page
    assert "withdrawn" in page


@pytest.mark.parametrize("key", ["0", "None", "null", "undefined", "%20", "%00", "' OR 1=1--", "a" * 5000])
def test_guessed_keys_open_nothing(client, cast, key):
    make_invitation(invited_by=cast.administrator)

    assert client.get(f"/invitation/{key}/").status_code == 404
    assert client.post(f"/invitation/{key}/", ANSWER).status_code == 404


def test_a_used_link_lets_nobody_in_again(client, cast):
    invitation = make_invitation(invited_by=cast.administrator)
    client.post(path(invitation), ANSWER)

    response = Client().post(path(invitation), {**ANSWER, "name": "Second"})

    assert response.status_code == 409
    assert User.objects.filter(email=invitation.email).count() == 1


def test_inviting_somebody_of_another_organisation_looks_like_inviting_anybody(administrator, client):
    stranger = make_user()

    known = client.post(PEOPLE, {**NEW, "email": stranger.email}, follow=True).content.decode()
    unknown = client.post(PEOPLE, {**NEW, "email": "nobody@example.org"}, follow=True).content.decode()

    assert f"An invitation to {stranger.email} is on its way" in known
    assert "An invitation to nobody@example.org is on its way" in unknown


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(Organisation.Kind))
def test_people_are_invited_in_every_role_of_every_kind_of_organisation(client, kind):
    administrator = make_user(organisation=make_organisation(kind=kind), role=Role.ADMINISTRATOR)
    client.force_login(administrator)
    page = client.get(PEOPLE)

    for role, label in page.context["form"].fields["role"].choices:
        response = client.post(PEOPLE, {"email": f"{role}@example.org", "role": role, "language": "en"})
        assert response.status_code == 302
        assert "hint" in label
    assert Invitation.objects.count() == len(page.context["form"].fields["role"].choices)


def test_an_invitation_names_only_brands_of_the_organisation(cast):
    with pytest.raises(DomainError, match="does not act for"):
        invite_person(actor=cast.administrator, **NEW, sees_all_brands=False, brands=[999])
    with pytest.raises(DomainError, match="at least one brand"):
        invite_person(actor=cast.administrator, **NEW, sees_all_brands=False)
