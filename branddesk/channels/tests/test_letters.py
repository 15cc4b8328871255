"""What could not be sent or understood: seen by whom it belongs to, mended, sent again."""

from __future__ import annotations

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.services.outside import take_message
from branddesk.cases.tests.factories import make_case
from branddesk.channels.services import deliver_message, letters
from branddesk.core.enums import Side, Via
from branddesk.core.errors import NotAllowed
from branddesk.foundation.delivery import services as delivery
from branddesk.foundation.delivery import transports
from branddesk.foundation.delivery.models import Inbound, Outbound
from branddesk.foundation.delivery.services import outbox
from branddesk.foundation.jobs.testing import DATABASE_QUEUE, drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(cast):
    return make_user(organisation=cast.alice.organisation, role=Role.ADMINISTRATOR)


@pytest.fixture
def refusals(settings, monkeypatch):
    """A mail server that refuses while there are refusals in the list."""
    settings.TASKS = DATABASE_QUEUE
    left = [transports.Refused("550 no such user")]

    def send(outbound):
        if left:
            raise left.pop()
        return "ok"

    monkeypatch.setitem(transports._transports, "mail", send)
    return left


@pytest.fixture
def message(cast, keeper):
    case = make_case(brand=make_brand(members=[cast.alice, keeper]), assignee=cast.alice)
    return take_message(
        case=case,
        via=Via.EMAIL,
        key="mail:1",
        text="Please look",
        side=Side.BRAND,
        actor=cast.alice,
        delivery="waiting",
    )


@pytest.fixture
def letter(message, refusals):
    outbound = delivery.send_mail(to="wrong@market.example", subject="Cups", text="Please look", language="en", key="1")
    deliver_message(message=message, outbound=outbound)
    drain()
    return Outbound.objects.get()


def test_the_message_says_that_it_was_not_sent_and_why(letter, message):
    message.refresh_from_db()

    assert (message.delivery, message.delivery_note) == (Message.Delivery.DEAD, "550 no such user")


def test_an_administrator_mends_the_address_and_sends_it_again(keeper, letter, message, client):
    client.force_login(keeper)
    assert "wrong@market.example" in client.get("/channels/letters/out/").content.decode()

    answer = client.post(f"/channels/letters/out/{letter.pk}/", {"to": "right@market.example", "text": "Please look"})
    drain()

    assert answer.status_code == 302
    letter.refresh_from_db()
    message.refresh_from_db()
    assert (letter.state, letter.to) == (Outbound.State.SENT, "right@market.example")
    assert message.delivery == Message.Delivery.SENT


def test_no_address_is_refused_and_the_words_stay(keeper, letter, client):
    client.force_login(keeper)

    answer = client.post(f"/channels/letters/out/{letter.pk}/", {"to": " ", "text": "Mended words"})

    assert answer.status_code == 422
    assert "Mended words" in answer.content.decode()


def test_what_is_dropped_can_still_be_sent_again(keeper, letter, client):
    client.force_login(keeper)
    client.post(f"/channels/letters/out/{letter.pk}/drop/")
    letter.refresh_from_db()
    assert letter.state == Outbound.State.DROPPED

    letters.send_again(actor=keeper, outbound=letter)
    drain()

    letter.refresh_from_db()
    assert letter.state == Outbound.State.SENT


def test_others_see_nothing_of_it(cast, letter, client):
    for organisation in (cast.mallory.organisation, cast.platform):
        client.force_login(make_user(organisation=organisation, role=Role.ADMINISTRATOR))
        assert "wrong@market.example" not in client.get("/channels/letters/out/").content.decode()
        assert client.get(f"/channels/letters/out/{letter.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        letters.send_again(actor=cast.alice, outbound=letter)


def test_the_text_of_a_secret_letter_is_not_shown(keeper, refusals, client):
    secret = delivery.send_mail(
        to=keeper.email, subject="s", text="https://desk/secret", language="en", key="2", is_sensitive=True
    )
    drain()
    client.force_login(keeper)

    page = client.get(f"/channels/letters/out/{secret.pk}/").content.decode()

    assert "secret link" in page
    assert "https://desk/secret" not in page


def test_what_was_sent_by_an_interrupted_worker_is_marked_on_the_message(message, refusals):
    refusals.clear()
    outbound = delivery.send_mail(to="a@market.example", subject="s", text="t", language="en", key="3")
    deliver_message(message=message, outbound=outbound)
    Outbound.objects.filter(pk=outbound.pk).update(state=Outbound.State.SENDING)

    assert outbox.deliver(outbound_id=outbound.pk)

    message.refresh_from_db()
    assert message.delivery == Message.Delivery.SENT
    assert "twice" in message.delivery_note


def test_what_came_in_and_was_not_understood_is_shown_as_text_and_tried_again(cast, keeper, client):
    inbound = delivery.take_in(
        channel="pigeon",
        key="1",
        content=b"<script>alert(1)</script>",
        meta={"organisation": keeper.organisation_id},
    )
    Inbound.objects.update(state=Inbound.State.DEAD, last_error="half a word")
    client.force_login(keeper)

    page = client.get(f"/channels/letters/in/{inbound.pk}/").content.decode()
    client.post(f"/channels/letters/in/{inbound.pk}/")

    assert "half a word" in page
    assert "<script>alert(1)" not in page
    inbound.refresh_from_db()
    assert inbound.attempts > 0 or inbound.state == Inbound.State.RECEIVED


def test_what_does_not_say_for_whom_it_came_is_the_platform_s(cast, keeper, client):
    delivery.take_in(channel="pigeon", key="1", content=b"coo")
    Inbound.objects.update(state=Inbound.State.DEAD, last_error="half a word")

    client.force_login(keeper)
    assert "half a word" not in client.get("/channels/letters/in/").content.decode()
    client.force_login(make_user(organisation=cast.platform, role=Role.ADMINISTRATOR))
    assert "half a word" in client.get("/channels/letters/in/").content.decode()
