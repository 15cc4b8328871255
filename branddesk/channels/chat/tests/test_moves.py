"""The way of a chat: begun, taken, handed over, ended, attached, become a case."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.cases.models import Message
from branddesk.cases.tests.factories import make_case
from branddesk.channels.chat import selectors, services
from branddesk.channels.chat.models import Conversation, State
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk
from branddesk.core import clock
from branddesk.core.enums import Status, Via
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.tests.factories import make_upload
from branddesk.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return make_agent(make_desk())


@pytest.fixture
def chat(agent):
    return make_chat(agent=agent)


def guest(chat):
    return Reader(person=chat.person)


def case_of(chat, **fields):
    """A case of the chat's brand, put before the platform that answers."""
    marketplace = selectors.marketplace_of(chat.desk)
    return make_case(brand=chat.brand, marketplace=marketplace, created_by=chat.person, **fields)


def test_the_same_form_begins_one_chat():
    person, desk, key = make_user(), make_desk(), uuid4()

    for _time in range(2):
        services.start(reader=Reader(person=person), desk=desk, text="Hello", language="en", form_key=key)

    assert Conversation.objects.count() == 1


def test_agents_who_are_there_hear_of_a_chat_that_waits(agent):
    make_chat(desk=agent.organisation)

    assert Notice.objects.filter(person=agent, code="chat.waiting").count() == 1


def test_of_two_agents_one_takes_the_chat(agent):
    other = make_agent(agent.organisation)
    chat = make_chat(desk=agent.organisation)
    services.accept(actor=agent, conversation=chat)

    with pytest.raises(WrongStatus, match=agent.name):
        services.accept(actor=other, conversation=chat)


def test_an_agent_takes_no_more_than_was_chosen():
    agent = make_agent(make_desk(), capacity=1)
    make_chat(agent=agent)
    waiting = make_chat(desk=agent.organisation)

    with pytest.raises(WrongStatus):
        services.accept(actor=agent, conversation=waiting)


def test_only_those_who_answer_take_chats(agent):
    chat = make_chat(desk=agent.organisation)

    with pytest.raises(NotAllowed):
        services.accept(actor=make_user(organisation=agent.organisation, role=Role.TRAINER), conversation=chat)


def test_the_place_in_the_queue_is_counted_from_the_front(agent):
    first, second = (make_chat(desk=agent.organisation) for _number in range(2))

    assert [selectors.position_of(first), selectors.position_of(second)] == [1, 2]
    services.accept(actor=agent, conversation=first)
    assert selectors.position_of(second) == 1


def test_of_too_few_waits_nothing_is_said(agent):
    now = clock.now()
    for number in range(selectors.LEAST_WAITS):
        assert selectors.usual_wait(agent.organisation_id) is None
        chat = make_chat(agent=agent)
        Conversation.objects.filter(pk=chat.pk).update(
            created_at=now - timedelta(minutes=2 * number + 2), accepted_at=now
        )
        services.close(reader=Reader(person=agent), conversation=chat)

    wait = selectors.usual_wait(agent.organisation_id)

    assert (wait.minutes, wait.chats) == (6, selectors.LEAST_WAITS)


def test_a_chat_is_handed_over_to_a_colleague_who_is_told(chat, agent):
    colleague = make_agent(agent.organisation)

    services.hand_over(actor=agent, conversation=chat, to=colleague)

    chat.refresh_from_db()
    assert chat.agent == colleague
    assert Notice.objects.filter(person=colleague, code="chat.handed-over").exists()


def test_a_full_account_manager_still_gets_a_chat_handed_over(chat, agent):
    manager = make_agent(agent.organisation, role=Role.ACCOUNT_MANAGER, capacity=1)
    make_chat(agent=manager)

    services.hand_over(actor=agent, conversation=chat, to=manager)

    chat.refresh_from_db()
    assert chat.agent == manager


def test_a_chat_is_not_handed_to_another_platform(chat, agent):
    with pytest.raises(DomainError):
        services.hand_over(actor=agent, conversation=chat, to=make_agent(make_desk()))


def test_a_colleague_does_not_end_the_chat(chat, agent):
    with pytest.raises(NotAllowed):
        services.close(reader=Reader(person=make_agent(agent.organisation)), conversation=chat)


def test_an_ended_chat_takes_no_lines(chat):
    services.close(reader=guest(chat), conversation=chat)

    with pytest.raises(WrongStatus):
        services.say(reader=guest(chat), key=chat.key, text="One more")


def test_what_was_said_stands_in_the_case_once(chat, agent):
    case = case_of(chat, status=Status.IN_REVIEW)
    services.attach_to_case(reader=guest(chat), conversation=chat, case=case)
    services.say(reader=Reader(person=agent), key=chat.key, text="Only for us", is_note=True)
    services.say(reader=Reader(person=agent), key=chat.key, text="It is decided tomorrow.")
    assert not Message.objects.filter(case=case).exists()

    for _time in range(2):
        services.close(reader=Reader(person=agent), conversation=chat)

    message = Message.objects.get(case=case)
    assert (message.via, message.outside_key, message.kind) == (Via.CHAT, f"chat:{chat.pk}", Message.Kind.MESSAGE)
    assert "It is decided tomorrow." in message.body
    assert "Only for us" not in message.body


def test_an_ended_chat_attached_later_stands_in_the_case_at_once(chat):
    case = case_of(chat, status=Status.IN_REVIEW)
    services.close(reader=guest(chat), conversation=chat)

    services.attach_to_case(reader=guest(chat), conversation=chat, case=case)

    assert Message.objects.filter(case=case, via=Via.CHAT).count() == 1


def test_in_a_draft_only_the_own_side_reads_the_chat(chat):
    case = case_of(chat)
    services.attach_to_case(reader=guest(chat), conversation=chat, case=case)

    services.close(reader=guest(chat), conversation=chat)

    assert Message.objects.get(case=case).kind == Message.Kind.CONTACT


def test_a_chat_is_not_attached_to_a_case_of_another_brand(chat):
    with pytest.raises(DomainError):
        services.attach_to_case(reader=guest(chat), conversation=chat, case=make_case())


def test_a_chat_becomes_a_case_without_typing_again(agent):
    chat = make_chat(desk=agent.organisation, text="The card of our kettle is wrong")
    services.send_file(reader=guest(chat), key=chat.key, file=make_upload())

    case = services.become_case(actor=chat.person, conversation=chat)

    assert case == services.become_case(actor=chat.person, conversation=chat)
    assert case.statement == "The card of our kettle is wrong"
    assert case.exhibit_links.count() == 1
    chat.refresh_from_db()
    assert (chat.state, chat.case) == (State.BECAME_CASE, case)


def test_an_agent_is_reminded_once_of_somebody_who_waits(chat, agent):
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert services.remind_of_unanswered() == 1
        assert services.remind_of_unanswered() == 0

    assert Notice.objects.filter(person=agent, code="chat.unanswered").count() == 1


def test_an_answer_ends_the_wait(chat, agent):
    services.say(reader=Reader(person=agent), key=chat.key, text="Here you are")

    with clock.at(clock.now() + timedelta(minutes=5)):
        assert services.remind_of_unanswered() == 0


def test_who_went_away_is_told_of_an_answer_once(chat, agent):
    with clock.at(clock.now() + timedelta(minutes=10)):
        services.say(reader=Reader(person=agent), key=chat.key, text="Here you are")
        services.say(reader=Reader(person=agent), key=chat.key, text="And more")

    assert Notice.objects.filter(person=chat.person, code="chat.answered").count() == 1


def test_who_has_just_written_is_not_told_of_the_answer(chat, agent):
    with clock.at(clock.now() + timedelta(minutes=10)):
        services.say(reader=guest(chat), key=chat.key, text="Are you there?")
        services.say(reader=Reader(person=agent), key=chat.key, text="Yes")

    assert not Notice.objects.filter(person=chat.person, code="chat.answered").exists()


def test_a_chat_about_a_brand_of_others_is_refused():
    with pytest.raises(DomainError):
        make_chat(brand=make_brand())
