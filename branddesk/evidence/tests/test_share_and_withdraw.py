from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.accounts.tests.factories import make_organisation
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.models import Exhibit, Share
from branddesk.evidence.selectors import custody_of, reason_of_withdrawal
from branddesk.evidence.services import note_opening, share_exhibits, withdraw_exhibit
from branddesk.evidence.tests.factories import make_exhibit, make_share
from branddesk.foundation.journal.selectors import entries_for

pytestmark = pytest.mark.django_db


def test_platform_sees_an_exhibit_only_after_a_share(alice, moderator):
    shared, other = make_exhibit(sealed_by=alice), make_exhibit(sealed_by=alice)
    assert not Exhibit.objects.visible_to(moderator).exists()

    share_exhibits(actor=alice, exhibits=[shared], organisation=moderator.organisation, reason="BD-10001")

    assert list(Exhibit.objects.visible_to(moderator)) == [shared]
    entry = entries_for(shared).get()
    assert entry.facts == {"organisation": moderator.organisation_id, "case": "BD-10001"}
    assert not entries_for(other).exists()


def test_sharing_twice_changes_nothing(alice, moderator):
    exhibit = make_exhibit(sealed_by=alice)

    for _time in range(2):
        share_exhibits(actor=alice, exhibits=[exhibit], organisation=moderator.organisation, reason="BD-10001")

    assert Share.objects.count() == 1
    assert entries_for(exhibit).count() == 1


def test_stranger_shares_nothing(alice, mallory):
    exhibit = make_exhibit(sealed_by=alice)

    with pytest.raises(NotAllowed):
        share_exhibits(actor=mallory, exhibits=[exhibit], organisation=mallory.organisation, reason="BD-10001")
    assert not Share.objects.exists()


def test_withdrawn_exhibit_is_not_shared_any_more(alice, moderator):
    exhibit = make_exhibit(sealed_by=alice, title="Old letter")
    withdraw_exhibit(actor=alice, exhibit=exhibit, reason="Wrong company")

    with pytest.raises(WrongStatus, match="Old letter"):
        share_exhibits(actor=alice, exhibits=[exhibit], organisation=moderator.organisation, reason="BD-10001")


def test_withdrawn_exhibit_stays_visible_with_its_reason(alice, moderator):
    exhibit = make_exhibit(sealed_by=alice)
    make_share(exhibit, moderator.organisation)

    withdraw_exhibit(actor=alice, exhibit=exhibit, reason=" Wrong company ")

    seen = Exhibit.objects.visible_to(moderator).get()
    assert seen.is_withdrawn
    assert reason_of_withdrawal(seen) == "Wrong company"


def test_withdrawal_needs_a_reason(alice):
    exhibit = make_exhibit(sealed_by=alice)

    with pytest.raises(DomainError, match="Say why"):
        withdraw_exhibit(actor=alice, exhibit=exhibit, reason="  ")


def test_exhibit_is_withdrawn_once(alice):
    exhibit = make_exhibit(sealed_by=alice)
    withdraw_exhibit(actor=alice, exhibit=exhibit, reason="Wrong company")

    with pytest.raises(WrongStatus):
        withdraw_exhibit(actor=alice, exhibit=exhibit, reason="Once more")


def test_opening_is_kept_once_in_ten_minutes_for_each_person(alice, bob):
    exhibit = make_exhibit(sealed_by=alice)
    start = clock.now()

    for minutes, person in ((0, alice), (4, alice), (5, bob), (11, alice)):
        with clock.at(start + timedelta(minutes=minutes)):
            note_opening(actor=person, exhibit=exhibit)

    opened = entries_for(exhibit).filter(action="exhibit.opened")
    assert [entry.actor for entry in opened] == [alice, bob, alice]


def test_download_is_kept_beside_the_opening(alice):
    exhibit = make_exhibit(sealed_by=alice)

    note_opening(actor=alice, exhibit=exhibit)
    note_opening(actor=alice, exhibit=exhibit, downloaded=True)

    assert [entry.action for entry in entries_for(exhibit)] == ["exhibit.opened", "exhibit.downloaded"]


def test_other_side_does_not_learn_who_else_opened_or_got_it(alice, moderator):
    exhibit = make_exhibit(sealed_by=alice)
    elsewhere = make_organisation()
    for organisation in (moderator.organisation, elsewhere):
        share_exhibits(actor=alice, exhibits=[exhibit], organisation=organisation, reason="BD-10001")
    note_opening(actor=alice, exhibit=exhibit)
    note_opening(actor=moderator, exhibit=exhibit)

    theirs = [(entry.action, entry.facts.get("organisation")) for entry in custody_of(exhibit, moderator)]
    ours = [entry.action for entry in custody_of(exhibit, alice)]

    assert theirs == [("exhibit.shared", moderator.organisation_id), ("exhibit.opened", None)]
    assert ours == ["exhibit.shared", "exhibit.shared", "exhibit.opened", "exhibit.opened"]
