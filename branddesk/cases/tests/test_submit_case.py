"""Submitting on the desk: ready or not, once or twice, by whom, and what the platform then has."""

from __future__ import annotations

import pytest

from branddesk.cases import selectors
from branddesk.cases.models import Case, Message
from branddesk.cases.services import change_draft, submit_case
from branddesk.cases.tests.factories import make_case, make_ready_case
from branddesk.core.enums import Status
from branddesk.core.errors import DomainError, NotAllowed, Stale, WrongStatus
from branddesk.evidence.models import Exhibit, Share
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.journal.selectors import entries_for
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(cast):
    return make_marketplace(operator=cast.platform)


def test_a_case_with_a_blocker_is_not_submitted_and_says_what_is_missing(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market, right=None)

    with pytest.raises(DomainError, match="cannot be submitted yet") as refusal:
        submit_case(actor=cast.alice, case=case)

    assert len(refusal.value.message) > len("The case cannot be submitted yet. ")
    assert not case.submissions.exists()
    assert not Share.objects.exists()


def test_there_is_one_submission_for_each_listing(cast, market):
    case = submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market, listings=3))

    assert [row.listing for row in selectors.submissions_of(case)] == list(case.listings.all())
    assert case.submitted_at is not None


def test_the_platform_gets_the_exhibits_of_the_case_and_no_others(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market)
    unused = make_exhibit(brand=case.brand, sealed_by=cast.alice)

    case = submit_case(actor=cast.alice, case=case)

    seen = Exhibit.objects.visible_to(cast.moderator)
    assert set(seen) == {link.exhibit for link in case.exhibit_links.all()}
    assert unused not in seen
    assert not case.exhibit_links.filter(sent_at=None).exists()


def test_the_platform_reads_the_case_in_its_own_language(cast, market):
    case = submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market))

    message = case.messages.get()
    assert (message.kind, message.language) == (Message.Kind.SUBMISSION, "ru")
    assert case.statement in message.body
    assert message.exhibits.count() == case.exhibit_links.count()


def test_a_double_click_submits_once(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market)

    first = submit_case(actor=cast.alice, case=case, version=case.version)
    second = submit_case(actor=cast.alice, case=case, version=case.version)

    assert second == first
    assert case.submissions.count() == 1
    assert Notice.objects.filter(person=cast.moderator).count() == 1


def test_a_colleague_who_submits_the_same_case_is_told_that_it_is_done(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market)
    submit_case(actor=cast.alice, case=case, version=case.version)

    with pytest.raises(WrongStatus):
        submit_case(actor=cast.bob, case=case, version=case.version)


def test_a_case_that_a_colleague_changed_meanwhile_is_not_submitted_unread(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market)
    change_draft(actor=cast.bob, case=case, subject="Something else")

    with pytest.raises(Stale, match="Bob"):
        submit_case(actor=cast.alice, case=case, version=case.version)


def test_only_the_brands_representatives_submit(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market)

    for other in (cast.viewer, cast.administrator, cast.mallory, cast.moderator):
        with pytest.raises(NotAllowed):
            submit_case(actor=other, case=case)


def test_the_platform_sees_a_case_from_its_submission_on(cast, market):
    case = make_ready_case(actor=cast.alice, marketplace=market)
    assert not Case.objects.visible_to(cast.moderator).exists()

    submit_case(actor=cast.alice, case=case)

    assert Case.objects.visible_to(cast.moderator).get() == case


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_only_a_draft_is_submitted(cast, status):
    with pytest.raises(WrongStatus):
        submit_case(actor=cast.alice, case=make_case(assignee=cast.alice, status=status))


def test_the_journal_tells_of_the_submission_without_words_of_people(cast, market):
    case = submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market))

    entry = entries_for(case).get(action="case.submitted")
    assert (entry.facts["status_from"], entry.facts["status_to"]) == ("draft", "submitted")
    assert case.statement not in str(entry.facts)
    assert case.statement in entry.text("text")
