"""How other pages lead to a call: from a contact, from a case, from the rail."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases.permissions import NOTERS
from branddesk.contacts import ways
from branddesk.contacts.models import Contact
from branddesk.web.slots import Command, NavItem, Panel


def register() -> None:
    ways.register("call", pgettext_lazy("reach a contact", "Call"), "phone", _call_page, 10)
    ways.register("meet", pgettext_lazy("reach a contact", "Meet"), "users", _meeting_page, 50)


def _call_page(contact: Contact, case_number: str) -> str:
    return _card(contact, case_number) if contact.phone else ""


def _meeting_page(contact: Contact, case_number: str) -> str:
    """Nobody meets a line or a chat."""
    is_person = contact.role not in (Contact.Role.SUPPORT, Contact.Role.CHAT)
    return _card(contact, case_number, way="meeting") if is_person else ""


def _card(contact: Contact, case_number: str, **more: str) -> str:
    about = {"case": case_number} if case_number else {}
    return reverse("phone:card", query={**about, "contact": contact.pk, **more})


def _may_note(request: HttpRequest) -> bool:
    """Whether the reader is one of those who may leave a note in a case; asks nothing of the database."""
    return isinstance(request.user, User) and request.user.role in NOTERS


def _is_administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_administrator", False))


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


NAVIGATION = NavItem(
    key="calls", label=_("Calls"), icon="phone", url_name="phone:list", group="talk", order=640, visible=_is_signed_in
)
SYSTEM = NavItem(
    key="phone-system",
    label=_("Telephone system"),
    icon="phone-call",
    url_name="phone:system",
    group="organisation",
    order=980,
    visible=_is_administrator,
)
CORNER = Panel("ringing", "phone/_corner.html", order=20, visible=_is_signed_in)
ACTION = Panel("call", "phone/_case_action.html", order=20, visible=_may_note)
COMMANDS = (
    Command("log-call", _("Log a call"), "phone-call", "phone:card", order=110, words="звонок 电话"),
    Command(
        "phone-system",
        _("Connect the telephone system"),
        "plug",
        "phone:system",
        order=230,
        visible=_is_administrator,
        words="АТС 电话系统",
    ),
)
