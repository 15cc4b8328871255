"""Who is told of what happens to a case, and whose pages refresh."""

from __future__ import annotations

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.apps import NOTICES
from branddesk.cases.services import add_note, close_case, decide, send_message, submit_case
from branddesk.cases.tests.factories import make_case, make_message, make_ready_case, make_submission
from branddesk.core.enums import Reason, Side, Status
from branddesk.foundation.live import channels
from branddesk.foundation.live.models import Event
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    case = make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.IN_REVIEW,
        moderator=cast.moderator,
    )
    make_submission(case=case, status="review")
    return case


def told():
    return {(notice.person.name, notice.code) for notice in Notice.objects.select_related("person")}


def test_nobody_is_told_of_what_they_did_themselves(cast, case):
    send_message(actor=cast.alice, case=case, text="Есть новости?")

    assert told() == {("Mila", "case.messaged")}


def test_a_new_case_is_told_to_every_moderator_of_the_marketplace(cast):
    make_user(name="Nina", organisation=cast.platform)
    make_user(name="Gone", organisation=cast.platform, is_active=False)
    make_user(name="Elsewhere", role=Role.MODERATOR)
    market = make_marketplace(operator=cast.platform)

    submit_case(actor=cast.alice, case=make_ready_case(actor=cast.alice, marketplace=market))

    assert told() == {("Mila", "case.submitted"), ("Nina", "case.submitted")}


def test_a_decision_is_told_to_all_who_took_part_and_still_see_the_case(cast, case):
    make_message(case=case, author=cast.bob, side=Side.BRAND)
    left = make_user(name="Left the agency")
    make_message(case=case, author=left, side=Side.BRAND)

    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")

    assert told() == {("Alice", "case.granted"), ("Bob", "case.granted")}


def test_a_partial_decision_is_not_told_as_the_whole(cast, case):
    make_submission(case=case, status="review")

    decide(
        actor=cast.moderator,
        case=case,
        outcome="granted",
        reason=Reason.COUNTERFEIT,
        text="Скрыта.",
        submissions=case.submissions.all()[:1],
    )

    assert told() == {("Alice", "case.decided-so-far")}


def test_a_note_is_told_to_colleagues_who_take_part(cast, case):
    add_note(actor=cast.bob, case=case, text="Same INN.")

    assert told() == {("Alice", "case.noted")}


def test_a_notice_leads_to_its_case_and_names_it(cast, case):
    send_message(actor=cast.moderator, case=case, text="Проверяем.")

    notice = Notice.objects.get()
    assert case.number in notice.url
    assert notice.sentence == f"Mila wrote on {case.number}: {case.subject}"


def test_every_notice_has_words_for_all_its_places():
    for text in NOTICES.values():
        assert "%(" not in str(text) % {"number": "BD-1", "subject": "Fake", "who": "Alice"}


def test_every_change_refreshes_the_open_pages_of_the_case(cast, case):
    send_message(actor=cast.alice, case=case, text="Есть новости?")
    decide(actor=cast.moderator, case=case, outcome="granted", reason=Reason.COUNTERFEIT, text="Скрыта.")
    close_case(actor=cast.alice, case=case)

    events = Event.objects.filter(channel=f"case:{case.number}", kind="changed")
    assert [event.data for event in events] == [{"number": case.number}] * 3


def test_only_those_who_see_a_case_may_watch_it(cast, case):
    draft = make_case(assignee=cast.alice, brand=case.brand, marketplace=case.marketplace)

    def watches(person, watched):
        return f"case:{watched.number}" in channels.allowed(person, [f"case:{watched.number}"])

    assert watches(cast.alice, case)
    assert watches(cast.moderator, case)
    assert watches(cast.alice, draft)
    assert not watches(cast.moderator, draft)
    assert not watches(cast.mallory, case)
