"""The story of a case: in order, in words, and for each side only what is its own to know."""

from __future__ import annotations

import pytest
from django.utils import translation

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import history, selectors
from branddesk.cases.services import (
    add_listings,
    add_note,
    ask_for_information,
    attach_exhibit,
    change_draft,
    decide,
    hand_over,
    open_draft,
    overrule_warning,
    pass_on,
    submit_case,
    take_case,
    withdraw_submission,
)
from branddesk.cases.tests.factories import make_ready_case
from branddesk.core.enums import Reason
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal.services import erase_private
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(cast):
    return make_marketplace(operator=cast.platform)


@pytest.fixture
def submitted(cast, market):
    return submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market, listings=2))


def codes(case, reader):
    return [item.code for item in selectors.timeline(case, reader)]


def test_the_platform_never_learns_of_the_draft_or_of_the_brands_notes(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market)
    change_draft(actor=cast.alice, case=case, subject="Another name")
    overrule_warning(actor=cast.alice, case=case, code="extract-old", reason="Our lawyer says so.")
    add_note(actor=cast.alice, case=case, text="They hide behind a cousin.")
    hand_over(actor=cast.alice, case=case, assignee=cast.bob)
    case = submit_case(actor=cast.alice, case=case)
    add_note(actor=cast.bob, case=case, text="Let us see.")

    assert codes(case, cast.moderator) == ["case.submitted"]
    shown = repr(selectors.timeline(case, cast.moderator))
    for secret in ("Another name", "lawyer", "cousin", "Let us see"):
        assert secret not in shown


def test_the_brand_never_learns_who_passed_a_case_to_whom_or_what_the_platform_notes(cast, submitted):
    take_case(actor=cast.moderator, case=submitted)
    add_note(actor=cast.moderator, case=submitted, text="Ask the legal team.")
    pass_on(actor=cast.platform_administrator, case=submitted, moderator=cast.moderator)

    assert "case.noted" not in codes(submitted, cast.alice)
    assert "case.passed-on" not in codes(submitted, cast.alice)
    assert "case.taken" in codes(submitted, cast.alice)


def test_small_steps_in_a_row_are_one_line_and_autosaves_are_none(cast, market):
    case = open_draft(actor=cast.alice, brand=make_brand(members=[cast.alice]), marketplace=market)
    for number in (1, 2, 3):
        add_listings(actor=cast.alice, case=case, text=f"https://shop.example.com/item/{number}")
        change_draft(actor=cast.alice, case=case, subject=f"Draft {number}")
    for _n in range(2):
        attach_exhibit(actor=cast.alice, case=case, exhibit=make_exhibit(brand=case.brand, sealed_by=cast.alice))

    texts = [item.text for item in selectors.timeline(case, cast.alice)]

    assert texts == ["Draft opened", "Listings added: 3", "Exhibits attached: 2"]


def test_a_question_stands_with_its_words_and_what_it_did_to_the_status(cast, submitted):
    take_case(actor=cast.moderator, case=submitted)
    ask_for_information(actor=cast.moderator, case=submitted, reason=Reason.PROOF_INSUFFICIENT, text="Чек?")

    question, moved = selectors.timeline(submitted, cast.alice)[-2:]

    assert (question.kind, question.message.body, question.actor) == ("message", "Чек?", cast.moderator)
    assert (moved.kind, moved.text) == ("event", "Status: In review → Waiting for brand")


def test_the_story_is_told_in_the_language_that_is_active(cast, submitted):
    with translation.override("en"):
        item = selectors.timeline(submitted, cast.alice)[0]

    assert item.text == "Submitted to the platform"
    assert all(str(happening.text) for happening in history.HAPPENINGS.values())


def test_a_withdrawal_names_its_listing_and_reason(cast, submitted):
    submission = selectors.submissions_of(submitted).first()
    withdraw_submission(actor=cast.alice, submission=submission, reason="The listing is gone.")

    assert selectors.timeline(submitted, cast.moderator)[-1].text == (
        f"{submission.listing} withdrawn: The listing is gone."
    )


def test_erased_words_leave_the_event_standing(cast, submitted):
    submission = selectors.submissions_of(submitted).first()
    withdraw_submission(actor=cast.alice, submission=submission, reason="Alice's own words.")

    erase_private(actor=None, person=cast.alice)

    assert selectors.timeline(submitted, cast.moderator)[-1].text == f"{submission.listing} withdrawn: –"


def test_the_queries_do_not_grow_with_the_story(cast, market, django_assert_max_num_queries):
    case = submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market, listings=6))
    for row in selectors.submissions_of(case):
        decide(
            actor=cast.moderator,
            case=case,
            outcome="granted",
            reason=Reason.COUNTERFEIT,
            text="Скрыта.",
            submissions=[row],
        )

    with django_assert_max_num_queries(8):
        items = selectors.timeline(case, cast.alice)
        names = [
            (item.actor.name, [e.blob.size for e in item.message.exhibits.all()]) for item in items if item.message
        ]
    assert len(names) == 7
