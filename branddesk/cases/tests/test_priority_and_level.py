"""How urgent a case is, who looks at it, and who may say so."""

from __future__ import annotations

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases import events, permissions, workflow
from branddesk.cases.models import Case
from branddesk.cases.selectors import timeline
from branddesk.cases.services import escalate_case, lower_case, set_priority
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core.enums import EscalationLevel, Priority, Route, Status
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

MANAGER, LEGAL, SUPPORT = EscalationLevel.ACCOUNT_MANAGER, EscalationLevel.LEGAL, EscalationLevel.SUPPORT


@pytest.fixture
def case(cast):
    return with_status(cast, Status.IN_REVIEW)


def with_status(cast, status, **fields):
    case = make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=status,
        moderator=None if status == Status.DRAFT else cast.moderator,
        **fields,
    )
    if status == Status.IN_REVIEW:
        make_submission(case=case, status="review")
    return case


def told(code):
    return {notice.person.name for notice in Notice.objects.filter(code=code)}


def sentences(case, reader):
    return [item.text for item in timeline(case, reader)]


def test_the_brand_proposes_a_priority_while_it_writes(cast):
    draft = with_status(cast, Status.DRAFT)

    draft = set_priority(actor=cast.alice, case=draft, priority=Priority.HIGH)

    assert draft.priority == Priority.HIGH


def test_the_platform_weighs_the_priority_of_a_submitted_case(cast, case):
    case = set_priority(actor=cast.moderator, case=case, priority=Priority.LOW)

    assert case.priority == Priority.LOW
    assert sentences(case, cast.alice)[-1] == "Priority: Normal → Low"
    assert told("case.prioritised") == {"Alice"}
    with pytest.raises(WrongStatus, match="platform sets the priority"):
        set_priority(actor=cast.alice, case=case, priority=Priority.HIGH)


def test_where_nobody_answers_here_the_brand_sets_the_priority_itself(cast):
    case = with_status(cast, Status.IN_REVIEW)
    Case.objects.filter(pk=case.pk).update(marketplace=make_marketplace(route=Route.CABINET))

    assert set_priority(actor=cast.alice, case=case, priority=Priority.HIGH).priority == Priority.HIGH


def test_urgent_needs_a_reason_that_both_sides_read(cast, case):
    with pytest.raises(DomainError, match="Say why it is urgent"):
        set_priority(actor=cast.moderator, case=case, priority=Priority.URGENT, reason="  ")

    case = set_priority(actor=cast.moderator, case=case, priority=Priority.URGENT, reason="Дети в опасности")

    assert sentences(case, cast.alice)[-1] == "Priority: Normal → Urgent. Дети в опасности"


def test_the_same_priority_again_changes_nothing(cast, case):
    assert set_priority(actor=cast.moderator, case=case, priority=Priority.NORMAL).version == case.version


def test_a_priority_that_there_is_not_is_refused(cast, case):
    with pytest.raises(DomainError, match="Choose a priority"):
        set_priority(actor=cast.moderator, case=case, priority=9)


def test_either_side_escalates_with_a_reason(cast, case):
    with pytest.raises(DomainError, match="Say why"):
        escalate_case(actor=cast.alice, case=case, level=MANAGER, reason=" ")

    case = escalate_case(actor=cast.alice, case=case, level=MANAGER, reason="Silent for nine days")
    case = escalate_case(actor=cast.moderator, case=case, level=LEGAL, reason="A court asked")

    assert case.level == LEGAL
    assert case.escalated_by == cast.moderator
    assert sentences(case, cast.alice)[-2:] == [
        "Escalated to “Account manager”: Silent for nine days",
        "Escalated to “Legal”: A court asked",
    ]


def test_an_escalation_is_announced_with_the_level_before(cast, case):
    heard = []

    def hear(sender, *, case, before, **kwargs):
        heard.append((before, case.level))

    events.case_escalated.connect(hear)
    try:
        escalate_case(actor=cast.alice, case=case, level=MANAGER, reason="Silent")
    finally:
        events.case_escalated.disconnect(hear)

    assert heard == [(SUPPORT, MANAGER)]


def test_the_other_side_and_those_of_the_level_are_told(cast, case):
    make_user(name="Max", organisation=cast.platform, role=Role.ACCOUNT_MANAGER)
    make_user(name="Carla", organisation=cast.merchant, role=Role.COUNSEL)

    escalate_case(actor=cast.alice, case=case, level=MANAGER, reason="Silent")
    assert {"Mila", "Max"} <= told("case.escalated")
    assert "Carla" not in told("case.escalated")

    escalate_case(actor=cast.alice, case=case, level=LEGAL, reason="Still silent")
    assert "Carla" in told("case.escalated")
    assert "Alice" not in told("case.escalated")


def test_an_escalation_is_taken_back_by_the_platform_or_whoever_raised_it(cast, case):
    escalate_case(actor=cast.alice, case=case, level=LEGAL, reason="Silent")

    with pytest.raises(WrongStatus, match="whoever escalated"):
        lower_case(actor=cast.bob, case=case, level=SUPPORT)
    assert lower_case(actor=cast.moderator, case=case, level=MANAGER).level == MANAGER
    case = lower_case(actor=cast.alice, case=case, level=SUPPORT, reason="They answered")

    assert (case.level, case.escalated_by, case.escalated_at) == (SUPPORT, None, None)
    assert sentences(case, cast.moderator)[-1] == "Escalation taken back to “Support”: They answered"
    assert told("case.lowered") == {"Alice", "Mila"}


@pytest.mark.parametrize("level", [SUPPORT, 0, 9])
def test_an_escalation_leads_up_and_nowhere_else(cast, case, level):
    with pytest.raises(DomainError):
        escalate_case(actor=cast.alice, case=case, level=level, reason="Silent")


def test_nobody_who_only_reads_escalates(cast, case):
    with pytest.raises(NotAllowed):
        escalate_case(actor=cast.viewer, case=case, level=MANAGER, reason="Silent")


@pytest.mark.parametrize("status", Status)
def test_the_table_of_permissions_says_the_same_as_the_table_of_moves(cast, status):
    case = with_status(cast, status)
    for person in (cast.alice, cast.moderator):
        if permissions.side_of(person, case) == "none":
            continue
        may = permissions.may(person, case)
        assert may["escalate"] == (status in workflow.CASE_MOVES["to_manager"].start)
        assert may["merge"] == (status in workflow.CASE_MOVES["merge"].start)
        if person == cast.moderator:
            assert may["prioritise"] == (status in workflow.CASE_MOVES["prioritise"].start)
        if person == cast.alice:
            assert may["close"] == (status in workflow.CASE_MOVES["close"].start)
