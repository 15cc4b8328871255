from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from branddesk.accounts.models import Invitation, Role
from branddesk.accounts.services import invite_person, withdraw_invitation
from branddesk.accounts.tests.factories import make_invitation, make_user
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.journal import selectors as journal


def test_an_administrator_invites_a_person_for_a_week(cast):
    invitation = invite_person(actor=cast.administrator, email="New@Example.org ", role=Role.VIEWER, language="ru")

    assert invitation.email == "new@example.org"
    assert invitation.organisation == cast.merchant
    assert timedelta(days=6, hours=23) < invitation.expires_at - clock.now() <= timedelta(days=7)
    assert invitation.is_open


def test_the_letter_holds_the_way_in_and_who_invites(cast, settings, mailoutbox):
    invitation = invite_person(actor=cast.administrator, email="new@example.org", role=Role.VIEWER, language="en")

    [mail] = mailoutbox
    assert mail.to == ["new@example.org"]
    assert "Ada" in mail.subject
    assert f"{settings.SITE_URL}/invitation/{invitation.key}/" in mail.body


def test_the_invitation_is_recorded_without_the_address_in_the_open(cast):
    invitation = invite_person(actor=cast.administrator, email="new@example.org", role=Role.VIEWER, language="en")

    entry = list(journal.entries_for(cast.administrator))[-1]
    assert entry.action == "person.invited"
    assert entry.facts == {"invitation": invitation.pk, "role": "viewer", "language": "en"}
    assert entry.text("email") == "new@example.org"


@pytest.mark.parametrize("name", ["alice", "viewer"])
def test_only_an_administrator_invites(cast, name):
    with pytest.raises(NotAllowed):
        invite_person(actor=getattr(cast, name), email="new@example.org", role=Role.VIEWER, language="en")


@pytest.mark.parametrize(
    ("administrator", "role"),
    [("administrator", Role.MODERATOR), ("platform_administrator", Role.REPRESENTATIVE), ("administrator", "owner")],
)
def test_a_role_of_the_other_side_is_refused(cast, administrator, role):
    with pytest.raises(DomainError):
        invite_person(actor=getattr(cast, administrator), email="new@example.org", role=role, language="en")

    assert not Invitation.objects.exists()


def test_the_same_form_sent_twice_makes_one_link_and_one_letter(cast, mailoutbox):
    key = uuid4()
    how = {"actor": cast.administrator, "email": "new@example.org", "role": Role.VIEWER, "language": "en"}

    first, second = (invite_person(**how, form_key=key) for _time in range(2))

    assert first == second == Invitation.objects.get()
    assert first.is_open
    assert (bool(first.key), second.key) == (True, "")
    assert len(mailoutbox) == 1


def test_a_second_invitation_makes_the_first_void(cast):
    first = invite_person(actor=cast.administrator, email="new@example.org", role=Role.VIEWER, language="en")

    second = invite_person(actor=cast.administrator, email="new@example.org", role=Role.REPRESENTATIVE, language="en")

    first.refresh_from_db()
    assert not first.is_open
    assert second.is_open


def test_a_colleague_is_not_invited_again(cast):
    with pytest.raises(DomainError, match="Alice already belongs"):
        invite_person(actor=cast.administrator, email="ALICE@example.org", role=Role.VIEWER, language="en")


def test_inviting_tells_nothing_about_people_of_other_organisations(cast):
    stranger = make_user()

    invitation = invite_person(actor=cast.administrator, email=stranger.email, role=Role.VIEWER, language="en")

    assert invitation.is_open


def test_a_withdrawn_invitation_is_void(cast):
    invitation = make_invitation(organisation=cast.merchant, invited_by=cast.administrator)

    invitation = withdraw_invitation(actor=cast.administrator, invitation=invitation)

    assert not invitation.is_open


def test_an_accepted_invitation_cannot_be_withdrawn(cast):
    invitation = make_invitation(organisation=cast.merchant, invited_by=cast.administrator, accepted_at=clock.now())

    with pytest.raises(WrongStatus):
        withdraw_invitation(actor=cast.administrator, invitation=invitation)


def test_an_administrator_of_another_organisation_cannot_withdraw(cast):
    invitation = make_invitation(organisation=cast.merchant, invited_by=cast.administrator)

    with pytest.raises(NotAllowed):
        withdraw_invitation(actor=cast.platform_administrator, invitation=invitation)
