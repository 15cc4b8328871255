"""The ladder proposes a level up where its rules say so, tells why, and leaves the decision to a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.ladder.rules import defaults, sentences, thresholds_of
from branddesk.cases.models import Breach, LadderProposal, Message
from branddesk.cases.services import ladder
from branddesk.cases.services.handling import escalate_case
from branddesk.cases.tests.factories import make_case, make_listing, make_message, make_submission
from branddesk.core import clock
from branddesk.core.enums import EscalationLevel, Priority, Route, Side, Status, SubmissionStatus
from branddesk.core.errors import DomainError, NotAllowed, Stale, WrongStatus
from branddesk.foundation.journal.revisions import newest_seq, revisions_of
from branddesk.foundation.journal.selectors import entries_for
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

FILED = datetime(2026, 11, 16, 6, tzinfo=UTC)
"""A Monday morning in Moscow."""


@pytest.fixture
def desk(cast):
    return make_marketplace(operator=cast.platform, slug="verba")


@pytest.fixture
def case(cast, desk):
    with clock.at(FILED):
        case = make_case(
            brand=make_brand(members=[cast.alice]),
            created_by=cast.alice,
            marketplace=desk,
            status=Status.SUBMITTED,
        )
        make_submission(case=case, listing=make_listing(case=case, seller="shop-0"))
    return case


def review(day):
    """The desk looks at everything on that day of November, in the evening."""
    with clock.at(datetime(2026, 11, day, 16, tzinfo=UTC)):
        return ladder.review_cases()


def of(case, side=Side.BRAND):
    return LadderProposal.objects.get(case=case, side=side, settled_at=None)


def test_a_case_without_a_first_answer_is_proposed_to_both_sides(case):
    assert review(16) == 0
    assert review(18) == 2

    found = of(case)
    assert found.level == EscalationLevel.ACCOUNT_MANAGER
    assert sentences(found.findings) == ["The platform has not answered for 3 working days."]
    assert of(case, Side.PLATFORM).findings == found.findings


def test_looking_again_makes_nothing_new_and_keeps_the_numbers_fresh(case):
    review(18)

    assert review(19) == 0
    assert of(case).findings == {"unanswered": 4}


def test_weekends_and_holidays_are_no_silence(cast, case):
    make_message(case=case, side=Side.PLATFORM, author=cast.moderator, happened_at=FILED + timedelta(days=4))

    assert review(22) == 0
    assert review(25) == 0
    assert review(26) == 2
    assert sentences(of(case).findings) == ["The platform has said nothing more for 5 working days."]


def test_notes_of_the_platform_are_no_answer(cast, case):
    make_message(case=case, side=Side.PLATFORM, author=cast.moderator, kind=Message.Kind.NOTE, happened_at=FILED)

    review(18)

    assert of(case).findings == {"unanswered": 3}


def test_an_answer_lets_the_proposal_lapse(cast, case):
    review(18)
    make_message(case=case, side=Side.PLATFORM, author=cast.moderator, happened_at=FILED + timedelta(days=2, hours=5))

    review(19)

    assert not LadderProposal.objects.filter(settled_at=None).exists()
    assert set(LadderProposal.objects.values_list("outcome", flat=True)) == {LadderProposal.Outcome.LAPSED}


def test_a_case_that_waits_for_the_brand_or_is_decided_climbs_nowhere(case):
    review(18)
    case.status, case.turn = Status.WAITING, Side.BRAND
    case.save()

    review(19)

    assert not LadderProposal.objects.filter(settled_at=None).exists()


def test_priority_amount_and_repeat_offenders_count_from_the_first_day(cast, case, desk):
    case.priority = Priority.URGENT
    case.save()
    for _n in range(2):
        make_listing(case=case, price=Decimal(200_000), seller="shop-1")
    for number in range(2):
        with clock.at(FILED - timedelta(days=30 + number)):
            old = make_case(brand=case.brand, marketplace=desk, status=Status.CLOSED, created_by=cast.alice)
            make_submission(case=old, listing=make_listing(case=old, seller="shop-1"), status=SubmissionStatus.GRANTED)

    review(16)

    assert of(case).findings == {"priority": 4, "amount": 400_000, "repeated": 2}
    assert [words for words in sentences(of(case).findings) if "earlier cases" in words]


def test_another_brands_success_says_nothing_of_this_seller(cast, case, desk):
    make_listing(case=case, seller="shop-1")
    for _n in range(3):
        with clock.at(FILED - timedelta(days=30)):
            old = make_case(marketplace=desk, status=Status.CLOSED)
            make_submission(case=old, listing=make_listing(case=old, seller="shop-1"), status=SubmissionStatus.GRANTED)

    assert review(16) == 0


def test_a_broken_promise_is_named(case):
    Breach.objects.create(case=case, what=Breach.What.RESPONSE, due_at=FILED + timedelta(hours=8))

    review(16)

    assert sentences(of(case).findings) == ["1 promise was not kept in time."]


def test_by_cabinet_only_the_brand_is_told(cast):
    ozon = make_marketplace(route=Route.CABINET)
    with clock.at(FILED):
        case = make_case(
            marketplace=ozon,
            status=Status.SUBMITTED,
            brand=make_brand(members=[cast.alice]),
            created_by=cast.alice,
        )

    assert review(18) == 1
    assert of(case).side == Side.BRAND


def test_one_click_escalates_with_the_reasons_and_twice_changes_nothing(cast, case):
    review(18)
    proposal = of(case)

    for _n in range(2):
        raised = ladder.escalate_as_proposed(actor=cast.alice, proposal=proposal)

    assert raised.level == EscalationLevel.ACCOUNT_MANAGER
    entries = [entry for entry in entries_for(case) if entry.action == "case.escalated"]
    assert [entry.text("reason") for entry in entries] == ["The platform has not answered for 3 working days."]
    assert not LadderProposal.objects.filter(settled_at=None).exists()


def test_after_going_up_the_clock_of_the_ladder_starts_anew(cast, case):
    review(18)
    with clock.at(datetime(2026, 11, 18, 16, tzinfo=UTC)):
        ladder.escalate_as_proposed(actor=cast.alice, proposal=of(case))

    assert review(19) == 0
    assert review(21) == 2
    assert of(case).level == EscalationLevel.LEGAL


def test_a_dismissal_needs_a_reason_is_kept_and_not_brought_up_again_for_a_while(cast, case):
    review(18)
    proposal = of(case)
    with pytest.raises(DomainError, match="Say why"):
        ladder.dismiss_proposal(actor=cast.alice, proposal=proposal, reason=" ")

    with clock.at(datetime(2026, 11, 18, 17, tzinfo=UTC)):
        ladder.dismiss_proposal(actor=cast.alice, proposal=proposal, reason="Agreed by phone: Friday")

    entry = entries_for(case).last()
    assert (entry.action, entry.facts["side"], entry.text("reason")) == (
        "case.ladder-dismissed",
        "brand",
        "Agreed by phone: Friday",
    )
    assert review(20) == 0
    assert of(case, Side.PLATFORM)
    assert review(26) == 1


def test_a_new_reason_breaks_the_quiet(cast, case):
    review(18)
    with clock.at(datetime(2026, 11, 18, 17, tzinfo=UTC)):
        ladder.dismiss_proposal(actor=cast.alice, proposal=of(case), reason="Friday")
    Breach.objects.create(case=case, what=Breach.What.RESPONSE, due_at=FILED + timedelta(hours=8))

    assert review(19) == 1


def test_whoever_only_reads_decides_nothing_and_the_other_side_neither(cast, case):
    review(18)

    with pytest.raises(NotAllowed):
        ladder.escalate_as_proposed(actor=cast.viewer, proposal=of(case))
    with pytest.raises(NotAllowed):
        ladder.dismiss_proposal(actor=cast.viewer, proposal=of(case), reason="x")
    with pytest.raises(WrongStatus):
        ladder.dismiss_proposal(actor=cast.moderator, proposal=of(case), reason="x")


def test_a_proposal_settled_by_hand_can_no_longer_be_taken(cast, case):
    review(18)
    proposal = of(case)
    escalate_case(actor=cast.alice, case=case, level=EscalationLevel.LEGAL, reason="Court")

    review(18)

    with pytest.raises(WrongStatus):
        ladder.dismiss_proposal(actor=cast.alice, proposal=proposal, reason="x")


def test_thresholds_are_set_by_the_operator_and_nobody_is_overlooked(cast, desk, case):
    admin = cast.platform_administrator
    values = defaults() | {"unanswered": 0}
    ladder.save_thresholds(actor=admin, marketplace=desk, values=values)

    assert thresholds_of(desk)["unanswered"] == 0
    assert review(18) == 0
    assert desk.ladder_terms.count() == 1

    with pytest.raises(NotAllowed):
        ladder.save_thresholds(actor=cast.administrator, marketplace=desk, values=values)
    with pytest.raises(DomainError, match="priority"):
        ladder.save_thresholds(actor=admin, marketplace=desk, values=values | {"priority": 9})
    other = type(admin).objects.get(pk=admin.pk)
    other.pk, other.email = None, "second@verba.example"
    other.save()
    seen = newest_seq(revisions_of(desk, "ladder"))
    ladder.save_thresholds(actor=other, marketplace=desk, values=defaults(), seen=seen)
    with pytest.raises(Stale):
        ladder.save_thresholds(actor=admin, marketplace=desk, values=values, seen=seen)


def test_a_look_at_many_cases_costs_few_queries(cast, desk, django_assert_max_num_queries):
    brand = make_brand(members=[cast.alice])
    with clock.at(FILED):
        for _n in range(20):
            make_listing(
                case=make_case(brand=brand, marketplace=desk, status=Status.SUBMITTED, created_by=cast.alice),
                price=1000,
            )
    assert review(18) == 40

    with django_assert_max_num_queries(12):
        assert review(18) == 0
