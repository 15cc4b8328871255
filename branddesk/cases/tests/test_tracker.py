"""The tracker: which steps a case made, when, and which are still to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from branddesk.cases import selectors
from branddesk.cases.services import (
    answer_request,
    ask_for_information,
    close_case,
    decide,
    reopen_case,
    submit_case,
    take_case,
)
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core import clock
from branddesk.core.enums import Reason, Route
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


def on_day(number):
    return clock.at(START + timedelta(days=number))


def told(case):
    return [(step.status, step.state, step.at and (step.at - START).days) for step in selectors.tracker(case)]


def test_a_case_on_the_desk_goes_step_by_step(cast):
    market = make_marketplace(operator=cast.platform)
    with on_day(0):
        case = make_ready_case(actor=cast.alice, marketplace=market)
    assert told(case) == [
        ("draft", "now", 0),
        ("submitted", "next", None),
        ("review", "later", None),
        ("decided", "later", None),
        ("closed", "later", None),
    ]

    with on_day(1):
        case = submit_case(actor=cast.alice, case=case)
    with on_day(2):
        case = take_case(actor=cast.moderator, case=case)
    with on_day(3):
        case = ask_for_information(actor=cast.moderator, case=case, reason=Reason.PROOF_INSUFFICIENT, text="Чек?")
    assert told(case)[1:] == [
        ("submitted", "done", 1),
        ("review", "done", 2),
        ("waiting", "now", 3),
        ("decided", "next", None),
        ("closed", "later", None),
    ]
    assert selectors.tracker(case)[3].until == case.brand_due_at

    with on_day(4):
        case = answer_request(actor=cast.alice, case=case, text="Вот.")
    assert told(case)[1:] == [
        ("submitted", "done", 1),
        ("waiting", "done", 3),
        ("review", "now", 4),
        ("decided", "next", None),
        ("closed", "later", None),
    ]

    with on_day(5):
        case = decide(actor=cast.moderator, case=case, outcome="refused", reason=Reason.NO_VIOLATION, text="Нет.")
    assert told(case)[-2:] == [("refused", "now", 5), ("closed", "next", None)]

    with on_day(6):
        case = reopen_case(actor=cast.alice, case=case, reason="Посмотрите ещё раз.")
    assert told(case)[-3:] == [("reopened", "now", 6), ("decided", "next", None), ("closed", "later", None)]

    with on_day(7):
        case = decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")
    with on_day(8):
        case = close_case(actor=cast.alice, case=case)
    assert told(case)[-3:] == [("reopened", "done", 6), ("decided", "done", 7), ("closed", "now", 8)]


def test_each_step_ends_where_the_next_one_begins(cast):
    market = make_marketplace(operator=cast.platform)
    with on_day(0):
        case = make_ready_case(actor=cast.alice, marketplace=market)
    with on_day(1):
        case = submit_case(actor=cast.alice, case=case)

    draft, submitted, *_rest = selectors.tracker(case)

    assert draft.until == submitted.at == START + timedelta(days=1)


def test_by_cabinet_filing_is_a_step_of_its_own(alice):
    case = make_ready_case(actor=alice, marketplace=make_marketplace(route=Route.CABINET))

    case = submit_case(actor=alice, case=case)

    assert [(step.status, step.state) for step in selectors.tracker(case)][:3] == [
        ("draft", "done"),
        ("prepared", "now"),
        ("submitted", "next"),
    ]
