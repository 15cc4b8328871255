"""How long such cases take: the estimate against one worked out by hand, and the words that it is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.cases.expectation import Curve, Wait, curve_of, expectations_for, outlook_of, wait_of
from branddesk.cases.models import Case, Expectation, Message
from branddesk.cases.services import estimate_waits
from branddesk.cases.tests.factories import make_case, make_message
from branddesk.core import clock
from branddesk.core.enums import CaseKind, Side, Status
from branddesk.stores.tests.factories import make_marketplace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def ended(*days: int) -> list[Wait]:
    return [Wait(day, ended=True) for day in days]


def still_open(*days: int) -> list[Wait]:
    return [Wait(day, ended=False) for day in days]


def expectation(curve: Curve, **fields) -> Expectation:
    fields.setdefault("marketplace", make_marketplace())
    fields.setdefault("what", Expectation.What.ANSWER)
    return Expectation.objects.create(
        cases=curve.cases,
        ended=curve.ended,
        curve=curve.steps,
        last_day=curve.last_day,
        computed_at=NOON,
        **fields,
    )


# The estimate


def test_the_estimate_is_the_one_worked_out_by_hand():
    # Day 1: 1 of 7 ends, 6/7 left. Day 2: 2 of 6 end, one leaves open. Day 3: 1 of 3. Day 5: 1 of 1, after one left.
    curve = curve_of(ended(1, 2, 2, 3, 5) + still_open(2, 4))

    assert [day for day, _share in curve.steps] == [1, 2, 3, 5]
    by_hand = [1 / 7, 1 - 6 / 7 * 4 / 6, 1 - 6 / 7 * 4 / 6 * 2 / 3, 1.0]
    assert [share for _day, share in curve.steps] == pytest.approx(by_hand, abs=1e-6)
    assert (curve.cases, curve.ended, curve.last_day) == (7, 5, 5)


def test_a_case_still_open_on_the_day_on_which_others_end_counts_among_those_who_waited():
    assert curve_of(ended(2) + still_open(2)).steps == [(2, 0.5)]


def test_a_case_opened_today_says_nothing_yet():
    assert curve_of(ended(1, 2) + still_open(0, 0)).steps == curve_of(ended(1, 2)).steps


def test_where_nobody_was_answered_yet_nothing_is_claimed():
    curve = curve_of(still_open(3, 8, 8))

    assert (curve.steps, curve.day_of(0.5), curve.share_by(8)) == ([], None, 0.0)
    assert not curve.is_enough


def test_without_cases_there_is_no_curve():
    assert curve_of([]) == Curve([], 0, 0, 0)


def test_beyond_the_last_day_that_anybody_waited_nothing_is_known():
    curve = curve_of(ended(1, 2, 3) + still_open(9))

    assert curve.share_by(9) == pytest.approx(0.75)
    assert curve.share_by(10) is None
    assert curve.day_of(0.8) is None


@given(st.lists(st.builds(Wait, st.integers(1, 40), st.booleans()), min_size=1, max_size=60))
def test_a_curve_only_rises_and_never_beyond_everybody(waits):
    shares = [share for _day, share in curve_of(waits).steps]

    assert shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)


@pytest.mark.parametrize(("hours", "day"), [(0, 1), (1, 1), (24, 1), (25, 2), (48, 2), (24 * 5, 5)])
def test_day_one_is_the_first_twenty_four_hours(hours, day):
    assert wait_of(NOON, NOON + timedelta(hours=hours)) == Wait(day, ended=True)


def test_an_open_case_has_lived_through_its_whole_days():
    with clock.at(NOON):
        assert wait_of(NOON - timedelta(hours=71), None) == Wait(2, ended=False)


def test_a_case_withdrawn_waited_no_longer_than_that():
    assert wait_of(NOON, None, until=NOON + timedelta(days=4)) == Wait(4, ended=False)


# What it is read off


@pytest.mark.django_db
def test_answers_and_decisions_are_read_off_the_latest_cases():
    market = make_marketplace()
    with clock.at(NOON):
        for days in range(1, 13):
            case = make_case(marketplace=market, status=Status.GRANTED, submitted_at=NOON - timedelta(days=30))
            answered = case.submitted_at + timedelta(days=days) - timedelta(hours=1)
            make_message(case=case, side=Side.PLATFORM, happened_at=answered)
            make_message(case=case, side=Side.PLATFORM, kind=Message.Kind.NOTE, happened_at=case.submitted_at)
            Case.objects.filter(pk=case.pk).update(decided_at=answered + timedelta(days=2))
        make_case(marketplace=market, status=Status.SUBMITTED, submitted_at=NOON - timedelta(days=6))
        make_case(marketplace=market, status=Status.DRAFT)

        estimate_waits()

    rows = {(row.kind, row.what): row for row in Expectation.objects.filter(marketplace=market)}
    assert set(rows) == {(kind, what.value) for kind in ("", "infringement") for what in Expectation.What}
    answer = rows["", "answer"]
    assert (answer.cases, answer.ended, answer.last_day) == (13, 12, 12)
    assert answer.curve[0] == [1, pytest.approx(1 / 13, abs=1e-6)]
    assert rows["infringement", "decision"].curve[0][0] == 3


@pytest.mark.django_db
def test_estimating_again_replaces_what_was_known():
    market = make_marketplace()
    make_case(marketplace=market, status=Status.SUBMITTED)
    estimate_waits()

    estimate_waits()

    assert Expectation.objects.filter(marketplace=market, kind="", what="answer").count() == 1


@pytest.mark.django_db
def test_a_case_that_was_reopened_counts_with_its_first_decision():
    case = make_case(
        status=Status.REOPENED, submitted_at=NOON - timedelta(days=20), reopened_at=NOON - timedelta(days=10)
    )
    make_message(
        case=case, side=Side.PLATFORM, kind=Message.Kind.DECISION, happened_at=NOON - timedelta(days=15, hours=1)
    )

    with clock.at(NOON):
        estimate_waits()

    row = Expectation.objects.get(marketplace=case.marketplace, kind="", what="decision")
    assert (row.ended, row.curve) == (1, [[5, 1.0]])


@pytest.mark.django_db
def test_a_brand_with_enough_cases_of_its_own_is_told_of_its_own():
    market = make_marketplace()
    case = make_case(marketplace=market, status=Status.SUBMITTED)
    everybodys = expectation(curve_of(ended(*range(1, 41))), marketplace=market, kind=CaseKind.INFRINGEMENT)
    assert expectations_for(case) == {"answer": everybodys}

    own = expectation(curve_of(ended(*[2] * 30)), marketplace=market, kind=case.kind, brand=case.brand)

    assert expectations_for(case) == {"answer": own}


@pytest.mark.django_db
def test_a_rare_kind_is_told_of_the_whole_marketplace():
    market = make_marketplace()
    case = make_case(marketplace=market, status=Status.SUBMITTED, kind=CaseKind.CONTENT)
    everything = expectation(curve_of(ended(*[4] * 12)), marketplace=market)
    expectation(curve_of(ended(*[4] * 9)), marketplace=market, kind=CaseKind.CONTENT)

    assert expectations_for(case) == {"answer": everything}


@pytest.mark.django_db
def test_below_ten_answered_cases_nothing_is_said():
    case = make_case(status=Status.SUBMITTED)
    expectation(curve_of(ended(*[4] * 9) + still_open(*[20] * 50)), marketplace=case.marketplace)

    assert expectations_for(case) == {}


# What it says


def outlook(curve: Curve, days: float, what=Expectation.What.ANSWER, **fields):
    case = make_case(status=Status.SUBMITTED, submitted_at=NOON - timedelta(days=days))
    return outlook_of(case, expectation(curve, marketplace=case.marketplace, what=what, **fields))


@pytest.mark.django_db
def test_it_says_by_which_day_most_are_answered_and_which_day_today_is():
    with clock.at(NOON):
        told = outlook(curve_of(ended(1, 2, 3, 4, 4, 5, 5, 6, 7, 12)), days=2.5)

    assert told.sentence.replace("\N{NO-BREAK SPACE}", " ") == "8 of 10 such cases are answered by Fri 27 Nov."
    assert told.patience.replace("\N{NO-BREAK SPACE}", " ") == "70 % are answered by day 5; today is day 3."
    assert str(told.ask_on) == "2026-11-27"
    assert told.basis == "From 10 cases of every kind, open ones counted."


@pytest.mark.django_db
def test_what_lies_behind_is_told_as_past():
    with clock.at(NOON):
        told = outlook(curve_of(ended(1, 1, 1, 1, 2, 2, 2, 2, 9, 20)), days=8, what=Expectation.What.DECISION)

    assert told.sentence.replace("\N{NO-BREAK SPACE}", " ") == "8 of 10 such cases were decided by Tue 17 Nov."
    assert told.patience.replace("\N{NO-BREAK SPACE}", " ") == "90 % are decided by day 9; today is day 9."


@pytest.mark.django_db
def test_where_few_were_ever_answered_it_says_how_many_and_no_more():
    with clock.at(NOON):
        told = outlook(curve_of(ended(*[2] * 10) + still_open(*[9] * 30)), days=4)

    assert told.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "25 % were answered within 9 days; nobody has waited longer yet."
    )
    assert told.patience.replace("\N{NO-BREAK SPACE}", " ") == (
        "25 % were answered by day 2 and none since; today is day 5."
    )
    assert told.ask_on is None


@pytest.mark.django_db
def test_beyond_the_last_day_known_it_says_that_nobody_waited_longer():
    with clock.at(NOON):
        told = outlook(curve_of(ended(*range(1, 11))), days=14.2)

    assert told.patience == "Nobody has waited longer than 10 days so far; today is day 15."
    assert told.today_x == ""


@pytest.mark.django_db
def test_the_picture_steps_up_on_the_days_on_which_cases_ended():
    with clock.at(NOON):
        told = outlook(curve_of(ended(*[2] * 5, *[4] * 5)), days=0.5)

    assert told.points == "M0 72H136.0V36.0H272.0V0.0H272"
    assert told.today_x == "68.0"
    assert told.table == [(2, "50\N{NO-BREAK SPACE}%"), (4, "100\N{NO-BREAK SPACE}%")]


@pytest.mark.django_db
def test_a_long_curve_is_listed_by_tenths():
    with clock.at(NOON):
        told = outlook(curve_of(ended(*range(1, 101))), days=1)

    assert 10 <= len(told.table) <= 12
