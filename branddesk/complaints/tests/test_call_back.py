"""Call-backs and measures: whom to call, what was said, and how well customers are answered."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.tests.factories import make_case
from branddesk.complaints.importance import reasons_for
from branddesk.complaints.models import Callback
from branddesk.complaints.proposals import outcome_for
from branddesk.complaints.selectors.measures import measures_of
from branddesk.complaints.services import calling_back
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core import clock
from branddesk.core.enums import Status
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.notices.models import Notice

State, Reason = Callback.State, Callback.Reason


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def complaint(brand):
    return make_complaint(brand=brand)


def planned(alice, complaint, **fields):
    return calling_back.plan(actor=alice, complaint=complaint, due_on=clock.today(), **fields)


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"rating": 2}, ["rating"]),
        ({"rating": 3}, []),
        ({"rating": 5, "order_value": Decimal(5000)}, ["value"]),
        ({"rating": 5, "order_value": Decimal(4999)}, []),
        ({"rating": 5, "order_value": Decimal(400), "currency": "CNY"}, ["value"]),
        ({"rating": 1, "order_value": Decimal(9000)}, ["rating", "value"]),
    ],
)
def test_a_rule_says_whom_to_call_back(brand, fields, reasons):
    assert reasons_for(make_complaint(brand=brand, **fields)) == reasons


def test_a_customer_who_comes_back_is_worth_a_call_and_a_first_name_alone_tells_nobody(brand):
    make_complaint(brand=brand, customer="Марина К.", rating=5)
    make_complaint(brand=brand, customer="Олег", rating=5)

    assert reasons_for(make_complaint(brand=brand, customer="Марина К.", rating=5)) == ["repeat"]
    assert reasons_for(make_complaint(brand=brand, customer="Олег", rating=5)) == []


def test_a_call_back_is_planned_with_a_script_and_carried_out(alice, complaint):
    callback = planned(alice, complaint, reason=Reason.RATING)
    assert "honest rating" in callback.script

    calling_back.carry_out(
        actor=alice, callback=callback, outcome="Довольна заменой", satisfaction=5, promised="Крышка"
    )

    callback.refresh_from_db()
    assert (callback.state, callback.satisfaction, callback.promised) == (State.DONE, 5, "Крышка")
    with pytest.raises(WrongStatus):
        calling_back.carry_out(actor=alice, callback=callback, outcome="Ещё раз")


def test_one_that_comes_again_is_planned_anew(alice, complaint):
    callback = planned(alice, complaint, repeat_days=14)

    calling_back.carry_out(actor=alice, callback=callback, outcome="Никто не ответил")

    following = complaint.callbacks.get(state=State.PLANNED)
    assert following.due_on == clock.today() + timedelta(days=14)


def test_one_is_planned_at_a_time_and_the_same_form_once(alice, complaint):
    key = uuid4()
    assert planned(alice, complaint, form_key=key) == planned(alice, complaint, form_key=key)

    with pytest.raises(WrongStatus):
        planned(alice, complaint)


def test_a_day_that_is_over_is_refused(alice, complaint):
    with pytest.raises(DomainError):
        calling_back.plan(actor=alice, complaint=complaint, due_on=clock.today() - timedelta(days=1))


def test_mallory_calls_nobody(mallory, alice, complaint):
    callback = planned(alice, complaint)

    with pytest.raises(NotAllowed):
        calling_back.drop(actor=mallory, callback=callback)


def test_once_a_case_is_decided_the_customer_is_to_be_told(alice, brand):
    case = make_case(brand=brand, assignee=alice, created_by=alice, status=Status.GRANTED)
    complaint = make_complaint(brand=brand, case=case, customer="Олег")

    assert calling_back.tell_outcome(case) == 1
    assert calling_back.tell_outcome(case) == 0

    callback = complaint.callbacks.get()
    assert (callback.reason, callback.person) == (Reason.OUTCOME, alice)
    assert outcome_for(complaint).startswith("Олег, здравствуйте! Площадка приняла")


def test_nothing_is_proposed_while_a_case_is_open(brand):
    case = make_case(brand=brand, status=Status.IN_REVIEW)

    assert outcome_for(make_complaint(brand=brand, case=case)) == ""


def test_measures_count_what_was_heard_answered_and_in_time(alice, brand):
    now = clock.now()
    start = now - timedelta(days=3)
    for hours, rating in ((1, 1), (5, 3), (60, 5)):
        make_complaint(
            brand=brand, received_at=start, rating=rating, answered_at=start + timedelta(hours=hours), assignee=alice
        )
    make_complaint(brand=brand, received_at=start, rating=3)
    make_complaint(brand=brand, received_at=now - timedelta(days=40))

    whole, rows = measures_of(alice, days=30, by="person")

    assert (whole.heard, whole.answered, whole.in_time) == (4, 3, 2)
    assert whole.first_answer == timedelta(hours=5)
    assert whole.rating == 3.0
    assert [(row.name, row.heard) for row in rows] == [("Alice", 3), ("nobody yet", 1)]


def test_satisfaction_after_call_backs_is_part_of_the_measures(alice, complaint):
    callback = planned(alice, complaint)
    calling_back.carry_out(actor=alice, callback=callback, outcome="Хорошо", satisfaction=4)

    whole, rows = measures_of(alice, days=7, by="brand")

    assert whole.satisfaction == 4.0
    assert rows[0].satisfaction == 4.0


def test_measures_count_only_what_the_person_may_see(mallory, complaint):
    whole, rows = measures_of(mallory, days=30, by="brand")

    assert (whole.heard, rows) == (0, [])


def test_the_pages_plan_list_and_keep_a_call_back(alice, complaint, client):
    client.force_login(alice)
    client.post(
        reverse("complaints:plan_callback", args=[complaint.pk]),
        {"due_on": clock.today().isoformat(), "reason": "rating", "repeat_days": "", "script": ""},
    )
    callback = Callback.objects.get()
    assert "honest rating" in client.get(reverse("complaints:callbacks")).content.decode()

    client.post(reverse("complaints:carry_out", args=[callback.pk]), {"outcome": "Всё хорошо", "satisfaction": "5"})

    assert "Всё хорошо" in client.get(reverse("complaints:callbacks"), {"view": "done"}).content.decode()
    for by in ("brand", "product", "person", "nonsense"):
        assert client.get(reverse("complaints:measures"), {"by": by, "days": "90"}).status_code == 200


def test_whoever_calls_is_told_once_on_the_day_in_the_morning(alice):
    complaint = make_complaint(brand=make_brand(members=[alice]))
    calling_back.plan(actor=alice, complaint=complaint, due_on=clock.today() + timedelta(days=1))
    zone = ZoneInfo(alice.time_zone)
    morning = datetime.combine(clock.today() + timedelta(days=1), time(8, 30), zone)

    with clock.at(morning - timedelta(hours=2)):
        assert calling_back.remind() == 0
    with clock.at(morning):
        assert calling_back.remind() == 1
        assert calling_back.remind() == 0

    assert Notice.objects.get(person=alice, code="call-back.due").url == reverse("complaints:callbacks")
