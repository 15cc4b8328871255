"""How other pages lead here: from a contact, and from the palette."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branddesk.accounts.models import User
from branddesk.channels.wecom import permissions
from branddesk.contacts import ways
from branddesk.contacts.models import Contact
from branddesk.web.slots import Command, NavItem, Panel


def register() -> None:
    ways.register("wecom", _("WeCom"), "brand-wechat", _send_page, 40, may_use=permissions.may_write)


def _send_page(contact: Contact, case_number: str) -> str:
    """About a case one sends its card, else a plain text."""
    if not contact.wecom:
        return ""
    if not case_number:
        return reverse("wecom:write", query={"contact": contact.pk})
    return reverse("wecom:send", query={"case": case_number, "contact": contact.pk})


def _may_note(request: HttpRequest) -> bool:
    """Whether the reader is one of those who may leave a note in a case; asks nothing of the database."""
    return isinstance(request.user, User) and permissions.may_write(request.user)


def _is_administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_administrator", False))


NAVIGATION = NavItem(
    key="wecom",
    label=_("WeCom"),
    icon="brand-wechat",
    url_name="wecom:settings",
    group="organisation",
    order=970,
    visible=_is_administrator,
)
PROFILE = Panel("wecom", "wecom/_profile.html")
ACTION = Panel("wecom", "wecom/_case_action.html", order=30, visible=_may_note)
COMMANDS = (
    Command("wecom", _("Bind my WeCom"), "brand-wechat", "wecom:me", order=210, words="企业微信 WeCom"),
    Command(
        "wecom-settings",
        _("Connect WeCom"),
        "plug",
        "wecom:settings",
        order=220,
        visible=_is_administrator,
        words="企业微信 WeCom",
    ),
)
