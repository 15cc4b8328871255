"""Where the chat stands on other pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.channels.chat.models import Conversation, State
from branddesk.channels.chat.permissions import may_answer, may_ask
from branddesk.contacts.models import Contact
from branddesk.core.enums import Route
from branddesk.web.slots import NavItem, Panel


def _asks(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and may_ask(request.user)


def _answers(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and may_answer(request.user)


def _waiting(request: HttpRequest) -> QuerySet[Conversation]:
    """Who waits for an agent: the count beside the line."""
    assert isinstance(request.user, User)
    return Conversation.objects.filter(desk=request.user.organisation_id, state=State.WAITING)


def _of_case(request: HttpRequest) -> Mapping[str, Any]:
    case = getattr(request, "case", None)
    return {"number": case.number if case is not None else ""}


def page_of_contact(contact: Contact, case_number: str) -> str:
    """The chat of a platform that answers here, from the card of its chat or its support. Chats go to whoever is free,
    so no card of a person leads there."""
    market = contact.marketplace
    is_line = contact.role in (Contact.Role.CHAT, Contact.Role.SUPPORT)
    if not is_line or market.route != Route.DESK or contact.keeper_id != market.operator_id:
        return ""
    return reverse("chat:home", query={"case": case_number} if case_number else None)


def _speaks(request: HttpRequest) -> bool:
    return _asks(request) or _answers(request)


def _may_begin(request: HttpRequest) -> bool:
    case = getattr(request, "case", None)
    return _asks(request) and case is not None and case.closed_at is None and case.marketplace.operator_id is not None


ITEMS = [
    NavItem(
        key="chat",
        label=_("Live chat"),
        short=pgettext_lazy("navigation", "Chat"),
        icon="messages",
        url_name="chat:home",
        group="talk",
        order=300,
        visible=_asks,
    ),
    NavItem(
        key="chat-desk",
        label=_("Live chat"),
        short=pgettext_lazy("navigation", "Chat"),
        icon="messages",
        url_name="chat:desk",
        group="talk",
        order=300,
        visible=_answers,
        count=_waiting,
        ours=True,
    ),
]
CORNER = Panel("chat", "chat/corner.html", visible=_asks)
FROM_CASE = Panel("chat", "chat/_from_case.html", order=60, visible=_may_begin)
OF_CASE = Panel("chat", "chat/_case_panel.html", order=60, visible=_speaks)
ENTRY = Panel("chat", "chat/_entry.html")
