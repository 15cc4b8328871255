"""Dated promises to ask again: proposed, planned, moved, kept, dropped, and brought to mind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import asking
from branddesk.cases.models import Expectation, FollowUp, Message
from branddesk.cases.panels import times
from branddesk.cases.permissions import may
from branddesk.cases.services import (
    ask_again,
    change_follow_up,
    drop_follow_up,
    plan_follow_up,
    release_due,
    set_priority,
    take_back,
)
from branddesk.cases.services.follow_ups import remind_of_follow_ups
from branddesk.cases.tests.factories import make_case, make_message
from branddesk.core import clock
from branddesk.core.enums import Language, Priority, Route, Side, Status
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.foundation.journal.selectors import entries_for
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.at(MONDAY):
        yield


def waiting_case(alice, **fields):
    fields.setdefault("brand", make_brand(members=[alice]))
    fields.setdefault("status", Status.IN_REVIEW)
    fields.setdefault("submitted_at", MONDAY - timedelta(days=3))
    return make_case(created_by=alice, **fields)


def cabinet_case(alice, **fields):
    return waiting_case(alice, marketplace=make_marketplace(route=Route.CABINET, gateway="ozon"), **fields)


def expect(case, days: int) -> Expectation:
    """Everybody was answered on that day."""
    return Expectation.objects.create(
        marketplace=case.marketplace,
        what=Expectation.What.ANSWER,
        cases=20,
        ended=20,
        curve=[[days, 1.0]],
        last_day=days,
        computed_at=MONDAY,
    )


def shown_to(reader, case):
    return times.context_of(case, reader, may(reader, case))


# Proposed


def test_the_day_proposed_is_the_working_day_after_most_are_answered(alice):
    case = waiting_case(alice)
    expect(case, days=7)

    # Seven days after 20 November is the 27th, a Friday.
    assert shown_to(alice, case)["proposal"].due_on == date(2026, 11, 30)


def test_a_case_that_most_have_overtaken_is_asked_about_on_the_next_working_day(alice):
    case = waiting_case(alice, submitted_at=MONDAY - timedelta(days=20))
    expect(case, days=7)

    proposal = shown_to(alice, case)["proposal"]

    assert proposal.due_on == date(2026, 11, 24)
    assert "sooner" in proposal.reason


def test_without_an_estimate_five_working_days_are_proposed(alice):
    # From Monday the 23rd over a weekend.
    assert shown_to(alice, waiting_case(alice))["proposal"].due_on == date(2026, 11, 30)


def test_where_one_is_planned_no_other_is_proposed(alice):
    case = waiting_case(alice)
    plan_follow_up(actor=alice, case=case, due_on=FRIDAY)

    shown = shown_to(alice, case)

    assert shown["proposal"] is None
    assert [planned.row.due_on for planned in shown["planned"]] == [FRIDAY]


def test_while_the_brand_itself_is_awaited_nothing_is_proposed(alice):
    assert shown_to(alice, waiting_case(alice, status=Status.WAITING))["proposal"] is None


def test_the_platform_knows_nothing_of_them(cast):
    case = waiting_case(cast.alice, marketplace=make_marketplace(operator=cast.platform))
    plan_follow_up(actor=cast.alice, case=case, due_on=FRIDAY)

    assert "planned" not in shown_to(cast.moderator, case)


def test_an_answer_of_the_platform_proposes_to_drop_it_and_drops_nothing(alice):
    case = waiting_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)
    assert not shown_to(alice, case)["planned"][0].is_answered

    make_message(case=case, side=Side.PLATFORM, happened_at=MONDAY + timedelta(hours=2))

    assert shown_to(alice, case)["planned"][0].is_answered
    follow_up.refresh_from_db()
    assert follow_up.dropped_at is None


# Planned and moved


def test_planning_keeps_who_asks_and_when(alice):
    case = waiting_case(alice)

    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)

    assert (follow_up.assignee, follow_up.due_on, follow_up.text) == (alice, FRIDAY, "")
    entry = list(entries_for(case))[-1]
    assert (entry.action, entry.facts["day"]) == ("case.follow-up-set", "2026-11-27")


def test_the_same_day_planned_twice_stands_once(alice):
    case = waiting_case(alice)
    first = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)

    assert plan_follow_up(actor=alice, case=case, due_on=FRIDAY) == first
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2028, 1, 10)])
def test_a_day_in_the_past_or_too_far_away_is_refused(alice, day):
    with pytest.raises(DomainError):
        plan_follow_up(actor=alice, case=waiting_case(alice), due_on=day)


def test_nothing_is_planned_for_a_case_that_is_decided(alice):
    with pytest.raises(WrongStatus):
        plan_follow_up(actor=alice, case=waiting_case(alice, status=Status.GRANTED), due_on=FRIDAY)


def test_a_viewer_plans_nothing(cast):
    with pytest.raises(NotAllowed):
        plan_follow_up(actor=cast.viewer, case=waiting_case(cast.alice), due_on=FRIDAY)


def test_another_day_is_reminded_of_again(alice):
    follow_up = plan_follow_up(actor=alice, case=waiting_case(alice), due_on=MONDAY.date())
    remind_of_follow_ups()

    changed = change_follow_up(actor=alice, follow_up=follow_up, due_on=FRIDAY)

    assert (changed.due_on, changed.told_on) == (FRIDAY, None)


def test_tomorrow_and_next_week_are_working_days(alice):
    case = waiting_case(alice)

    with clock.at(datetime(2026, 11, 27, 9, tzinfo=UTC)):
        assert asking.snoozed(case, "tomorrow") == date(2026, 11, 30)
        assert asking.snoozed(case, "week") == date(2026, 12, 4)
    assert asking.snoozed(case, "never") is None


# Kept


def test_asking_on_the_desk_sends_the_prepared_words_and_keeps_the_promise(alice):
    case = waiting_case(alice, subject="Fake flasks")
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY, language=Language.ENGLISH)

    done = ask_again(actor=alice, follow_up=follow_up)

    message = Message.objects.get(case=case, kind=Message.Kind.MESSAGE)
    assert done.done_at == MONDAY
    assert case.number in message.body
    assert "Fake flasks" in message.body
    assert "day 4" in message.body


def test_asking_twice_sends_once(alice):
    case = waiting_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)
    key = uuid4()

    ask_again(actor=alice, follow_up=follow_up, form_key=key)
    ask_again(actor=alice, follow_up=follow_up, form_key=key)

    assert Message.objects.filter(case=case).count() == 1


def test_words_of_ones_own_go_before_the_prepared_ones(alice):
    case = waiting_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY, text="Есть ли новости?")

    ask_again(actor=alice, follow_up=follow_up)

    assert Message.objects.get(case=case).body == "Есть ли новости?"


def test_by_cabinet_asking_is_recorded_and_nothing_is_sent(alice):
    case = cabinet_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)

    done = ask_again(actor=alice, follow_up=follow_up, text="Есть ли новости?")

    assert done.done_at == MONDAY
    assert not Message.objects.exists()
    entry = list(entries_for(case))[-1]
    assert (entry.action, entry.text("text")) == ("case.follow-up-done", "Есть ли новости?")


def test_when_the_message_cannot_be_sent_the_promise_stands(alice):
    case = waiting_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)
    type(case).objects.filter(pk=case.pk).update(status=Status.CLOSED)

    with pytest.raises(DomainError):
        ask_again(actor=alice, follow_up=follow_up)

    follow_up.refresh_from_db()
    assert follow_up.done_at is None


def test_a_question_taken_back_is_still_to_be_asked(alice, settings):
    settings.SEND_HOLD_SECONDS, settings.TASKS = 10, DATABASE_QUEUE
    case = waiting_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)
    key = uuid4()
    asked = ask_again(actor=alice, follow_up=follow_up, text="Any news?", form_key=key)

    take_back(actor=alice, message=asked.message)

    follow_up.refresh_from_db()
    assert (follow_up.done_at, follow_up.message) == (None, None)
    assert ask_again(actor=alice, follow_up=follow_up, text="Any news?", form_key=key).message.is_held


def test_a_question_that_could_not_leave_is_still_to_be_asked(alice, settings):
    settings.SEND_HOLD_SECONDS, settings.TASKS = 10, DATABASE_QUEUE
    case = waiting_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)
    ask_again(actor=alice, follow_up=follow_up)
    case.status = Status.CLOSED
    case.save()

    with clock.at(MONDAY + timedelta(seconds=11)):
        assert release_due(case=case) == 0

    follow_up.refresh_from_db()
    assert follow_up.done_at is None


def test_a_dropped_one_is_over_and_stays_on_record(alice):
    case = waiting_case(alice)
    follow_up = drop_follow_up(actor=alice, follow_up=plan_follow_up(actor=alice, case=case, due_on=FRIDAY))

    assert follow_up.dropped_at == MONDAY
    assert list(entries_for(case))[-1].action == "case.follow-up-dropped"
    with pytest.raises(WrongStatus):
        change_follow_up(actor=alice, follow_up=follow_up, due_on=FRIDAY)
    with pytest.raises(WrongStatus):
        ask_again(actor=alice, follow_up=follow_up)


def test_the_prepared_words_speak_the_platforms_language(alice):
    case = waiting_case(alice, marketplace=make_marketplace(language=Language.RUSSIAN))
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)

    assert asking.language_of(follow_up) == Language.RUSSIAN
    assert asking.language_of(change_follow_up(actor=alice, follow_up=follow_up, language="zh-hans")) == "zh-hans"
    with pytest.raises(DomainError):
        change_follow_up(actor=alice, follow_up=follow_up, language="fr")


# Brought to mind


def reminded(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("code", flat=True))


def test_whoever_promised_is_reminded_on_the_day_and_once_when_it_passed(alice):
    plan_follow_up(actor=alice, case=waiting_case(alice), due_on=FRIDAY)

    told = []
    for days in range(8):
        with clock.at(MONDAY + timedelta(days=days)):
            remind_of_follow_ups()
            told.append(remind_of_follow_ups())

    assert reminded(alice) == ["case.follow-up-due", "case.follow-up-overdue"]
    assert sum(told) == 0


def test_the_day_begins_where_the_person_is(alice):
    alice.time_zone = "Asia/Shanghai"
    alice.save()
    plan_follow_up(actor=alice, case=waiting_case(alice), due_on=FRIDAY)

    with clock.at(datetime(2026, 11, 26, 15, 59, tzinfo=UTC)):
        assert remind_of_follow_ups() == 0
    with clock.at(datetime(2026, 11, 26, 16, 1, tzinfo=UTC)):
        assert remind_of_follow_ups() == 1


@pytest.mark.parametrize("status", [Status.CLOSED])
def test_nobody_is_reminded_of_a_closed_case(alice, status):
    case = waiting_case(alice)
    plan_follow_up(actor=alice, case=case, due_on=MONDAY.date())
    type(case).objects.filter(pk=case.pk).update(status=status, closed_at=MONDAY)

    assert remind_of_follow_ups() == 0


# From the page


def test_the_page_plans_changes_asks_and_drops(alice):
    client, case = Client(), waiting_case(alice)
    client.force_login(alice)

    client.post(reverse("cases:plan_follow_up", args=[case.number]), {"due_on": "2026-11-27"})
    first = FollowUp.objects.get()
    address = [case.number, first.pk]
    client.post(reverse("cases:change_follow_up", args=address), {"until": "week"})
    first.refresh_from_db()
    assert first.due_on == date(2026, 11, 30)
    client.post(reverse("cases:change_follow_up", args=address), {"due_on": "2026-12-01", "text": "Есть ли новости?"})
    client.post(reverse("cases:ask_again", args=address), {"form_key": uuid4()})
    assert Message.objects.get(case=case).body == "Есть ли новости?"

    client.post(reverse("cases:plan_follow_up", args=[case.number]), {"due_on": "2026-12-04"})
    second = FollowUp.objects.exclude(pk=first.pk).get()
    response = client.post(reverse("cases:drop_follow_up", args=[case.number, second.pk]), {"from": "start"})

    assert response.url == reverse("workplace:start")
    second.refresh_from_db()
    assert second.dropped_at is not None


def test_prepared_words_saved_unchanged_stay_to_be_prepared_on_the_day(alice):
    client, case = Client(), waiting_case(alice)
    client.force_login(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)

    client.post(
        reverse("cases:change_follow_up", args=[case.number, follow_up.pk]),
        {"due_on": "2026-11-27", "text": asking.text_of(follow_up).replace("\n", "\r\n")},
    )

    follow_up.refresh_from_db()
    assert follow_up.text == ""


@pytest.mark.parametrize("day", ["", "soon", "2026-02-31"])
def test_a_day_that_is_none_is_refused_with_a_sentence(alice, day):
    client, case = Client(), waiting_case(alice)
    client.force_login(alice)

    response = client.post(reverse("cases:plan_follow_up", args=[case.number]), {"due_on": day})

    assert response.status_code == 422
    assert "Choose a day." in response.content.decode()


def test_another_brands_follow_up_is_not_there(alice, mallory):
    client, case = Client(), waiting_case(alice)
    follow_up = plan_follow_up(actor=alice, case=case, due_on=FRIDAY)
    client.force_login(mallory)

    assert client.post(reverse("cases:ask_again", args=[case.number, follow_up.pk])).status_code == 404


def test_the_panel_asks_two_questions_whatever_it_shows(cast, django_assert_max_num_queries):
    market = make_marketplace(operator=cast.platform)
    case = waiting_case(cast.alice, marketplace=market)
    for days in range(5):
        plan_follow_up(actor=cast.alice, case=case, due_on=FRIDAY + timedelta(days=days))
    expect(case, days=5)
    set_priority(actor=cast.moderator, case=case, priority=Priority.HIGH)
    rights = may(cast.alice, case)

    with django_assert_max_num_queries(2):
        times.context_of(case, cast.alice, rights)
