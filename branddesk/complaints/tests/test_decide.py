"""Deciding on returns and cancellations: what is offered, what each needs, once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import httpx2
import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.complaints.models import Complaint, Decision
from branddesk.complaints.services import deciding
from branddesk.complaints.tests.factories import make_complaint
from branddesk.core import clock
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.foundation.delivery.models import Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE
from branddesk.stores.tests.factories import make_store

ACT = "/v1/returns/rfbs/action/set"
FACTS = {
    "return_id": "77",
    "state": "Created",
    "actions": [{"id": 1, "name": "Одобрить"}, {"id": -1, "name": "Отклонить"}, {"id": 1020, "name": "Компенсировать"}],
    "reasons": [{"id": 11, "name": "Товар исправен", "hint": "", "comment": True}],
}
State = Decision.State


@pytest.fixture(autouse=True)
def no_worker(settings):
    settings.TASKS = DATABASE_QUEUE


@pytest.fixture
def brand(alice):
    return make_brand(members=[alice])


@pytest.fixture
def returned(alice, brand):
    store = make_store(organisation=alice.organisation, brand=brand)
    return make_complaint(
        brand=brand,
        store=store,
        kind=Complaint.Kind.RETURN,
        outside_id="rfbs-77",
        facts=FACTS,
        rating=None,
        order_value=Decimal(2890),
    )


def deliver() -> None:
    outbox.deliver(outbound_id=Outbound.objects.latest("pk").pk)


def test_each_action_says_what_it_needs(returned):
    needs = {row["id"]: (row["comment"], bool(row["reasons"]), row["amount"]) for row in deciding.offered(returned)}

    assert needs == {1: (False, False, False), -1: (True, True, False), 1020: (False, False, True)}


def test_a_refusal_goes_out_with_reason_and_comment_and_is_done(alice, returned, small_ozon):
    decision = deciding.decide(actor=alice, complaint=returned, action=-1, reason_id=11, comment="Проверили, исправен")
    deliver()

    decision.refresh_from_db()
    returned.refresh_from_db()
    assert decision.state == State.DONE
    assert returned.status == Complaint.Status.ANSWERED
    assert deciding.offered(returned) == []
    sent = [call for call in small_ozon.calls if call.url.path == ACT]
    assert len(sent) == 1
    assert b'"rejection_reason_id":11' in sent[0].content.replace(b": ", b":")


@pytest.mark.parametrize(
    "given",
    [
        {"action": -1},
        {"action": -1, "reason_id": 11},
        {"action": -1, "reason_id": 99, "comment": "Исправен"},
        {"action": 1020},
        {"action": 1020, "amount": Decimal(0)},
        {"action": 1020, "amount": Decimal(2891)},
    ],
)
def test_what_is_missing_is_said_before_anything_is_sent(alice, returned, given):
    with pytest.raises(DomainError):
        deciding.decide(actor=alice, complaint=returned, **given)

    assert not Outbound.objects.exists()


def test_what_is_not_offered_is_not_done(alice, returned):
    with pytest.raises(WrongStatus):
        deciding.decide(actor=alice, complaint=returned, action=30)


def test_the_same_form_twice_decides_once(alice, returned):
    key = uuid4()
    for _time in range(2):
        deciding.decide(actor=alice, complaint=returned, action=1, form_key=key)

    assert (Decision.objects.count(), Outbound.objects.count()) == (1, 1)


def test_a_lost_reply_is_looked_up_before_it_is_tried_again(alice, returned, small_ozon):
    small_ozon.answers[ACT] = httpx2.ReadTimeout("cut")
    decision = deciding.decide(actor=alice, complaint=returned, action=1)
    deliver()
    small_ozon.answers["/v2/returns/rfbs/get"] = {"returns": {"state": {"state": "Approved"}, "available_actions": []}}

    with clock.at(clock.now() + timedelta(minutes=2)):
        deliver()

    decision.refresh_from_db()
    assert decision.state == State.DONE
    assert len([call for call in small_ozon.calls if call.url.path == ACT]) == 1


def test_a_refusal_of_ozon_has_the_return_wait_again(alice, returned, small_ozon):
    small_ozon.refuse(ACT, 409, "action is not available in this state")
    decision = deciding.decide(actor=alice, complaint=returned, action=1)
    deliver()

    decision.refresh_from_db()
    returned.refresh_from_db()
    assert (decision.state, decision.refusal) == (State.REFUSED, "action is not available in this state")
    assert returned.status == Complaint.Status.OPEN


def test_a_cancellation_is_agreed_to_or_refused(alice, returned, small_ozon):
    asked = make_complaint(
        brand=returned.brand, store=returned.store, kind=Complaint.Kind.CANCELLATION, outside_id="5", rating=None
    )

    deciding.decide(actor=alice, complaint=asked, action=deciding.NO, comment="Уже отправили")
    deliver()

    assert [call.url.path for call in small_ozon.calls] == ["/v2/conditional-cancellation/reject"]


def test_mallory_decides_nothing(mallory, returned):
    with pytest.raises(NotAllowed):
        deciding.decide(actor=mallory, complaint=returned, action=1)
