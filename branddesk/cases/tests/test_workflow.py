"""The table of moves, and what a case's status and turn follow from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branddesk.cases import workflow
from branddesk.cases.workflow import MOVES
from branddesk.core.enums import EscalationLevel, Route, Side, Status, SubmissionStatus
from branddesk.core.errors import WrongStatus

S = SubmissionStatus
STATUSES = st.lists(st.sampled_from(SubmissionStatus), max_size=8)

ALLOWED = {
    "file": {S.PREPARED},
    "take": {S.SUBMITTED, S.REOPENED},
    "ask": {S.SUBMITTED, S.IN_REVIEW, S.REOPENED},
    "answer": {S.WAITING},
    "refile": {S.WAITING, S.REFUSED, S.PARTLY},
    "grant": {S.SUBMITTED, S.IN_REVIEW, S.REOPENED},
    "grant_in_part": {S.SUBMITTED, S.IN_REVIEW, S.REOPENED},
    "refuse": {S.SUBMITTED, S.IN_REVIEW, S.REOPENED},
    "reopen": {S.REFUSED, S.PARTLY},
    "withdraw": {S.PREPARED, S.SUBMITTED, S.IN_REVIEW, S.WAITING, S.REOPENED},
}
END = {
    "file": S.SUBMITTED,
    "take": S.IN_REVIEW,
    "ask": S.WAITING,
    "answer": S.IN_REVIEW,
    "refile": S.PREPARED,
    "grant": S.GRANTED,
    "grant_in_part": S.PARTLY,
    "refuse": S.REFUSED,
    "reopen": S.REOPENED,
    "withdraw": S.WITHDRAWN,
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("status", SubmissionStatus)
def test_every_move_from_every_status_is_allowed_or_refused_as_written_here(name, status):
    if status in ALLOWED[name]:
        assert workflow.check(name, status) == END[name]
    else:
        with pytest.raises(WrongStatus):
            workflow.check(name, status)


def test_this_table_knows_every_move():
    assert ALLOWED.keys() == END.keys() == MOVES.keys()


def test_nothing_leads_out_of_granted_and_withdrawn():
    assert not any(move.start & {S.GRANTED, S.WITHDRAWN} for move in MOVES.values())


def test_each_side_makes_its_own_moves_on_the_desk():
    brand, platform = workflow.moves_for(Route.DESK, Side.BRAND), workflow.moves_for(Route.DESK, Side.PLATFORM)

    assert brand == {"file", "answer", "reopen", "withdraw"}
    assert platform == {"take", "ask", "grant", "grant_in_part", "refuse"}


def test_a_person_of_the_brand_records_every_move_of_a_cabinet():
    assert workflow.moves_for(Route.CABINET, Side.BRAND) == MOVES.keys()
    assert workflow.moves_for(Route.CABINET, Side.PLATFORM) == frozenset()


@pytest.mark.parametrize(
    ("statuses", "status", "turn"),
    [
        ([], Status.DRAFT, Side.BRAND),
        ([S.PREPARED, S.PREPARED], Status.DRAFT, Side.BRAND),
        ([S.SUBMITTED], Status.SUBMITTED, Side.PLATFORM),
        ([S.SUBMITTED, S.PREPARED], Status.SUBMITTED, Side.BRAND),
        ([S.SUBMITTED, S.GRANTED], Status.IN_REVIEW, Side.PLATFORM),
        ([S.IN_REVIEW, S.SUBMITTED], Status.IN_REVIEW, Side.PLATFORM),
        ([S.IN_REVIEW, S.WAITING], Status.WAITING, Side.BRAND),
        ([S.GRANTED, S.PREPARED], Status.WAITING, Side.BRAND),
        ([S.GRANTED, S.GRANTED], Status.GRANTED, Side.NONE),
        ([S.REFUSED, S.REFUSED], Status.REFUSED, Side.NONE),
        ([S.GRANTED, S.REFUSED], Status.PARTLY, Side.NONE),
        ([S.PARTLY], Status.PARTLY, Side.NONE),
        ([S.GRANTED, S.WITHDRAWN], Status.GRANTED, Side.NONE),
        ([S.REFUSED, S.REOPENED], Status.REOPENED, Side.PLATFORM),
        ([S.WITHDRAWN], Status.CLOSED, Side.NONE),
    ],
)
def test_a_cases_status_and_turn_follow_from_its_submissions(statuses, status, turn):
    assert workflow.status_of(statuses) == status
    assert workflow.turn_of(statuses) == turn


def test_a_case_that_was_filed_once_is_never_a_draft_again():
    assert workflow.status_of([S.PREPARED], filed_before=True) == Status.WAITING


@given(STATUSES, st.booleans())
def test_the_order_of_the_submissions_never_matters(statuses, filed):
    backwards = statuses[::-1]

    assert workflow.status_of(statuses, filed_before=filed) == workflow.status_of(backwards, filed_before=filed)
    assert workflow.turn_of(statuses) == workflow.turn_of(backwards)


@given(STATUSES.filter(lambda statuses: any(status != S.WITHDRAWN for status in statuses)), st.booleans())
def test_a_withdrawn_submission_changes_nothing_for_the_others(statuses, filed):
    more = [*statuses, S.WITHDRAWN]

    assert workflow.status_of(more, filed_before=filed) == workflow.status_of(statuses, filed_before=filed)
    assert workflow.turn_of(more) == workflow.turn_of(statuses)


@given(STATUSES, st.booleans())
def test_status_and_turn_never_contradict_each_other(statuses, filed):
    status = workflow.status_of(statuses, filed_before=filed)
    turn = workflow.turn_of(statuses)

    if status in {Status.DRAFT, Status.WAITING}:
        assert turn == Side.BRAND
    if status in workflow.CASE_DECIDED | {Status.CLOSED}:
        assert turn == Side.NONE
    if status == Status.REOPENED:
        assert turn in {Side.PLATFORM, Side.BRAND}
    if turn == Side.NONE:
        assert status in workflow.CASE_DECIDED | {Status.CLOSED}


@given(STATUSES, st.booleans())
def test_a_closed_case_is_closed_and_nobodys_turn(statuses, filed):
    assert workflow.status_of(statuses, closed=True, filed_before=filed) == Status.CLOSED
    assert workflow.turn_of(statuses, closed=True) == Side.NONE


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=30))
def test_no_row_of_moves_leads_to_a_case_that_is_decided_and_undecided_at_once(names):
    status = S.PREPARED
    for name in names:
        if status in MOVES[name].start:
            status = workflow.check(name, status)

    decided = workflow.status_of([status], filed_before=True) in workflow.CASE_DECIDED
    assert decided == (status in workflow.DECIDED)


L = EscalationLevel
NOT_CLOSED = set(Status) - {Status.CLOSED}
AFTER_FILING = NOT_CLOSED - {Status.DRAFT}
CASE_ALLOWED = {
    "prioritise": NOT_CLOSED,
    "to_manager": AFTER_FILING,
    "to_legal": AFTER_FILING,
    "back_to_manager": AFTER_FILING,
    "back_to_support": AFTER_FILING,
    "merge": NOT_CLOSED,
    "unmerge": {Status.CLOSED},
    "close": {Status.GRANTED, Status.PARTLY, Status.REFUSED},
    "unclose": {Status.CLOSED},
}
LEVELS = {
    "to_manager": {L.SUPPORT: L.ACCOUNT_MANAGER},
    "to_legal": {L.SUPPORT: L.LEGAL, L.ACCOUNT_MANAGER: L.LEGAL},
    "back_to_manager": {L.LEGAL: L.ACCOUNT_MANAGER},
    "back_to_support": {L.ACCOUNT_MANAGER: L.SUPPORT, L.LEGAL: L.SUPPORT},
}


@pytest.mark.parametrize("name", workflow.CASE_MOVES)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("level", EscalationLevel)
def test_every_move_of_the_case_from_every_status_and_level_is_as_written_here(name, status, level):
    levels = LEVELS.get(name, {each: each for each in EscalationLevel})
    if status in CASE_ALLOWED[name] and level in levels:
        assert workflow.check_case(name, status, level) == levels[level]
    else:
        with pytest.raises(WrongStatus):
            workflow.check_case(name, status, level)


def test_this_table_knows_every_move_of_the_case():
    assert CASE_ALLOWED.keys() == workflow.CASE_MOVES.keys()


@pytest.mark.parametrize("level", EscalationLevel)
@pytest.mark.parametrize("to", EscalationLevel)
def test_one_move_leads_from_a_level_to_another(level, to):
    if level == to:
        with pytest.raises(WrongStatus):
            workflow.level_move(level, to)
    else:
        assert LEVELS[workflow.level_move(level, to)][level] == to


def test_only_an_escalation_makes_the_platform_owe_its_first_answer_anew():
    restarting = {move.name for move in workflow.CASE_MOVES.values() if move.clock == "restarts"}
    assert restarting == {"to_manager", "to_legal"}


def test_only_the_brand_ends_a_case():
    assert workflow.CASE_MOVES["close"].by == {Side.BRAND}
