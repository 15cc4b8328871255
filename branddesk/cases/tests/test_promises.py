"""How soon the platform answers and decides: when the clocks start, stand still, and start anew."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import sla
from branddesk.cases.models import Breach, Case, Promise
from branddesk.cases.services import (
    answer_request,
    ask_for_information,
    decide,
    reopen_case,
    send_message,
    submit_case,
    take_case,
    withdraw_submission,
)
from branddesk.cases.services.handling import escalate_case, set_priority
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core import clock
from branddesk.core.enums import CaseKind, EscalationLevel, Priority, Reason, Route, SubmissionStatus
from branddesk.foundation.calendars.services import set_day
from branddesk.foundation.calendars.tests.factories import make_calendar
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23 10:00"


def moscow(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow"))


def at(text: str):
    return clock.at(moscow(text))


def draft(cast, **fields) -> Case:
    market = fields.pop("marketplace", None) or make_marketplace(operator=cast.platform)
    with at("2026-11-20 12:00"):
        return make_ready_case(actor=cast.alice, brand=make_brand(members=[cast.alice]), marketplace=market, **fields)


def submitted(cast, moment: str = MONDAY, **fields) -> Case:
    case = draft(cast, **fields)
    with at(moment):
        return submit_case(actor=cast.alice, case=case)


def ask(cast, case, moment) -> Case:
    with at(moment):
        return ask_for_information(
            actor=cast.moderator, case=case, reason=Reason.PROOF_INSUFFICIENT, text="Пришлите выписку."
        )


def grant(cast, case, moment, outcome=SubmissionStatus.GRANTED, reason=Reason.COUNTERFEIT) -> Case:
    with at(moment):
        return decide(actor=cast.moderator, case=case, outcome=outcome, reason=reason, text="Проверили.")


def test_submitting_starts_both_clocks_in_working_time(cast):
    case = submitted(cast)

    assert case.response_due_at == moscow("2026-11-23 18:00")
    assert case.resolution_due_at == moscow("2026-11-27 14:00")
    assert case.due_at == case.response_due_at


def test_a_draft_promises_nothing(cast):
    case = draft(cast)

    assert (case.due_at, sla.standings_of(case)) == (None, [])


def test_where_the_platform_answers_elsewhere_nothing_is_promised(cast):
    case = draft(cast, marketplace=make_marketplace(route=Route.CABINET, gateway="ozon"))

    with at(MONDAY):
        case = submit_case(actor=cast.alice, case=case)

    assert (case.due_at, case.response_hours) == (None, None)


def test_a_promise_set_for_kind_and_priority_goes_before_the_usual_one(cast):
    market = make_marketplace(operator=cast.platform)
    Promise.objects.create(
        marketplace=market,
        kind=CaseKind.INFRINGEMENT,
        priority=Priority.HIGH,
        response_hours=2,
        resolution_hours=9,
    )

    usual = submitted(cast, marketplace=market)
    urgent = submitted(cast, marketplace=market, priority=Priority.HIGH)

    assert usual.response_hours == 8
    assert urgent.response_due_at == moscow("2026-11-23 12:00")
    assert urgent.resolution_due_at == moscow("2026-11-24 10:00")


def test_the_marketplaces_own_calendar_counts(cast):
    calendar = make_calendar()
    set_day(calendar=calendar, day=date(2026, 11, 24), is_working=False)

    case = submitted(cast, "2026-11-23 14:00", marketplace=make_marketplace(operator=cast.platform, calendar=calendar))

    assert case.response_due_at == moscow("2026-11-25 13:00")


def test_the_first_word_of_the_platform_keeps_the_first_promise(cast):
    case = submitted(cast)

    with at("2026-11-23 11:00"):
        take_case(actor=cast.moderator, case=case)
        send_message(actor=cast.alice, case=case, text="Ждём.")
        case.refresh_from_db()
        assert case.responded_at is None
    with at("2026-11-23 12:00"):
        send_message(actor=cast.moderator, case=case, text="Смотрим.")

    case.refresh_from_db()
    assert case.responded_at == moscow("2026-11-23 12:00")
    assert case.due_at == case.resolution_due_at
    with at("2026-11-23 13:00"):
        assert [standing.state for standing in sla.standings_of(case)] == ["kept", "running"]


def test_the_clock_stands_still_while_the_brand_is_awaited(cast):
    case = ask(cast, submitted(cast), "2026-11-23 12:00")
    assert (case.due_at, case.resolution_due_at) == (None, None)
    assert case.resolution_left == 38 * 3600
    with at("2026-12-10 12:00"):
        assert [standing.state for standing in sla.standings_of(case)] == ["kept", "held"]

    with at("2026-12-10 12:00"):
        case = answer_request(actor=cast.alice, case=case, text="Направляем.")

    assert case.held_at is None
    # 38 working hours from Thursday noon: six that day, four of nine, without the weekend between.
    assert case.due_at == case.resolution_due_at == moscow("2026-12-16 14:00")


def test_a_decision_stops_the_clock_and_keeps_what_was_promised(cast):
    case = grant(cast, submitted(cast), "2026-11-24 12:00")

    assert case.due_at is None
    response, resolution = sla.standings_of(case)
    assert (resolution.state, resolution.hours) == ("kept", 40)
    assert response.state == "late"
    assert [(row.what, row.due_at) for row in case.breaches.all()] == [
        (Breach.What.RESPONSE, moscow("2026-11-23 18:00"))
    ]


def test_a_late_decision_is_late_by_what_it_was_late(cast):
    case = grant(cast, submitted(cast), "2026-11-28 14:00")

    _response, resolution = sla.standings_of(case)
    assert resolution.state == "late"
    assert resolution.by is not None
    assert resolution.by.days == 1
    assert set(case.breaches.values_list("what", flat=True)) == set(Breach.What)


def test_reopening_starts_both_clocks_again_and_the_earlier_breach_stays(cast):
    case = grant(cast, submitted(cast), "2026-11-24 12:00", SubmissionStatus.REFUSED, Reason.NO_VIOLATION)

    with at("2026-11-30 10:00"):
        case = reopen_case(actor=cast.alice, case=case, reason="Посмотрите фото.")

    assert case.responded_at is None
    assert case.due_at == moscow("2026-11-30 18:00")
    assert case.resolution_due_at == moscow("2026-12-04 14:00")
    assert case.breaches.count() == 1


def test_withdrawing_everything_stops_the_clock(cast):
    case = submitted(cast)

    with at("2026-11-23 11:00"):
        withdraw_submission(actor=cast.alice, submission=case.submissions.get(), reason="Sold out")

    case.refresh_from_db()
    assert case.due_at is None
    assert [standing.state for standing in sla.standings_of(case)] == ["stopped", "stopped"]
    assert not case.breaches.exists()


def test_escalating_asks_for_a_first_answer_anew_and_leaves_the_decision_due(cast):
    case = submitted(cast)
    with at("2026-11-23 12:00"):
        send_message(actor=cast.moderator, case=case, text="Смотрим.")

    with at("2026-11-24 10:00"):
        case = escalate_case(actor=cast.alice, case=case, level=EscalationLevel.ACCOUNT_MANAGER, reason="Stuck")

    assert case.responded_at is None
    assert case.due_at == case.response_due_at == moscow("2026-11-24 18:00")
    assert case.resolution_due_at == moscow("2026-11-27 14:00")


def test_a_case_escalated_while_the_brand_is_awaited_owes_its_answer_once_the_brand_answered(cast):
    case = ask(cast, submitted(cast), "2026-11-23 12:00")
    with at("2026-11-23 13:00"):
        case = escalate_case(actor=cast.alice, case=case, level=EscalationLevel.ACCOUNT_MANAGER, reason="Stuck")
    assert case.due_at is None

    with at("2026-11-24 09:00"):
        case = answer_request(actor=cast.alice, case=case, text="Направляем.")

    assert case.due_at == case.response_due_at == moscow("2026-11-24 17:00")


def test_a_quicker_promise_counts_from_the_change_and_never_ends_later(cast):
    case = submitted(cast)

    with at("2026-11-23 17:00"):
        case = set_priority(actor=cast.moderator, case=case, priority=Priority.URGENT, reason="Goods are unsafe")

    assert case.response_due_at == moscow("2026-11-23 18:00")
    assert case.resolution_due_at == moscow("2026-11-24 18:00")
    assert (case.response_hours, case.resolution_hours) == (2, 10)


def test_a_slower_promise_adds_its_hours(cast):
    case = submitted(cast)

    with at("2026-11-23 11:00"):
        case = set_priority(actor=cast.moderator, case=case, priority=Priority.LOW)

    assert case.response_due_at == moscow("2026-11-24 17:00")


def test_near_breach_begins_in_the_last_quarter_of_a_promise(cast):
    case = submitted(cast)
    assert case.warns_at == moscow("2026-11-23 16:00")

    with at("2026-11-23 15:59"):
        assert not Case.objects.filter(sla.near_breach()).exists()
    with at("2026-11-23 16:01"):
        assert Case.objects.filter(sla.near_breach()).get() == case
        assert sla.standings_of(case)[0].state == "soon"


def test_near_breach_is_an_hour_at_least(cast):
    case = submitted(cast, priority=Priority.URGENT)

    assert case.response_due_at == moscow("2026-11-23 12:00")
    assert case.warns_at == moscow("2026-11-23 11:00")


def test_talking_never_looks_a_promise_up(cast, django_assert_max_num_queries):
    case = submitted(cast)

    with at("2026-11-23 12:00"):
        send_message(actor=cast.moderator, case=case, text="Смотрим.")
        with django_assert_max_num_queries(40) as asked:
            send_message(actor=cast.moderator, case=case, text="Ещё смотрим.")

    assert not [query for query in asked if "cases_promise" in query["sql"] or "calendars_" in query["sql"]]


def test_the_table_of_promises_says_which_are_the_usual_ones():
    market = make_marketplace()
    Promise.objects.create(
        marketplace=market, kind=CaseKind.OTHER, priority=Priority.LOW, response_hours=90, resolution_hours=180
    )

    table = {(row.kind, row.priority): row for row in sla.table_of(market)}

    assert len(table) == len(CaseKind) * len(Priority)
    own = table[CaseKind.OTHER, Priority.LOW]
    assert (own.response_hours, own.is_default) == (90, False)
    usual = table[CaseKind.INFRINGEMENT, Priority.URGENT]
    assert (usual.response_hours, usual.resolution_hours, usual.is_default) == (2, 10, True)
