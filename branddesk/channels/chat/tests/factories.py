"""The smallest valid chat: a representative asks, a platform's agent answers."""

from __future__ import annotations

from typing import Any

from branddesk.accounts.models import Organisation, Role, User
from branddesk.accounts.tests.factories import make_organisation, make_user
from branddesk.brands.tests.factories import make_brand
from branddesk.channels.chat import services
from branddesk.channels.chat.models import Conversation, Visitor
from branddesk.channels.chat.permissions import Reader
from branddesk.core import clock
from branddesk.stores.tests.factories import make_marketplace


def make_desk(**fields: Any) -> Organisation:
    """A platform that answers here."""
    desk = fields.pop("desk", None) or make_organisation(kind=Organisation.Kind.PLATFORM)
    make_marketplace(operator=desk, **fields)
    return desk


def make_agent(desk: Organisation, *, capacity: int = 4, **fields: Any) -> User:
    """An agent who sits there and takes chats."""
    agent = make_user(organisation=desk, **{"role": Role.SUPPORT_AGENT, **fields})
    services.set_attendance(actor=agent, is_available=True, capacity=capacity)
    return agent


def make_chat(*, person: User | None = None, agent: User | None = None, **fields: Any) -> Conversation:
    """A chat that waits; with an agent, one that was taken."""
    desk = fields.pop("desk", None) or (agent.organisation if agent else make_desk())
    if "visitor" in fields:
        reader = Reader(visitor=fields.pop("visitor"))
    else:
        person = person or make_user()
        reader = Reader(person=person)
        fields.setdefault("brand", make_brand(members=[person]))
    fields.setdefault("text", "Where is my answer?")
    chat = services.start(reader=reader, desk=desk, language="en", **fields)
    return services.accept(actor=agent, conversation=chat) if agent else chat


def make_visitor(**fields: Any) -> Visitor:
    fields.setdefault("name", "Vasya")
    fields.setdefault("email", "vasya@example.net")
    return Visitor.objects.create(confirmed_at=clock.now(), **fields)
