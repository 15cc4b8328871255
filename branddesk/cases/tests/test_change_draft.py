"""Changing what a draft says, by one person or by two at once."""

from __future__ import annotations

import pytest

from branddesk.brands.tests.factories import make_brand, make_right
from branddesk.cases.models import Case
from branddesk.cases.services import add_note, attach_exhibit, change_draft, discard_draft, hand_over
from branddesk.cases.tests.factories import make_case, make_listing
from branddesk.core.enums import Status
from branddesk.core.errors import DomainError, NotAllowed, Stale, WrongStatus
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal.selectors import entries_for
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(alice):
    return make_case(assignee=alice, subject="Fake flask")


def test_a_change_is_kept_and_counts_as_a_version(alice, draft):
    case = change_draft(actor=alice, case=draft, version=1, subject="Fake mug")

    assert (case.subject, case.version) == ("Fake mug", 2)
    assert entries_for(case).get().facts["fields"] == ["subject"]


def test_saving_what_is_there_already_changes_nothing(alice, draft):
    case = change_draft(actor=alice, case=draft, subject="Fake flask")

    assert case.version == 1
    assert not entries_for(case).exists()


def test_a_colleagues_change_meanwhile_is_told_and_not_overwritten(alice, bob, draft):
    change_draft(actor=bob, case=draft, version=1, subject="Fake mug")

    with pytest.raises(Stale, match=r"Bob: Draft changed"):
        change_draft(actor=alice, case=draft, version=1, subject="Fake bottle")

    draft.refresh_from_db()
    assert draft.subject == "Fake mug"


def test_ones_own_other_steps_do_not_stand_in_the_way(alice, draft):
    attach_exhibit(actor=alice, case=draft, exhibit=make_exhibit(brand=draft.brand, sealed_by=alice))

    assert change_draft(actor=alice, case=draft, version=1, subject="Fake mug").subject == "Fake mug"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "x" * 161),
        ("violation", "theft"),
        ("statement", "x" * 3001),
        ("nice_class", -1),
        ("own_sku", "1" * 33),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_field(alice, draft, field, value):
    label = Case._meta.get_field(field).verbose_name.capitalize()

    with pytest.raises(DomainError) as refusal:
        change_draft(actor=alice, case=draft, **{field: value})

    assert refusal.value.message.lower().startswith(label.lower())


def test_a_right_of_another_brand_is_refused(alice, draft):
    with pytest.raises(DomainError):
        change_draft(actor=alice, case=draft, right=make_right(brand=make_brand(members=[alice])))


def test_a_field_that_is_no_part_of_the_draft_cannot_be_set(alice, draft):
    with pytest.raises(ValueError, match="status"):
        change_draft(actor=alice, case=draft, status=Status.GRANTED)


def test_a_submitted_case_is_not_changed(alice):
    case = make_case(assignee=alice, status=Status.IN_REVIEW)

    with pytest.raises(WrongStatus):
        change_draft(actor=alice, case=case, subject="Other")


def test_a_discarded_draft_is_gone_but_its_exhibits_and_journal_stay(alice, draft):
    exhibit = make_exhibit(brand=draft.brand, sealed_by=alice)
    make_listing(case=draft)
    attach_exhibit(actor=alice, case=draft, exhibit=exhibit)
    add_note(actor=alice, case=draft, text="Not worth it.")
    key = Case(pk=draft.pk)

    discard_draft(actor=alice, case=draft)

    assert not Case.objects.exists()
    exhibit.refresh_from_db()
    assert entries_for(key).last().action == "case.discarded"
    with pytest.raises(WrongStatus, match="discarded"):
        change_draft(actor=alice, case=key, subject="Other")


def test_a_submitted_case_is_not_discarded(alice):
    with pytest.raises(WrongStatus):
        discard_draft(actor=alice, case=make_case(assignee=alice, status=Status.SUBMITTED))


def test_a_colleague_takes_over_and_is_told(cast, draft):
    case = hand_over(actor=cast.alice, case=draft, assignee=cast.bob)

    assert case.assignee == cast.bob
    assert Notice.objects.get().person == cast.bob


def test_an_administrator_hands_over_what_nobody_else_may(cast, draft):
    assert hand_over(actor=cast.administrator, case=draft, assignee=cast.bob).assignee == cast.bob


def test_a_case_is_handed_only_to_a_representative_of_the_brand(cast, draft):
    for other in (cast.viewer, cast.mallory, cast.moderator):
        with pytest.raises(DomainError):
            hand_over(actor=cast.alice, case=draft, assignee=other)


def test_others_change_nothing(cast, draft):
    for other in (cast.viewer, cast.mallory, cast.moderator, cast.administrator):
        with pytest.raises(NotAllowed):
            change_draft(actor=other, case=draft, subject="Mine")
