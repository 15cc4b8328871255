"""Who is told of a case without handling it, and the words by which an organisation sorts its cases."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branddesk.accounts.models import Organisation, Role
from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.brands.models import BrandGrant
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Tag
from branddesk.cases.selectors import handling_of, tags_like
from branddesk.cases.services import (
    add_note,
    add_tag,
    close_case,
    decide,
    hand_over,
    remove_tag,
    send_message,
    set_priority,
    unwatch,
    watch,
)
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core.enums import Priority, Reason, Status
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    case = make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.IN_REVIEW,
        moderator=cast.moderator,
    )
    make_submission(case=case, status="review")
    return case


def told(person):
    return [notice.code for notice in Notice.objects.filter(person=person).order_by("pk")]


def test_a_watcher_is_told_of_what_either_side_does(cast, case):
    watch(actor=cast.viewer, case=case)

    send_message(actor=cast.alice, case=case, text="Есть новости?")
    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")
    close_case(actor=cast.alice, case=case)

    assert told(cast.viewer) == ["case.messaged", "case.granted", "case.closed"]


def test_a_watcher_hears_the_notes_of_the_own_side_only(cast, case):
    watch(actor=cast.viewer, case=case)
    watch(actor=cast.platform_viewer, case=case)

    add_note(actor=cast.alice, case=case, text="Same INN.")

    assert told(cast.viewer) == ["case.noted"]
    assert told(cast.platform_viewer) == []


def test_a_watcher_learns_that_the_case_changed_hands_on_the_own_side(cast, case):
    watch(actor=cast.viewer, case=case)
    watch(actor=cast.platform_viewer, case=case)

    hand_over(actor=cast.alice, case=case, assignee=cast.bob)

    assert told(cast.viewer) == ["case.has-assignee"]
    assert told(cast.bob) == ["case.handed-over"]
    assert told(cast.platform_viewer) == []


def test_a_watcher_who_left_the_brand_is_told_nothing_more(cast, case):
    watch(actor=cast.bob, case=case)
    elsewhere = make_organisation()
    cast.bob.organisation = elsewhere
    cast.bob.save()

    send_message(actor=cast.moderator, case=case, text="Проверяем.")

    assert told(cast.bob) == []


def test_a_colleague_is_made_a_watcher_and_told_so(cast, case):
    watch(actor=cast.alice, case=case, person=cast.bob)
    watch(actor=cast.alice, case=case, person=cast.bob)

    assert told(cast.bob) == ["case.watched"]
    assert [row.name for row in handling_of(case, cast.alice).watchers] == ["Bob"]


def test_nobody_is_made_a_watcher_who_may_not_read_the_case(cast, case):
    for stranger in (cast.mallory, cast.moderator):
        with pytest.raises(DomainError, match="may read this case"):
            watch(actor=cast.alice, case=case, person=stranger)


def test_who_only_reads_watches_but_adds_nobody(cast, case):
    with pytest.raises(NotAllowed):
        watch(actor=cast.viewer, case=case, person=cast.bob)


def test_the_sides_do_not_see_or_end_each_others_watching(cast, case):
    watch(actor=cast.bob, case=case)

    assert handling_of(case, cast.moderator).watchers == []
    with pytest.raises(NotAllowed):
        unwatch(actor=cast.moderator, case=case, person=cast.bob)


def test_who_no_longer_watches_is_no_longer_told(cast, case):
    watch(actor=cast.bob, case=case)
    unwatch(actor=cast.bob, case=case)

    send_message(actor=cast.moderator, case=case, text="Проверяем.")

    assert told(cast.bob) == []


def test_typing_a_tag_makes_it_and_the_next_case_finds_it(cast, case):
    add_tag(actor=cast.alice, case=case, name="  Термосы   2026 ")

    assert handling_of(case, cast.bob).tags == ["Термосы 2026"]
    assert tags_like(cast.bob, "ТЕРМ") == ["Термосы 2026"]


def test_a_tag_is_one_however_its_letters_are_written(cast, case):
    add_tag(actor=cast.alice, case=case, name="Термосы")
    add_tag(actor=cast.alice, case=case, name="термосы")

    assert Tag.objects.get().name == "Термосы"


def test_tags_of_one_organisation_are_never_seen_by_another(cast, case):
    agency = make_organisation(kind=Organisation.Kind.AGENCY)
    BrandGrant.objects.create(brand=case.brand, organisation=agency)
    agent = make_user(name="Agent", organisation=agency, role=Role.REPRESENTATIVE)

    add_tag(actor=cast.alice, case=case, name="secret")

    for other in (agent, cast.moderator):
        assert handling_of(case, other).tags == []
        assert tags_like(other, "sec") == []
    add_tag(actor=agent, case=case, name="secret")
    remove_tag(actor=agent, case=case, name="secret")
    assert handling_of(case, cast.alice).tags == ["secret"]


def test_a_tag_that_no_case_has_any_more_is_forgotten(cast, case):
    add_tag(actor=cast.alice, case=case, name="one")
    remove_tag(actor=cast.alice, case=case, name="ONE")

    assert not Tag.objects.exists()


@pytest.mark.parametrize("name", ["", "  \n", "x" * 41])
def test_a_tag_is_a_short_word(cast, case, name):
    with pytest.raises(DomainError):
        add_tag(actor=cast.alice, case=case, name=name)


def test_a_case_holds_twenty_tags_of_an_organisation(cast, case):
    for number in range(20):
        add_tag(actor=cast.alice, case=case, name=f"tag {number}")

    with pytest.raises(DomainError, match="up to 20"):
        add_tag(actor=cast.alice, case=case, name="one more")


def test_tags_and_watching_leave_the_case_where_it_was(cast, case):
    add_tag(actor=cast.alice, case=case, name="one")
    watch(actor=cast.alice, case=case)

    before = case.version, case.last_event_at
    case.refresh_from_db()
    assert (case.version, case.last_event_at) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda cast, case: add_tag(actor=cast.alice, case=case, name="known"),
        lambda cast, case: watch(actor=cast.alice, case=case),
        lambda cast, case: set_priority(actor=cast.moderator, case=case, priority=Priority.HIGH),
    ],
)
def test_a_change_that_is_made_to_many_cases_costs_little(cast, case, change):
    Tag.objects.create(organisation=cast.merchant, name="known")

    with CaptureQueriesContext(connection) as seen:
        change(cast, case)

    assert sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in seen) <= 16
