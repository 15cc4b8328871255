"""Answering: once, within the rules, followed to its end, and taken back while that is possible."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import httpx2
import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.models import Answer, Complaint
from branddesk.complaints.services import answering, moderating
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.stores.tests.factories import make_store

State, Status = Answer.State, Complaint.Status
WORDS = "Спасибо за отзыв, мы заменим молнию"


@pytest.fixture(autouse=True)
def no_worker(settings):
    settings.TASKS = DATABASE_QUEUE


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def store(alice, brand):
    return make_store(organisation=alice.organisation, brand=brand)


@pytest.fixture
def review(store, brand):
    return make_complaint(brand=brand, store=store)


def own_comment(text=WORDS, **fields):
    return {"id": "k-9", "text": text, "is_owner": True, "is_published": False, "is_rejected": False} | fields


def comments(*rows):
    return {"comments": list(rows), "offset": len(rows)}


def calls_to(there, path):
    return [call for call in there.calls if call.url.path == path]


def test_an_answer_leaves_and_is_moderated_and_published(alice, review, small_ozon):
    small_ozon.answers["/v1/review/comment/create"] = {"comment_id": "k-9"}
    small_ozon.answers["/v1/review/comment/list"] = comments(own_comment(is_published=True))

    answer = answering.answer(actor=alice, complaint=review, text=WORDS)
    outbox.deliver(outbound_id=Outbound.objects.get().pk)

    answer.refresh_from_db()
    review.refresh_from_db()
    assert (answer.state, answer.outside_id) == (State.MODERATION, "k-9")
    assert review.status == Status.ANSWERED
    assert review.answered_at is not None

    moderating.look_after_all()

    answer.refresh_from_db()
    assert answer.state == State.PUBLISHED


def test_an_answer_that_the_moderators_reject_says_why_and_the_review_waits_again(alice, review, small_ozon):
    small_ozon.answers["/v1/review/comment/create"] = {"comment_id": "k-9"}
    small_ozon.answers["/v1/review/comment/list"] = comments(own_comment(is_rejected=True, deviation_reason="Реклама"))
    answer = answering.answer(actor=alice, complaint=review, text=WORDS)
    outbox.deliver(outbound_id=Outbound.objects.get().pk)

    moderating.look_after_all()

    answer.refresh_from_db()
    review.refresh_from_db()
    assert (answer.state, answer.reason) == (State.REFUSED, "Реклама")
    assert (review.status, review.answered_at) == (Status.OPEN, None)
    answering.answer(actor=alice, complaint=review, text="Спасибо, разберёмся")


def test_the_same_form_sent_twice_answers_once(alice, review, small_ozon):
    key = uuid4()

    answering.answer(actor=alice, complaint=review, text=WORDS, form_key=key)
    answering.answer(actor=alice, complaint=review, text=WORDS, form_key=key)

    assert (Answer.objects.count(), Outbound.objects.count()) == (1, 1)


def test_a_review_takes_one_answer(alice, review, small_ozon):
    answering.answer(actor=alice, complaint=review, text=WORDS)

    with pytest.raises(WrongStatus):
        answering.answer(actor=alice, complaint=review, text="И ещё раз спасибо")

    assert Outbound.objects.count() == 1


def test_a_lost_reply_is_looked_up_before_anything_is_sent_again(alice, review, small_ozon):
    small_ozon.answers["/v1/review/comment/create"] = httpx2.ReadTimeout("cut")
    answer = answering.answer(actor=alice, complaint=review, text=WORDS)
    outbound = Outbound.objects.get()
    outbox.deliver(outbound_id=outbound.pk)
    answer.refresh_from_db()
    assert answer.state == State.WAITING
    small_ozon.answers["/v1/review/comment/list"] = comments(own_comment())
    small_ozon.answers["/v1/review/comment/create"] = {"comment_id": "a-second-one"}

    with clock.at(clock.now() + timedelta(minutes=2)):
        outbox.deliver(outbound_id=outbound.pk)

    answer.refresh_from_db()
    assert (answer.state, answer.outside_id) == (State.MODERATION, "k-9")
    assert len(calls_to(small_ozon, "/v1/review/comment/create")) == 1


def test_what_surely_did_not_arrive_is_sent_again(alice, review, small_ozon):
    small_ozon.answers["/v1/review/comment/create"] = httpx2.ReadTimeout("cut")
    answer = answering.answer(actor=alice, complaint=review, text=WORDS)
    outbound = Outbound.objects.get()
    outbox.deliver(outbound_id=outbound.pk)
    small_ozon.answers["/v1/review/comment/list"] = comments()
    small_ozon.answers["/v1/review/comment/create"] = {"comment_id": "k-9"}

    with clock.at(clock.now() + timedelta(minutes=2)):
        outbox.deliver(outbound_id=outbound.pk)

    answer.refresh_from_db()
    assert (answer.state, answer.outside_id) == (State.MODERATION, "k-9")
    assert len(calls_to(small_ozon, "/v1/review/comment/create")) == 2


def test_a_fresh_attempt_is_not_looked_up_too_soon(alice, review, small_ozon):
    small_ozon.answers["/v1/review/comment/create"] = httpx2.ReadTimeout("cut")
    answering.answer(actor=alice, complaint=review, text=WORDS)
    outbound = Outbound.objects.get()
    outbox.deliver(outbound_id=outbound.pk)
    Outbound.objects.update(due_at=clock.now())

    outbox.deliver(outbound_id=outbound.pk)

    assert calls_to(small_ozon, "/v1/review/comment/list") == []
    assert len(calls_to(small_ozon, "/v1/review/comment/create")) == 1


def test_a_refusal_of_ozon_is_shown_and_not_repeated(alice, review, small_ozon):
    small_ozon.refuse("/v1/review/comment/create", 403, "rpc error: not available with existing subscription")

    answer = answering.answer(actor=alice, complaint=review, text=WORDS)
    outbox.deliver(outbound_id=Outbound.objects.get().pk)

    answer.refresh_from_db()
    review.refresh_from_db()
    assert answer.state == State.REFUSED
    assert "existing subscription" in answer.reason
    assert review.status == Status.OPEN


def test_a_chat_takes_many_messages_and_shows_them_as_published(alice, store, brand, small_ozon):
    chat = make_complaint(brand=brand, store=store, kind=Complaint.Kind.CHAT, rating=None)
    small_ozon.answers["/v3/chat/history"] = {"messages": [{"message_id": "70"}], "has_next": False}
    small_ozon.answers["/v1/chat/send/message"] = {"result": "success"}

    for text in ("Здравствуйте", "Деньги вернули"):
        answering.answer(actor=alice, complaint=chat, text=text)
    for outbound in Outbound.objects.all():
        outbox.deliver(outbound_id=outbound.pk)

    assert set(chat.answers.values_list("state", "after_id")) == {(State.PUBLISHED, "70")}


def test_after_its_window_a_chat_takes_nothing(alice, store, brand):
    past = clock.now() - timedelta(hours=49)
    chat = make_complaint(brand=brand, store=store, kind=Complaint.Kind.CHAT, rating=None, received_at=past)

    with pytest.raises(WrongStatus):
        answering.answer(actor=alice, complaint=chat, text="Здравствуйте")


def test_what_ozon_would_refuse_is_refused_before(alice, review):
    with pytest.raises(DomainError, match="kettora.ru"):
        answering.answer(actor=alice, complaint=review, text="Пишите на kettora.ru")

    assert not Outbound.objects.exists()


def test_what_was_typed_in_is_answered_in_the_cabinet(alice, brand):
    complaint = make_complaint(brand=brand)
    with pytest.raises(WrongStatus):
        answering.answer(actor=alice, complaint=complaint, text=WORDS)

    answer = answering.mark_answered(actor=alice, complaint=complaint, text=WORDS)

    complaint.refresh_from_db()
    assert (answer.state, complaint.status) == (State.BY_HAND, Status.ANSWERED)
    assert not Outbound.objects.exists()


def test_an_answer_that_has_not_left_is_taken_back(alice, review, small_ozon):
    answer = answering.answer(actor=alice, complaint=review, text=WORDS)

    answering.undo(actor=alice, answer=answer)

    review.refresh_from_db()
    assert review.status == Status.OPEN
    assert not outbox.deliver(outbound_id=Outbound.objects.get().pk)
    assert small_ozon.calls == []
    answering.answer(actor=alice, complaint=review, text=WORDS)


def test_an_answer_that_may_be_there_is_not_taken_back(alice, review, small_ozon):
    small_ozon.answers["/v1/review/comment/create"] = httpx2.ReadTimeout("cut")
    answer = answering.answer(actor=alice, complaint=review, text=WORDS)
    outbox.deliver(outbound_id=Outbound.objects.get().pk)

    with pytest.raises(WrongStatus):
        answering.undo(actor=alice, answer=answer)


def test_who_only_reads_does_not_answer(cast, review):
    with pytest.raises(NotAllowed):
        answering.answer(actor=cast.mallory, complaint=review, text=WORDS)
