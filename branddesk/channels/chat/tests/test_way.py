"""The chat stands among the ways to a platform, for those who may begin one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from branddesk.accounts.models import Role
from branddesk.accounts.tests.factories import make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.channels.chat import selectors
from branddesk.channels.chat.tests.factories import make_desk
from branddesk.contacts.models import Contact
from branddesk.contacts.tests.factories import make_contact
from branddesk.contacts.ways import steps_for
from branddesk.core.enums import Route
from branddesk.stores.tests.factories import make_marketplace

pytestmark = pytest.mark.django_db


def chat_step(contact, reader, number=""):
    return next((step.url for step in steps_for(contact, number, reader=reader) if step.key == "chat"), None)


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def line(desk):
    return make_contact(marketplace=selectors.marketplace_of(desk), role=Contact.Role.CHAT, serves_all=True)


def test_a_brands_people_reach_the_platforms_chat_from_its_card(line):
    alice = make_user()

    assert chat_step(line, alice) == reverse("chat:home")
    assert chat_step(line, alice, "BD-1") == f"{reverse('chat:home')}?case=BD-1"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.SUPPORT_AGENT, Role.ADMINISTRATOR])
def test_those_who_answer_are_not_sent_to_a_page_that_refuses_them(desk, line, role):
    assert chat_step(line, make_user(organisation=desk, role=role)) is None


def test_no_card_of_a_person_promises_a_chat_with_them(desk):
    manager = make_contact(marketplace=selectors.marketplace_of(desk))

    assert chat_step(manager, make_user()) is None


def test_the_chat_of_a_platform_elsewhere_is_its_own_page():
    elsewhere = make_marketplace(route=Route.CABINET)
    card = make_contact(marketplace=elsewhere, role=Contact.Role.CHAT, chat_url="https://market.example/chat")

    assert chat_step(card, make_user()) == "https://market.example/chat"


def test_the_step_on_the_brands_page_opens_for_its_reader(line):
    alice = make_user()
    brand = make_brand(members=[alice])
    client = Client()
    client.force_login(alice)

    page = client.get(reverse("contacts:brand", args=[brand.slug])).content.decode()

    assert f'href="{reverse("chat:home")}"' in page
    assert client.get(reverse("chat:home")).status_code == 200
