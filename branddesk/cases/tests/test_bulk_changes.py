"""One change for many cases: what it does, what it leaves, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Case, Watcher
from branddesk.cases.services import add_tag, hand_over, set_priority
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import Priority, Status, SubmissionStatus
from branddesk.core.errors import DomainError, WrongStatus
from branddesk.foundation.lists.models import BulkChange, BulkRow
from branddesk.foundation.lists.selectors import result_of
from branddesk.foundation.lists.services import changes
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_one(cast):
    brand, market = make_brand(members=[cast.alice]), make_marketplace(operator=cast.platform)

    def make(**fields):
        return make_case(**{"assignee": cast.alice, "brand": brand, "marketplace": market, **fields})

    return make


def change(actor, action, value, cases):
    begun = changes.begin(actor=actor, list_name="cases", action=action, value=value, keys=[case.pk for case in cases])
    return changes.carry_on(change_id=begun.pk)


def test_cases_are_given_to_a_colleague_and_back(cast, make_one):
    cases = [make_one() for _n in range(3)]

    done = change(cast.alice, "assign", str(cast.bob.pk), cases)
    assert set(Case.objects.values_list("assignee", flat=True)) == {cast.bob.pk}

    changes.undo(actor=cast.alice, change=done)
    assert set(Case.objects.values_list("assignee", flat=True)) == {cast.alice.pk}


def test_what_somebody_changed_since_is_not_taken_back(cast, make_one):
    mine, theirs = make_one(), make_one()
    done = change(cast.alice, "assign", str(cast.bob.pk), [mine, theirs])
    hand_over(actor=cast.bob, case=theirs, assignee=cast.brand_manager)

    changes.undo(actor=cast.alice, change=done)

    assert Case.objects.get(pk=mine.pk).assignee == cast.alice
    assert Case.objects.get(pk=theirs.pk).assignee == cast.brand_manager
    result = result_of(done)
    assert (result.undone, [row.label for row in result.kept]) == (1, [theirs.number])
    assert result.kept[0].why


def test_a_refusal_says_which_case_and_why_and_stops_nothing(cast, make_one):
    closed, open_one = make_one(status=Status.CLOSED), make_one()

    result = result_of(change(cast.alice, "assign", str(cast.bob.pk), [closed, open_one]))

    assert (result.changed, [row.label for row in result.refused]) == (1, [closed.number])
    assert Case.objects.get(pk=open_one.pk).assignee == cast.bob


def test_priority_is_set_and_taken_back(cast, make_one):
    case = make_one()

    done = change(cast.alice, "priority", "4 Sale ends on Friday", [case])
    assert Case.objects.get().priority == Priority.URGENT

    changes.undo(actor=cast.alice, change=done)
    assert Case.objects.get().priority == Priority.NORMAL


def test_urgent_needs_its_reason(cast, make_one):
    result = result_of(change(cast.alice, "priority", "4", [make_one()]))

    assert len(result.refused) == 1


def test_a_priority_changed_since_stays(cast, make_one):
    case = make_one()
    done = change(cast.alice, "priority", "3", [case])
    set_priority(actor=cast.bob, case=case, priority=Priority.LOW)

    changes.undo(actor=cast.alice, change=done)

    assert Case.objects.get().priority == Priority.LOW


def test_taking_a_tag_back_leaves_cases_that_had_it_before(cast, make_one):
    had, fresh = make_one(), make_one()
    add_tag(actor=cast.alice, case=had, name="sale")

    done = change(cast.alice, "tag", "sale", [had, fresh])
    assert [case.tags.count() for case in (had, fresh)] == [1, 1]

    changes.undo(actor=cast.alice, change=done)
    assert [case.tags.count() for case in (had, fresh)] == [1, 0]


def test_cases_are_watched_and_no_longer(cast, make_one):
    done = change(cast.bob, "watch", "", [make_one(), make_one()])
    assert Watcher.objects.filter(person=cast.bob).count() == 2

    changes.undo(actor=cast.bob, change=done)
    assert not Watcher.objects.exists()


def test_decided_cases_are_closed_and_opened_again(cast, make_one):
    case = make_one(status=Status.GRANTED)
    make_submission(case=case, status=SubmissionStatus.GRANTED)
    undecided = make_one(status=Status.SUBMITTED)

    done = change(cast.alice, "close", "", [case, undecided])
    assert Case.objects.get(pk=case.pk).status == Status.CLOSED
    assert Case.objects.get(pk=undecided.pk).status == Status.SUBMITTED

    changes.undo(actor=cast.alice, change=done)
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.closed_at) == (Status.GRANTED, None)


def test_it_can_be_taken_back_for_ten_minutes(cast, make_one):
    done = change(cast.alice, "priority", "3", [make_one()])
    BulkChange.objects.update(ended_at=clock.now() - timedelta(minutes=11))

    with pytest.raises(WrongStatus):
        changes.undo(actor=cast.alice, change=done)


def test_it_is_taken_back_once(cast, make_one):
    case = make_one()
    done = change(cast.alice, "priority", "3", [case])
    changes.undo(actor=cast.alice, change=done)
    set_priority(actor=cast.alice, case=case, priority=Priority.HIGH)

    changes.undo(actor=cast.alice, change=done)

    assert Case.objects.get().priority == Priority.HIGH


def test_others_cannot_take_it_back(cast, make_one):
    done = change(cast.alice, "priority", "3", [make_one()])

    with pytest.raises(BulkChange.DoesNotExist):
        changes.undo(actor=cast.bob, change=done)


def test_an_interrupted_change_goes_on_where_it_was(cast, make_one):
    cases = [make_one() for _n in range(3)]
    begun = changes.begin(
        actor=cast.alice, list_name="cases", action="priority", value="3", keys=[case.pk for case in cases]
    )
    BulkRow.objects.create(change=begun, key=cases[0].pk, label=cases[0].number, state="changed")

    changes.carry_on(change_id=begun.pk)

    assert list(Case.objects.order_by("pk").values_list("priority", flat=True)) == [2, 3, 3]
    assert begun.rows.count() == 3


def test_a_stopped_change_changes_no_more(cast, make_one):
    begun = changes.begin(actor=cast.alice, list_name="cases", action="priority", value="3", keys=[make_one().pk])

    changes.stop(actor=cast.alice, change=begun)
    done = changes.carry_on(change_id=begun.pk)

    assert (done.state, Case.objects.get().priority) == (BulkChange.State.CANCELLED, Priority.NORMAL)


def test_too_many_rows_and_none_are_refused(cast):
    for keys in ([], list(range(1, 502))):
        with pytest.raises(DomainError):
            changes.begin(actor=cast.alice, list_name="cases", action="watch", value="", keys=keys)


def test_an_unknown_change_is_refused(cast):
    with pytest.raises(DomainError):
        changes.begin(actor=cast.alice, list_name="cases", action="explode", value="", keys=[1])


# On the page


def test_the_page_says_what_came_of_it_and_offers_the_way_back(client, cast, make_one):
    closed, case = make_one(status=Status.CLOSED), make_one()
    client.force_login(cast.alice)

    shown = client.post(
        reverse("cases:bulk"),
        {"action": "priority", "priority": "3", "case": [closed.pk, case.pk], "query": "view=all"},
        follow=True,
    )

    text = shown.content.decode()
    assert "1 case changed. 1 could not be." in text
    assert closed.number in text

    undo = reverse("cases:undo_bulk", args=[BulkChange.objects.get().key])
    assert undo in text
    assert "1 case is as before." in client.post(undo, {"query": "view=all"}, follow=True).content.decode()


def test_cases_of_others_cannot_be_changed(client, cast, make_one):
    stranger = make_case()
    client.force_login(cast.alice)

    refused = client.post(reverse("cases:bulk"), {"action": "priority", "priority": "3", "case": [stranger.pk]})

    assert refused.status_code == 422
    assert Case.objects.get(pk=stranger.pk).priority == Priority.NORMAL


def test_all_of_the_list_are_changed_in_the_background(client, cast, make_one):
    for _n in range(60):
        make_one()
    make_one(subject="Other", priority=Priority.LOW)
    client.force_login(cast.alice)

    shown = client.post(
        reverse("cases:bulk"),
        {"action": "priority", "priority": "3", "all": "1", "query": "view=drafts&priority=2"},
        follow=True,
    )

    assert "60 cases changed." in shown.content.decode()
    assert Case.objects.filter(priority=Priority.HIGH).count() == 60


def test_the_platform_passes_cases_on(client, cast, make_one):
    case = make_one(status=Status.SUBMITTED)
    make_submission(case=case)
    client.force_login(cast.moderator)

    client.post(reverse("cases:bulk"), {"action": "assign", "person": cast.moderator.pk, "case": [case.pk]})

    assert Case.objects.get().moderator == cast.moderator
