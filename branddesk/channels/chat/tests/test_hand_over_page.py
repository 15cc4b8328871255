"""To whom a chat can be handed over: the brand's account manager first, with whether they are there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.channels.chat import selectors
from branddesk.channels.chat.forms import HandOverForm
from branddesk.channels.chat.tests.factories import make_agent, make_chat, make_desk
from branddesk.contacts.models import Absence
from branddesk.contacts.tests.factories import make_contact
from branddesk.core import clock

pytestmark = pytest.mark.django_db

TUESDAY_NOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""Noon in Moscow."""


@pytest.fixture
def agent():
    return make_agent(make_desk())


@pytest.fixture
def chat(agent):
    return make_chat(agent=agent)


def manager_of(chat, name, **card):
    """An account manager of the chat's brand with a card of their own."""
    person = make_agent(chat.desk, role=Role.ACCOUNT_MANAGER, name=name)
    marketplace = selectors.marketplace_of(chat.desk)
    contact = make_contact(marketplace=marketplace, person=person, brand=chat.brand, name=name, **card)
    return person, contact


def test_the_brands_account_manager_stands_before_everybody_else(chat):
    make_agent(chat.desk, name="Aaron")
    make_agent(chat.desk, role=Role.ACCOUNT_MANAGER, name="Abel")
    manager, _card = manager_of(chat, "Zoya")

    found = selectors.successors(chat)

    assert [row.person.name for row in found][0] == "Zoya"
    assert [row.entry is not None for row in found] == [True, False, False]
    assert found[0].person == manager


def test_whoever_stands_in_for_an_absent_manager_stands_first(chat):
    _manager, card = manager_of(chat, "Anna")
    deputy, _card = manager_of(chat, "Zoya", as_deputy=True)
    today = clock.now().date()
    Absence.objects.create(contact=card, starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=3))

    assert [row.person for row in selectors.successors(chat)][0] == deputy


@pytest.mark.parametrize(("hours", "words"), [(0, "open now"), (12, "back ")])
def test_the_page_says_whether_the_manager_is_there(chat, hours, words):
    manager_of(chat, "Zoya")

    with clock.at(TUESDAY_NOON + timedelta(hours=hours)):
        groups = HandOverForm(conversation=chat).fields["to"].choices

    assert words in groups[1][1][0][1]


def test_a_chat_about_no_brand_lists_those_who_answer(agent):
    chat = make_chat(agent=agent, brand=None)
    colleague = make_agent(agent.organisation)
    client = Client()
    client.force_login(agent)

    page = client.get(reverse("chat:desk_chat", args=[chat.key])).content.decode()

    assert f'<option value="{colleague.pk}">' in page


def test_a_chat_is_handed_over_on_the_page(chat, agent):
    manager, _card = manager_of(chat, "Zoya")
    client = Client()
    client.force_login(agent)

    client.post(reverse("chat:hand_over", args=[chat.key]), {"to": manager.pk})

    chat.refresh_from_db()
    assert chat.agent == manager
