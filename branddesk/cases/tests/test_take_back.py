"""What was sent may be taken back for some seconds; until then the other side knows nothing of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases import selectors
from branddesk.cases.models import Message
from branddesk.cases.services import (
    answer_request,
    ask_for_information,
    at_once,
    close_case,
    decide,
    release_due,
    release_message,
    reopen_case,
    send_message,
    take_back,
    withdraw_submission,
)
from branddesk.cases.tests.factories import make_case, make_case_exhibit, make_submission
from branddesk.core import clock
from branddesk.core.enums import Reason, Side, Status, SubmissionStatus
from branddesk.core.errors import NotAllowed, Stale, WrongStatus
from branddesk.evidence.models import Share
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.foundation.journal.selectors import entries_for
from branddesk.foundation.journal.verify import verify_journal
from branddesk.foundation.live.models import Event
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hold(settings):
    settings.SEND_HOLD_SECONDS = 10
    settings.TASKS = DATABASE_QUEUE


@pytest.fixture
def make_one(cast):
    brand = make_brand(members=[cast.alice])
    market = make_marketplace(operator=cast.platform, reopen_days=14)

    def make(status, submission):
        case = make_case(assignee=cast.alice, brand=brand, marketplace=market, moderator=cast.moderator, status=status)
        make_submission(case=case, status=submission)
        return case

    return make


@pytest.fixture
def case(make_one):
    return make_one(Status.IN_REVIEW, SubmissionStatus.IN_REVIEW)


def later(seconds=11):
    return clock.at(clock.now() + timedelta(seconds=seconds))


def said(case, reader):
    return [item.message.body for item in selectors.timeline(case, reader) if item.message]


def decide_now(actor, case, **fields):
    fields = {"outcome": "granted", "reason": Reason.COUNTERFEIT, "text": "Да."} | fields
    return decide(actor=actor, case=case, **fields)


def test_what_is_held_is_seen_on_its_own_side_alone(cast, case):
    exhibit = make_exhibit(brand=case.brand, sealed_by=cast.alice)

    send_message(actor=cast.alice, case=case, text="Есть новости?", exhibits=[exhibit])

    assert said(case, cast.bob) == ["Есть новости?"]
    assert said(case, cast.moderator) == []
    assert not Notice.objects.exists()
    assert not Share.objects.exists()
    assert not case.exhibit_links.exists()
    assert {event.channel for event in Event.objects.all()} == {f"side:{case.number}-brand"}
    assert not entries_for(case).exists()


def test_when_its_moment_has_come_it_leaves_with_everything_that_follows(cast, case):
    exhibit = make_exhibit(brand=case.brand, sealed_by=cast.alice)
    message = send_message(actor=cast.alice, case=case, text="Есть новости?", exhibits=[exhibit])

    with later():
        assert release_message(pk=message.pk)

    assert said(case, cast.moderator) == ["Есть новости?"]
    assert Notice.objects.get().person == cast.moderator
    assert Share.objects.get().exhibit == exhibit
    assert [entry.action for entry in entries_for(case)] == ["case.messaged"]


def test_before_its_moment_nothing_leaves_and_after_it_only_once(cast, case):
    message = send_message(actor=cast.alice, case=case, text="Есть новости?")

    assert not release_message(pk=message.pk)
    with later():
        assert release_due() == 1
        assert not release_message(pk=message.pk)

    assert entries_for(case).count() == Notice.objects.count() == 1


def test_the_worker_is_asked_to_let_it_leave_in_the_same_transaction(cast, case):
    message = send_message(actor=cast.alice, case=case, text="Есть новости?")

    job = DBTaskResult.objects.get(task_path="branddesk.cases.tasks.release_message")
    assert job.args_kwargs["args"] == [message.pk]
    assert job.run_after == message.leaves_at


def test_taking_back_leaves_no_trace_for_the_other_side_and_one_in_the_journal(cast, case):
    message = send_message(actor=cast.alice, case=case, text="Есть новсти?")

    back = take_back(actor=cast.alice, message=message)

    assert back.body == "Есть новсти?"
    assert not Message.objects.exists()
    assert [item.code for item in selectors.timeline(case, cast.bob)] == ["case.taken-back"]
    assert selectors.timeline(case, cast.moderator) == []
    with later():
        assert not release_message(pk=message.pk)
    assert verify_journal().ok


def test_only_its_author_takes_it_back_and_only_before_it_left(cast, case):
    message = send_message(actor=cast.alice, case=case, text="Есть новости?")

    with pytest.raises(NotAllowed):
        take_back(actor=cast.bob, message=message)
    with later():
        release_message(pk=message.pk)
    with pytest.raises(WrongStatus):
        take_back(actor=cast.alice, message=message)


def test_an_answer_moves_the_case_only_when_it_leaves(cast, make_one):
    case = make_one(Status.WAITING, SubmissionStatus.WAITING)
    fresh = make_exhibit(brand=case.brand, sealed_by=cast.alice)
    make_case_exhibit(case=case, exhibit=fresh)

    answer_request(actor=cast.alice, case=case, text="Вот выписка.", version=case.version, form_key=uuid4())
    case.refresh_from_db()
    assert (case.status, case.version) == (Status.WAITING, 1)

    with later():
        release_due(case=case)
    case.refresh_from_db()
    assert case.status == Status.IN_REVIEW
    assert case.messages.get().exhibits.get() == fresh


@pytest.mark.parametrize("outcome", ["granted", "partly", "refused"])
def test_a_decision_is_recorded_only_when_it_leaves(cast, case, outcome):
    reason = Reason.NO_VIOLATION if outcome == "refused" else Reason.COUNTERFEIT
    decide_now(cast.moderator, case, outcome=outcome, reason=reason)

    case.refresh_from_db()
    assert case.status == Status.IN_REVIEW
    assert said(case, cast.alice) == []

    with later():
        release_due()
    case.refresh_from_db()
    assert case.status == outcome
    assert case.submissions.get().reason == reason
    assert said(case, cast.alice) == ["Да."]


def test_a_question_keeps_its_day_while_it_is_held(cast, case):
    due = clock.now() + timedelta(days=3)
    ask_for_information(actor=cast.moderator, case=case, reason=Reason.PROOF_INSUFFICIENT, text="Чек?", due_at=due)

    with later():
        release_due()

    case.refresh_from_db()
    assert (case.status, case.brand_due_at) == (Status.WAITING, due)


def test_reopening_is_held_too(cast, make_one):
    case = make_one(Status.REFUSED, SubmissionStatus.REFUSED)
    reopen_case(actor=cast.alice, case=case, reason="Продавец сменил имя.", form_key=uuid4())

    case.refresh_from_db()
    assert case.status == Status.REFUSED
    with later():
        release_due()
    case.refresh_from_db()
    assert case.status == Status.REOPENED


def test_what_cannot_be_done_any_more_comes_back_to_its_author_as_a_note(cast, case):
    decide_now(cast.moderator, case)
    withdraw_submission(actor=cast.alice, submission=case.submissions.get(), reason="Gone.")

    with later():
        assert release_due() == 0

    message = case.messages.get()
    assert message.is_unsent
    assert (message.kind, message.body) == (Message.Kind.NOTE, "Да.")
    assert "Да." in said(case, cast.moderator)
    assert "Да." not in said(case, cast.alice)
    assert Notice.objects.filter(code="case.returned").get().person == cast.moderator
    assert case.submissions.get().status == SubmissionStatus.WITHDRAWN
    assert verify_journal().ok


def test_whoever_may_no_longer_send_it_gets_it_back(cast, case):
    send_message(actor=cast.alice, case=case, text="Есть новости?")
    cast.alice.role = "viewer"
    cast.alice.save()

    with later():
        release_due()

    assert case.messages.get().is_unsent
    assert said(case, cast.moderator) == []


def test_a_colleague_does_not_answer_into_an_answer_that_is_about_to_leave(cast, case):
    nina = make_user(name="Nina", organisation=cast.platform)
    decide_now(cast.moderator, case, version=1)

    with pytest.raises(Stale, match="Mila has just sent an answer"):
        decide_now(nina, case, outcome="refused", reason=Reason.NO_VIOLATION, version=1)
    send_message(actor=nina, case=case, text="Проверяем.")

    assert case.messages.count() == 2


def test_the_same_form_sent_twice_is_held_once(cast, case):
    key = uuid4()
    for _click in range(2):
        send_message(actor=cast.alice, case=case, text="Есть новости?", form_key=key)

    assert case.messages.count() == 1


def test_notes_and_what_is_told_anew_are_never_held(cast, make_one):
    case = make_one(Status.GRANTED, SubmissionStatus.GRANTED)
    with at_once():
        send_message(actor=cast.alice, case=case, text="Спасибо.")

    assert not case.messages.get().is_held
    assert close_case(actor=cast.alice, case=case).status == Status.CLOSED


def test_opening_the_case_lets_leave_what_is_due_without_a_worker(client, cast, case):
    send_message(actor=cast.alice, case=case, text="Есть новости?")
    client.force_login(cast.moderator)
    address = reverse("cases:detail", args=[case.number])

    assert "Есть новости?" not in client.get(address).content.decode()
    with later():
        assert "Есть новости?" in client.get(address).content.decode()


def test_the_page_says_when_it_leaves_and_offers_its_author_to_take_it_back(client, cast, case):
    message = send_message(actor=cast.alice, case=case, text="Есть новости?")
    address = reverse("cases:take_back", args=[case.number, message.pk])
    pages = {}
    for person in (cast.alice, cast.bob):
        client.force_login(person)
        pages[person.name] = client.get(reverse("cases:detail", args=[case.number])).content.decode()

    assert "leaves in 10 s" in pages["Alice"]
    assert address in pages["Alice"]
    assert "leaves in 10 s" in pages["Bob"]
    assert address not in pages["Bob"]


def test_what_was_taken_back_stands_in_its_box_again_with_its_exhibits(client, cast, case):
    exhibit = make_exhibit(brand=case.brand, sealed_by=cast.alice)
    message = send_message(actor=cast.alice, case=case, text="Есть новсти?", exhibits=[exhibit])
    client.force_login(cast.alice)

    shown = client.post(reverse("cases:take_back", args=[case.number, message.pk]), follow=True).content.decode()

    assert ">Есть новсти?</textarea>" in shown
    assert f'value="{exhibit.key}" checked' in shown


def test_a_decision_taken_back_stands_in_the_form_as_it_was_chosen(client, cast, case):
    client.force_login(cast.moderator)
    decide_now(cast.moderator, case, outcome="refused", reason=Reason.NO_VIOLATION, text="Нет нарушения.")

    shown = client.post(
        reverse("cases:take_back", args=[case.number, case.messages.get().pk]), follow=True
    ).content.decode()

    assert "Нет нарушения.</textarea>" in shown
    assert 'value="refused" data-key="r" checked' in shown
    assert f'value="{Reason.NO_VIOLATION}" selected' in shown


def test_nobody_takes_back_what_is_not_theirs_to_see(client, cast, case):
    message = send_message(actor=cast.alice, case=case, text="Есть новости?")
    client.force_login(cast.moderator)

    assert client.post(reverse("cases:take_back", args=[case.number, message.pk])).status_code == 404
    assert message.side == Side.BRAND
