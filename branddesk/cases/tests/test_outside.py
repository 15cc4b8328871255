"""What is said about a case on other ways than the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases import selectors
from branddesk.cases.models import Message
from branddesk.cases.services.outside import log_contact, note_delivery, take_message
from branddesk.cases.tests.factories import make_case, make_submission
from branddesk.core import clock
from branddesk.core.enums import Side, Status, Via
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.evidence.tests.factories import make_exhibit
from branddesk.notices.models import Notice
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db

Delivery = Message.Delivery


@pytest.fixture
def case(cast):
    case = make_case(
        assignee=cast.alice,
        brand=make_brand(members=[cast.alice]),
        marketplace=make_marketplace(operator=cast.platform),
        status=Status.IN_REVIEW,
        submitted_at=clock.now(),
        moderator=cast.moderator,
    )
    make_submission(case=case, status="review")
    return case


def hear(case, **fields):
    fields = {"via": Via.EMAIL, "key": "mail:1", "text": "Мы смотрим.", "side": Side.PLATFORM, **fields}
    if "actor" not in fields:
        fields = {"name": "Ирина К.", "address": "irina@market.example", **fields}
    return take_message(case=case, **fields)


def test_what_someone_outside_writes_stands_in_the_story_under_their_name(cast, case):
    message = hear(case)

    assert (message.speaker, message.author, message.language) == ("Ирина К.", None, "ru")
    [item] = [item for item in selectors.timeline(case, cast.alice) if item.kind == "message"]
    assert (item.message, item.actor, str(item.text)) == (message, None, "Message received")
    assert "Ирина К. wrote on" in Notice.objects.get(person=cast.alice).sentence


def test_the_same_mail_stands_in_the_story_once(case):
    first = hear(case)

    assert hear(case, text="Again") == first
    assert Message.objects.count() == 1


def test_a_colleague_who_answers_by_mail_is_the_one_who_said_it(cast, case):
    message = hear(case, actor=cast.alice, side=Side.BRAND)

    assert message.author == cast.alice
    assert Notice.objects.get().person == cast.moderator


def test_nobody_s_turn_changes_by_it(case):
    hear(case)

    case.refresh_from_db()
    assert case.status == Status.IN_REVIEW


def test_what_is_too_long_is_cut_and_kept_whole_beside(case):
    message = hear(case, text="д" * 12_000)

    assert (len(message.body), len(message.original)) == (10_000, 12_000)


def test_a_call_is_read_by_its_own_side_only(cast, case):
    make_exhibit(brand=case.brand)
    log_contact(actor=cast.alice, case=case, via=Via.PHONE, text="They answer on Friday.", key="call:1")

    of_alice = [item.kind for item in selectors.timeline(case, cast.alice)]
    of_moderator = [item.kind for item in selectors.timeline(case, cast.moderator)]
    assert of_alice == ["contact"]
    assert of_moderator == []


def test_a_call_plans_when_to_ask_again_and_is_noted_once(cast, case):
    day = clock.now().date() + timedelta(days=7)
    for _time in range(2):
        log_contact(
            actor=cast.alice, case=case, via=Via.PHONE, text="They answer on Friday.", key="call:1", follow_up_on=day
        )

    assert [row.due_on for row in case.follow_ups.all()] == [day]
    assert Message.objects.count() == 1


def test_a_call_without_a_word_about_it_is_refused(cast, case):
    with pytest.raises(DomainError, match="in one line"):
        log_contact(actor=cast.alice, case=case, via=Via.PHONE, text=" ", key="call:1")


def test_a_stranger_cannot_note_a_call(cast, case):
    with pytest.raises(NotAllowed):
        log_contact(actor=cast.mallory, case=case, via=Via.PHONE, text="Ha", key="call:1")


def test_a_message_that_came_back_stays_marked_so(case):
    message = hear(case, delivery=Delivery.WAITING)

    note_delivery(message=message, state=Delivery.SENT)
    note_delivery(message=message, state=Delivery.BOUNCED, note="550 no such user")
    note_delivery(message=message, state=Delivery.SENT)

    message.refresh_from_db()
    assert (message.delivery, message.delivery_note) == (Delivery.BOUNCED, "550 no such user")


def test_the_page_shows_way_whole_text_and_delivery(cast, case, client):
    client.force_login(cast.alice)
    hear(case, actor=cast.alice, side=Side.BRAND, original="And the tail", delivery=Delivery.SENT, delivered_to="a@b.c")
    log_contact(actor=cast.alice, case=case, via=Via.PHONE, text="They answer on Friday.", key="call:1")

    page = client.get(f"/cases/{case.number}/").content.decode()

    for words in ("Mail", "And the tail", "Sent", "a@b.c", "Phone", "noted for colleagues", "They answer on Friday."):
        assert words in page


def test_script_from_outside_never_reaches_the_page(cast, case, client):
    client.force_login(cast.alice)
    hear(case, name="<script>alert(1)</script>", text="<script>alert(2)</script>", original="<script>alert(3)</script>")

    page = client.get(f"/cases/{case.number}/").content.decode()

    assert "alert(1)" in page
    assert "<script>alert" not in page
