"""A translation beside a line: for both sides, of their own organisation's service, and of no chat of others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.tests.factories import make_user
from branddesk.channels.chat import services
from branddesk.channels.chat.permissions import Reader
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk
from branddesk.channels.models import Translation, TranslatorSetting
from branddesk.channels.sources import source_of
from branddesk.channels.translator import OpenAITranslator

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return make_agent(make_desk())


@pytest.fixture
def chat(agent):
    return make_chat(agent=agent, text="审核还需要哪些文件？")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def translator_for(organisation):
    return TranslatorSetting.objects.create(
        organisation=organisation, is_on=True, address="https://t.example/v1", model="m"
    )


def first_line(chat):
    return chat.lines.get(kind="text")


def test_both_sides_are_offered_it_only_where_a_service_is_set(chat, agent):
    pages = [
        (signed_in(chat.person), reverse("chat:detail", args=[chat.key])),
        (signed_in(agent), reverse("chat:desk_chat", args=[chat.key])),
    ]
    for client, address in pages:
        assert "data-translation" not in client.get(address).content.decode()
    translator_for(chat.person.organisation)
    translator_for(agent.organisation)

    for client, address in pages:
        page = client.get(address).content.decode()
        assert "data-translation" in page
        assert "t.example" in page


def test_it_stands_beside_the_line_marked_and_the_line_stays(chat, agent, monkeypatch):
    translator_for(agent.organisation)
    monkeypatch.setattr(OpenAITranslator, "translate", lambda _self, text, into: f"Which papers? ({text})")
    client, line = signed_in(agent), first_line(chat)

    client.post(reverse("channels:ask_translation", args=["line", line.pk]))
    page = client.get(reverse("chat:translation", args=[chat.key, line.seq]), follow=True).content.decode()

    assert "Which papers? (审核还需要哪些文件？)" in page
    assert "Machine-made" in page
    line.refresh_from_db()
    assert line.body == "审核还需要哪些文件？"


def test_one_of_ones_own_can_be_pasted(chat, agent):
    client, line = signed_in(agent), first_line(chat)

    client.post(reverse("channels:paste_translation", args=["line", line.pk]), {"text": "Which papers?"})

    assert Translation.objects.get().text == "Which papers?"


def test_the_other_side_does_not_see_it(chat, agent):
    line = first_line(chat)
    address = reverse("channels:paste_translation", args=["line", line.pk])
    signed_in(agent).post(address, {"text": "Which papers?"})

    page = signed_in(chat.person).get(reverse("channels:translation", args=["line", line.pk])).content.decode()

    assert "Which papers?" not in page


def test_notes_of_the_agents_are_translated_for_agents_only(chat, agent):
    note = services.say(reader=Reader(person=agent), key=chat.key, text="Careful", is_note=True)

    assert source_of(agent, "line", note.pk).text == "Careful"
    assert source_of(chat.person, "line", note.pk) is None


def test_lines_of_others_are_neither_shown_nor_sent_anywhere(chat, agent):
    line = first_line(chat)
    for person in (make_user(), make_agent(make_desk())):
        client = signed_in(person)

        assert client.get(reverse("chat:translation", args=[chat.key, line.seq])).status_code == 404
        assert client.get(reverse("channels:translation", args=["line", line.pk])).status_code == 404
        assert client.post(reverse("channels:ask_translation", args=["line", line.pk])).status_code == 404
    assert not Translation.objects.exists()
