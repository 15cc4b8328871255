"""Lines stand in order, once, and reach only those whom they concern."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.factories import make_user
from branddesk.channels.chat import selectors, services
from branddesk.channels.chat.models import Conversation, Line, Seat
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk, make_visitor
from branddesk.core.errors import DomainError, NotAllowed, WrongStatus
from branddesk.evidence.tests.factories import make_upload
from branddesk.foundation.live.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return make_agent(make_desk())


@pytest.fixture
def chat(agent):
    return make_chat(agent=agent)


def guest(chat):
    return Reader(person=chat.person)


def test_a_line_sent_again_is_said_once(chat):
    key = uuid4()

    first = services.say(reader=guest(chat), key=chat.key, text="Hello", client_key=key)
    again = services.say(reader=guest(chat), key=chat.key, text="Hello", client_key=key)

    assert first == again
    assert chat.lines.filter(body="Hello").count() == 1


def test_lines_are_numbered_without_gaps(chat, agent):
    for number in range(5):
        services.say(reader=guest(chat), key=chat.key, text=f"Line {number}")
        services.say(reader=Reader(person=agent), key=chat.key, text=f"Answer {number}")

    numbers = list(chat.lines.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_key_of_somebody_else_is_refused(chat, agent):
    key = uuid4()
    services.say(reader=guest(chat), key=chat.key, text="Hello", client_key=key)

    with pytest.raises(DomainError):
        services.say(reader=Reader(person=agent), key=chat.key, text="Mine", client_key=key)


def test_nobody_speaks_in_the_chat_of_others(chat):
    with pytest.raises(Conversation.DoesNotExist):
        services.say(reader=Reader(person=make_user()), key=chat.key, text="Hello")
    with pytest.raises(Conversation.DoesNotExist):
        services.say(reader=Reader(visitor=make_visitor()), key=chat.key, text="Hello")


def test_a_colleague_takes_the_chat_over_before_speaking(chat, agent):
    colleague = make_agent(agent.organisation)

    with pytest.raises(NotAllowed):
        services.say(reader=Reader(person=colleague), key=chat.key, text="Hello")
    services.take_over(actor=colleague, conversation=chat)

    assert services.say(reader=Reader(person=colleague), key=chat.key, text="Hello").author == colleague


def test_nobody_answers_a_chat_that_was_not_taken(agent):
    chat = make_chat(desk=agent.organisation)

    with pytest.raises(WrongStatus):
        services.say(reader=Reader(person=agent), key=chat.key, text="Hello")


def test_a_note_never_reaches_the_one_who_asks(chat, agent):
    note = services.say(reader=Reader(person=agent), key=chat.key, text="Careful", is_note=True)
    client = Client()
    client.force_login(chat.person)

    answer = client.get(reverse("chat:lines", args=[chat.key]))

    assert note not in selectors.lines_for(guest(chat), chat)
    assert "Careful" not in answer.content.decode()
    assert not Event.objects.filter(channel=chat.channel, data__icontains="Careful").exists()
    assert Event.objects.filter(channel=chat.notes_channel, data__seq=note.seq).exists()


def test_the_asker_leaves_no_notes(chat):
    with pytest.raises(NotAllowed):
        services.say(reader=guest(chat), key=chat.key, text="Note", is_note=True)


def test_a_page_gets_what_it_missed_and_nothing_twice(chat, agent):
    client = Client()
    client.force_login(chat.person)
    address = reverse("chat:lines", args=[chat.key])
    first = client.get(address).json()
    services.say(reader=Reader(person=agent), key=chat.key, text="Careful", is_note=True)
    services.say(reader=Reader(person=agent), key=chat.key, text="Here you are")

    second = client.get(address, {"after": first["upto"]}).json()
    third = client.get(address, {"after": second["upto"]}).json()

    assert [line["text"] for line in second["lines"]] == ["Here you are"]
    assert third["lines"] == []


def test_news_continue_the_line_before_it(chat, agent):
    before = chat.last_shown_seq
    services.say(reader=Reader(person=agent), key=chat.key, text="Careful", is_note=True)

    line = services.say(reader=guest(chat), key=chat.key, text="Hello")

    news = Event.objects.filter(channel=chat.channel).order_by("-pk").first()
    assert news.data["before"] == before
    assert news.data["line"]["seq"] == line.seq


def test_script_stays_text(chat):
    client = Client()
    client.force_login(chat.person)
    address = reverse("chat:lines", args=[chat.key])

    answer = client.post(address, {"text": "<script>alert(1)</script>", "key": str(uuid4())})
    page = client.get(reverse("chat:detail", args=[chat.key]))

    assert answer["Content-Type"] == "application/json"
    assert answer.json()["line"]["text"] == "<script>alert(1)</script>"
    assert "<script>alert" not in page.content.decode()


def test_a_topic_of_script_stays_text_on_every_page(agent):
    chat = make_chat(agent=agent, text="<script>alert(1)</script>")
    client = Client()
    client.force_login(agent)

    page = client.get(reverse("chat:desk_chat", args=[chat.key]))

    assert "<script>alert" not in page.content.decode()


def test_an_empty_line_is_refused_with_a_sentence(chat):
    client = Client()
    client.force_login(chat.person)

    answer = client.post(reverse("chat:lines", args=[chat.key]), {"text": "  "})

    assert answer.status_code == 422
    assert answer.json()["error"]


def test_reading_goes_only_forward(chat):
    line = services.say(reader=guest(chat), key=chat.key, text="Hello")
    chat.refresh_from_db()
    services.mark_read(reader=guest(chat), conversation=chat, seq=line.seq)

    services.mark_read(reader=guest(chat), conversation=chat, seq=1)

    assert Seat.objects.get(conversation=chat).read_seq == line.seq


def test_a_file_of_a_brand_is_sealed_and_shared_with_the_desk(chat, agent):
    line = services.send_file(reader=guest(chat), key=chat.key, file=make_upload())

    assert line.kind == Line.Kind.FILE
    assert line.exhibit.brand == chat.brand
    assert type(line.exhibit).objects.visible_to(agent).filter(pk=line.exhibit.pk).exists()


def test_a_file_is_served_to_those_who_read_the_chat_only(chat, agent):
    line = services.send_file(reader=Reader(person=agent), key=chat.key, file=make_upload())
    address = reverse("chat:file", args=[chat.key, line.seq])
    own, other = Client(), Client()
    own.force_login(chat.person)
    other.force_login(make_user())

    assert own.get(address).status_code == 200
    assert other.get(address).status_code == 404


def test_saying_a_line_asks_little_of_the_database(chat, django_assert_max_num_queries):
    client = Client()
    client.force_login(chat.person)
    client.get(reverse("chat:lines", args=[chat.key]))

    with django_assert_max_num_queries(12):
        client.post(reverse("chat:lines", args=[chat.key]), {"text": "Hello", "key": str(uuid4())})
