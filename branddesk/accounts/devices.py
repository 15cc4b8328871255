"""The browsers in which people are signed in: kept up to date as they work, and named in words."""

from __future__ import annotations

import re

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from branddesk.accounts.models import User
from branddesk.core import clock

TOUCHED_AFTER = 10 * 60
"""Seconds after which a session's last use is written down anew; not at every request, which would cost a write."""

SEEN_AT = "seen_at"

# Of those whose names stand in each other's lines, the more special one first.
BROWSERS = (
    ("MicroMessenger/", "WeChat"),
    ("YaBrowser/", "Yandex Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
PHONES = re.compile(r"iPhone|Android|HarmonyOS|Mobile")


def remember_device(request: HttpRequest, person: User) -> None:
    """Write down that the session is used from here now."""
    request.session[SEEN_AT] = int(clock.now().timestamp())
    try:
        get_adapter().get_client_ip(request)
    except PermissionDenied:
        # Comes by no network address: not from a browser.
        return
    request.user = person
    UserSession.objects.create_from_request(request)


def is_due(request: HttpRequest) -> bool:
    return clock.now().timestamp() - request.session.get(SEEN_AT, 0) >= TOUCHED_AFTER


def name_of(user_agent: str) -> str:
    """What a person calls the browser that sends this line, such as “Chrome on Windows”."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


def is_phone(user_agent: str) -> bool:
    return PHONES.search(user_agent) is not None
