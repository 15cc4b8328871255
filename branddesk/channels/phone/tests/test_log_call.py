"""A call is logged with one line and the next date; promises are followed up; a recording needs everybody's consent."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import FollowUp, Message
from branddesk.channels.phone.models import Call
from branddesk.channels.phone.services.logging import Promise, Talk, log_call, remind_of_calls
from branddesk.channels.phone.talking import points_of
from branddesk.channels.phone.tests.factories import make_call, make_contact
from branddesk.core import clock
from branddesk.core.enums import Side, Via
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.evidence.models import Exhibit
from branddesk.evidence.tests.factories import make_upload
from branddesk.foundation.journal.models import Entry
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def talk(**fields):
    fields.setdefault("way", Via.PHONE)
    fields.setdefault("result", Call.Result.REACHED)
    fields.setdefault("outcome", "They look into it.")
    fields.setdefault("started_at", clock.now())
    return Talk(**fields)


def log(actor, **fields):
    fields.setdefault("talk", talk())
    fields.setdefault("form_key", uuid4())
    return log_call(actor=actor, **fields)


def test_a_call_about_a_case_stands_in_the_case_for_the_own_side(case, alice):
    contact = make_contact(alice, marketplace=case.marketplace)

    call = log(alice, case=case, contact=contact, talk=talk(option="2 · Споры", seconds=220))

    message = case.messages.get()
    assert (message.kind, message.via, message.side) == (Message.Kind.CONTACT, Via.PHONE, Side.BRAND)
    assert "Ирина Калугина" in message.body
    assert "2 · Споры" in message.body
    assert "3:40" in message.body
    assert (call.message, call.brand, call.organisation) == (message, case.brand, alice.organisation)
    assert Entry.objects.filter(action="call.logged").exists()


def test_a_meeting_is_a_meeting(case, alice):
    log(alice, case=case, talk=talk(way=Via.MEETING))

    assert case.messages.get().via == Via.MEETING


def test_a_form_sent_twice_logs_one_call(case, alice):
    key = uuid4()

    assert log(alice, case=case, form_key=key) == log(alice, case=case, form_key=key)
    assert (Call.objects.count(), case.messages.count()) == (1, 1)


def test_the_next_date_becomes_a_follow_up(case, alice):
    log(alice, case=case, talk=talk(next_on=clock.today() + 7 * TOMORROW))

    follow_up = FollowUp.objects.get()
    assert (follow_up.case, follow_up.due_on, follow_up.text) == (case, clock.today() + 7 * TOMORROW, "")


def test_promises_become_follow_ups_one_a_day(case, alice):
    day, later = clock.today() + 3 * TOMORROW, clock.today() + 9 * TOMORROW

    log(
        alice,
        case=case,
        talk=talk(
            next_on=day,
            promises=[Promise("a decision", day), Promise("the seller's papers.", day), Promise("a call", later)],
        ),
    )

    first, second = FollowUp.objects.order_by("due_on")
    assert "a decision; the seller's papers" in first.text
    assert "a call" in second.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "  "},
        {"result": "perhaps"},
        {"started_at": clock.now() + timedelta(hours=2)},
        {"seconds": 10**6},
        {"way": Via.EMAIL},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(case, alice, wrong):
    with pytest.raises(DomainError):
        log(alice, case=case, talk=talk(**wrong))

    assert not Call.objects.exists()


def test_a_recording_without_consent_is_refused(case, alice):
    with pytest.raises(DomainError, match="agreed"):
        log(alice, case=case, recording=make_upload(name="call.png"), consent=False)

    assert not Exhibit.objects.exists()
    assert not case.messages.exists()


def test_a_recording_with_consent_is_sealed_and_marked(case, alice):
    call = log(alice, case=case, recording=make_upload(name="call.png"), consent=True)

    assert call.consent
    assert call.exhibit.kind == Exhibit.Kind.CALL_RECORDING
    assert "all agreed" in call.exhibit.get_kind_display()
    assert call.exhibit.brand == case.brand
    assert case.messages.get().exhibits.get() == call.exhibit
    assert not case.exhibit_links.exists()


def test_a_call_without_a_case_is_logged_for_the_brand(alice):
    brand = make_brand(members=[alice])

    call = log(alice, brand=brand, talk=talk(with_whom="Support line", next_on=clock.today()))

    assert (call.brand, call.who, call.case) == (brand, "Support line", None)


def test_promises_need_a_case(alice):
    with pytest.raises(DomainError):
        log(alice, talk=talk(promises=[Promise("x", clock.today())]))


def test_whoever_meant_to_call_again_is_reminded_once(alice):
    log(alice, talk=talk(with_whom="Калугина", next_on=clock.today()))
    log(alice, talk=talk(with_whom="Later", next_on=clock.today() + 5 * TOMORROW))

    assert remind_of_calls() == 1
    assert remind_of_calls() == 0
    assert Notice.objects.get().code == "call.again"


def test_a_viewer_logs_nothing(case, cast):
    with pytest.raises(NotAllowed):
        log(cast.viewer, case=case)
    with pytest.raises(NotAllowed):
        log(cast.viewer)


def test_a_stranger_logs_nothing_in_the_case(case, mallory):
    with pytest.raises(NotAllowed):
        log(mallory, case=case)


def test_the_platform_logs_its_own_calls_about_a_case(case, moderator):
    log(moderator, case=case)

    assert case.messages.get().side == Side.PLATFORM


def test_a_call_is_not_logged_twice(case, alice):
    call = make_call(person=alice)

    with pytest.raises(DomainError):
        log(alice, case=case, call=call)


def test_the_points_to_say_are_in_both_languages(case):
    points = points_of(case, language="ru", own_language="zh-hans")

    said = " ".join(point.text for point in points)
    assert case.number in said
    assert "Просим скрыть карточку." in said
    assert any(point.own for point in points) or points == points_of(case, language="ru", own_language="ru")


def test_the_own_language_needs_no_second_column(case):
    assert not any(point.own for point in points_of(case, language="ru", own_language="ru"))
