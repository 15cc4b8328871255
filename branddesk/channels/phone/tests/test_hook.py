"""What the telephone system tells: signed, stored first, handled once, one call whatever the order."""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import permutations

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.brands.tests.factories import make_brand
from branddesk.channels.phone.models import Call, SeenHook
from branddesk.channels.phone.sandbox import signed
from branddesk.channels.phone.services import hearing
from branddesk.channels.phone.tests.factories import (
    SECRET,
    event,
    make_contact,
    make_option,
    make_system,
    tell,
)
from branddesk.core import clock
from branddesk.foundation.delivery.models import Inbound
from branddesk.foundation.live.models import Event
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_a_ringing_line_opens_the_callers_card_on_the_persons_pages(system, alice):
    brand = make_brand(members=[alice])
    make_contact(alice)

    assert tell(system, event("ringing")) == 202

    call = Call.objects.get()
    assert (call.person, call.who, call.brand) == (alice, "Ирина Калугина", brand)
    assert "Ирина Калугина" in Notice.objects.get().sentence
    assert Event.objects.filter(channel=f"person:{alice.pk}", kind="notice").exists()
    client = Client()
    client.force_login(alice)
    assert "Ирина Калугина" in client.get(reverse("phone:ringing")).content.decode()
    tell(system, event("answered"))
    assert "Ирина Калугина" not in client.get(reverse("phone:ringing")).content.decode()


def test_a_number_written_otherwise_is_the_same_contact(system, alice):
    make_contact(alice)

    tell(system, event("ringing", **{"from": "8 (495) 000-01-14"}))

    assert Call.objects.get().contact is not None


def test_an_unknown_number_is_shown_as_it_is(system):
    tell(system, event("ringing", **{"from": "anonymous"}))

    assert Call.objects.get().number == "anonymous"


def test_the_number_of_a_strangers_contact_is_unknown(system, mallory):
    make_contact(mallory, name="Secret of Mallory")

    tell(system, event("ringing"))

    assert Call.objects.get().contact is None


ORDER = list(range(4))


@pytest.mark.parametrize("order", list(permutations(ORDER))[::5])
def test_events_in_any_order_and_doubled_give_one_call(system, alice, order):
    start = clock.now() - timedelta(seconds=100)
    contact = make_contact(alice)
    make_option(contact, "2", "Споры о бренде")
    told = [
        event("ringing", at=start.isoformat()),
        event("menu", option="2", at=(start + timedelta(seconds=5)).isoformat()),
        event("answered", at=(start + timedelta(seconds=10)).isoformat()),
        event("hung_up", duration=42, at=(start + timedelta(seconds=52)).isoformat()),
    ]

    for number in order:
        tell(system, told[number])
        body, headers = signed(SECRET, told[number] | {"note": "again"})
        Client().post(reverse("phone:hook", args=[system.key]), body, content_type="application/json", headers=headers)

    call = Call.objects.get()
    assert (call.seconds, call.option, call.result) == (42, "2 Споры о бренде", "")
    assert (call.started_at, call.answered_at) == (start, start + timedelta(seconds=10))
    assert call.ended_at == start + timedelta(seconds=52)
    assert Inbound.objects.count() == 4


def test_a_call_that_nobody_answered_is_missed(system):
    tell(system, event("ringing"))
    tell(system, event("hung_up"))

    assert Call.objects.get().result == Call.Result.MISSED


def test_a_late_ringing_event_opens_no_card(system):
    late = (clock.now() - timedelta(minutes=10)).isoformat()
    tell(system, event("ringing", at=late))

    assert not Notice.objects.exists()


def test_a_call_that_was_answered_before_its_ringing_came_opens_no_card(system):
    tell(system, event("answered"))
    tell(system, event("ringing"))

    assert not Notice.objects.exists()


def test_a_wrong_signature_is_refused(system):
    assert tell(system, event("ringing"), secret="another") == 403
    assert tell(system, event("ringing"), **{"X-Signature": ""}) == 403
    assert tell(system, event("ringing"), **{"X-Timestamp": "1"}) == 403
    assert not Inbound.objects.exists()


def test_an_old_event_is_refused(system):
    body, headers = signed(SECRET, event("ringing"))

    with clock.at(clock.now() + timedelta(minutes=6)):
        response = Client().post(
            reverse("phone:hook", args=[system.key]), body, content_type="application/json", headers=headers
        )

    assert response.status_code == 403


def test_an_event_repeated_word_for_word_is_refused(system):
    body, headers = signed(SECRET, event("ringing"))
    address = reverse("phone:hook", args=[system.key])

    first = Client().post(address, body, content_type="application/json", headers=headers)
    second = Client().post(address, body, content_type="application/json", headers=headers)

    assert (first.status_code, second.status_code) == (202, 403)
    assert Call.objects.count() == 1


def test_a_large_event_is_refused(system):
    assert tell(system, event("ringing", note="x" * hearing.MOST_BYTES)) == 413


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": "exploded"},
        {"id": ""},
        {"call": None},
        {"at": "yesterday"},
        {"at": "2026-11-23T10:00:00"},
        {"duration": -1},
        {"duration": True},
        {"from": ["+7"]},
        {"to": "x" * 100},
        {"recording": "https://" + "x" * 2000},
    ],
)
def test_an_event_that_cannot_be_read_is_kept_for_a_person(system, wrong):
    assert tell(system, event("ringing") | wrong) == 202

    assert Inbound.objects.get().state == "received"
    assert not Call.objects.exists()


def test_the_secret_of_another_system_does_not_sign(system, mallory):
    theirs = make_system(mallory.organisation)
    theirs.secret = "nothing"
    theirs.save()

    assert tell(theirs, event("ringing")) == 403


def test_events_too_old_to_be_repeated_are_forgotten(system):
    tell(system, event("ringing"))

    with clock.at(clock.now() + timedelta(hours=1)):
        assert hearing.forget_events() == 1
    assert not SeenHook.objects.exists()


def test_the_caller_is_announced_in_the_language_of_whoever_is_called(system, alice):
    alice.language = "ru"
    alice.save()

    tell(system, event("ringing", **{"from": ""}))

    assert "неизвестный номер" in str(Event.objects.filter(kind="notice").get().data)


def test_the_secret_stands_in_no_log(system, caplog):
    with caplog.at_level(logging.DEBUG):
        tell(system, event("ringing"))
        tell(system, event("ringing"), secret="another")

    assert SECRET not in caplog.text
    assert SECRET not in "".join(map(str, Inbound.objects.values_list("meta", "last_error", "outcome")))
