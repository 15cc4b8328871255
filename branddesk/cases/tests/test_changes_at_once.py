"""Several people, or several clicks, at the same moment."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases import workflow
from branddesk.cases.models import Case, Message, Tag
from branddesk.cases.services import (
    add_tag,
    answer_request,
    ask_for_information,
    attach_exhibit,
    close_case,
    decide,
    open_draft,
    release_due,
    send_message,
    submit_case,
    take_back,
    take_case,
    withdraw_submission,
)
from branddesk.cases.services.review import take_next
from branddesk.cases.tests.factories import make_case, make_message, make_ready_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import Reason, Status
from branddesk.core.errors import DomainError, Stale, WrongStatus
from branddesk.core.tests.together import at_once
from branddesk.evidence.models import Share
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.journal.verify import verify_journal
from branddesk.stores.tests.factories import make_marketplace


@pytest.fixture
def cast(transactional_db, cast):
    return cast


@pytest.fixture
def case(cast):
    case = make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.IN_REVIEW,
    )
    for _n in range(2):
        make_submission(case=case, status="review")
    return case


def test_of_two_moderators_who_decide_at_once_one_decides_and_the_other_is_told(cast, case):
    nina = make_user(name="Nina", organisation=cast.platform)

    def judge(actor, outcome, reason):
        return lambda: decide(
            actor=actor,
            case=case,
            outcome=outcome,
            reason=reason,
            text="Ответ.",
            version=case.version,
            form_key=uuid4(),
        )

    results = at_once(judge(cast.moderator, "granted", Reason.COUNTERFEIT), judge(nina, "refused", Reason.NO_VIOLATION))

    assert [type(result) for result in results if isinstance(result, DomainError)] in ([Stale], [WrongStatus])
    assert case.messages.filter(kind=Message.Kind.DECISION).count() == 1
    assert len({row.status for row in case.submissions.all()}) == 1


def test_of_two_moderators_who_take_a_case_at_once_one_has_it(cast, case):
    nina = make_user(name="Nina", organisation=cast.platform)

    results = at_once(*(lambda actor=actor: take_case(actor=actor, case=case) for actor in (cast.moderator, nina)))

    assert sum(isinstance(result, WrongStatus) for result in results) == 1
    case.refresh_from_db()
    assert case.moderator in (cast.moderator, nina)


def test_a_form_sent_four_times_at_once_says_one_thing(cast, case):
    key = uuid4()

    results = at_once(
        *[lambda: send_message(actor=cast.alice, case=case, text="Есть новости?", form_key=key) for _n in range(4)]
    )

    assert {result.pk for result in results} == {case.messages.get().pk}


def test_a_case_submitted_twice_at_once_is_submitted_once(cast):
    market = make_marketplace(operator=cast.platform)
    draft = make_ready_case(actor=cast.alice, marketplace=market, listings=2)

    at_once(*[lambda: submit_case(actor=cast.alice, case=draft, version=draft.version) for _n in range(3)])

    assert draft.submissions.count() == 2
    assert draft.messages.count() == 1
    assert Share.objects.count() == draft.exhibit_links.count()


def test_cases_opened_at_once_have_numbers_of_their_own(cast):
    brand, market = make_brand(members=[cast.alice]), make_marketplace()

    opened = at_once(*[lambda: open_draft(actor=cast.alice, brand=brand, marketplace=market) for _n in range(6)])

    assert len({case.number for case in opened}) == Case.objects.count() == 6


def test_a_form_for_a_new_case_sent_three_times_at_once_opens_one(cast):
    brand, market, key = make_brand(members=[cast.alice]), make_marketplace(), uuid4()

    opened = at_once(
        *[lambda: open_draft(actor=cast.alice, brand=brand, marketplace=market, form_key=key) for _n in range(3)]
    )

    assert {case.pk for case in opened} == {Case.objects.get().pk}


def test_take_next_sent_three_times_at_once_takes_one(cast, case):
    key = uuid4()
    Case.objects.update(status=Status.SUBMITTED)
    make_case(brand=case.brand, marketplace=case.marketplace, status=Status.SUBMITTED)

    taken = at_once(*[lambda: take_next(actor=cast.moderator, form_key=key) for _n in range(3)])

    assert len({each.pk for each in taken}) == 1
    assert Case.objects.filter(moderator=cast.moderator).count() == 1


def test_a_message_taken_back_at_the_moment_it_leaves_is_either_gone_or_sent_once(cast, case):
    for _time in range(3):
        held = make_message(
            case=case,
            author=cast.alice,
            leaves_at=clock.now() - timedelta(seconds=1),
            effect={"action": "message"},
        )

        results = at_once(
            lambda: release_due(case=case),
            partial(take_back, actor=cast.alice, message=held),
            partial(take_back, actor=cast.alice, message=held),
            lambda: release_due(case=case),
        )

        taken = [result for result in results[1:3] if not isinstance(result, DomainError)]
        sent = Message.objects.filter(pk=held.pk, leaves_at=None).count()
        assert (len(taken), sent) in {(0, 1), (1, 0)}
        assert Message.objects.filter(pk=held.pk).count() == sent


def test_what_is_ended_twice_at_once_by_one_person_is_ended_once_and_refused_to_nobody(cast, case):
    first, second = case.submissions.all()
    rest = make_case(brand=case.brand, marketplace=case.marketplace, status=Status.GRANTED)
    make_submission(case=rest, status="granted")

    withdrawn = at_once(
        *[lambda: withdraw_submission(actor=cast.alice, submission=first, reason="Gone.") for _n in range(3)]
    )
    closed = at_once(*[lambda: close_case(actor=cast.alice, case=rest) for _n in range(3)])

    assert {row.pk for row in withdrawn} == {first.pk}
    assert {row.pk for row in closed} == {rest.pk}
    actions = [entry.action for each in (case, rest) for entry in entries_for(each)]
    assert actions == ["case.withdrawn", "case.closed"]
    second.refresh_from_db()
    assert second.status == "review"


def test_a_tag_that_is_new_to_two_cases_at_once_is_one_tag(cast, case):
    other = make_case(brand=case.brand, marketplace=case.marketplace, status=Status.IN_REVIEW)

    at_once(*[lambda each=each: add_tag(actor=cast.alice, case=each, name="fakes") for each in (case, other)])

    assert Tag.objects.get().case_links.count() == 2


def test_an_exhibit_attached_twice_at_once_is_attached_once(cast):
    draft = make_case(assignee=cast.alice)
    exhibit = make_exhibit(brand=draft.brand, sealed_by=cast.alice)

    at_once(*[lambda: attach_exhibit(actor=cast.alice, case=draft, exhibit=exhibit) for _n in range(3)])

    assert draft.exhibit_links.count() == 1


def test_whatever_happens_at_once_the_case_agrees_with_its_submissions_and_its_journal(cast, case):
    first, second = case.submissions.all()
    calls = [
        lambda: withdraw_submission(actor=cast.alice, submission=first, reason="Gone."),
        lambda: ask_for_information(
            actor=cast.moderator, case=case, reason=Reason.PROOF_INSUFFICIENT, text="Чек?", submissions=[second]
        ),
        lambda: answer_request(actor=cast.alice, case=case, text="Вот."),
        lambda: decide(
            actor=cast.moderator,
            case=case,
            outcome="granted",
            reason=Reason.COUNTERFEIT,
            text="Да.",
            submissions=[first],
        ),
        lambda: send_message(actor=cast.bob, case=case, text="Спасибо."),
    ]

    at_once(*calls, *calls)

    case.refresh_from_db()
    statuses = [row.status for row in case.submissions.all()]
    assert case.status == workflow.status_of(statuses, closed=case.closed_at is not None, filed_before=True)
    assert case.turn == workflow.turn_of(statuses)
    versions = [entry.facts["version"] for entry in entries_for(case)]
    assert versions == list(range(2, case.version + 1))
    assert verify_journal().ok, verify_journal().lines
