"""What the frame around every page shows. Counted only when a page with the frame is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from branddesk.core import clock
from branddesk.web import slots

THEME_COOKIE = "branddesk_theme"
THEMES = ("auto", "light", "dark")
PHONE_TABS = 4


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}


def live_url(request: HttpRequest) -> str:
    """Where the live process answers, as the reader's browser sees it; ends with a slash."""
    if settings.LIVE_URL:
        return str(settings.LIVE_URL).rstrip("/") + "/"
    host = request.get_host()
    # An IPv6 address keeps its brackets and colons; only the port goes.
    bare = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return f"{request.scheme}://{bare}:{settings.LIVE_PORT}/live/"


def live_origin(request: HttpRequest) -> str:
    return "/".join(live_url(request).split("/")[:3])


@dataclass(frozen=True)
class Line:
    """A line of the navigation as this reader sees it now."""

    item: slots.NavItem
    url: str
    count: int | None
    is_current: bool


@dataclass(frozen=True)
class Group:
    heading: str
    lines: list[Line]


class Frame:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def now(self) -> datetime:
        return clock.now()

    @property
    def theme(self) -> str:
        chosen = self._request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in THEMES else "auto"

    @property
    def language(self) -> str:
        """The language as HTML names it: zh-Hans, ru, en."""
        code = getattr(self._request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
        return "zh-Hans" if code == "zh-hans" else str(code)

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @property
    def is_demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def path(self) -> str:
        """Where to return to after a switch of language or theme; after a form, the page it stands on."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @property
    def live_url(self) -> str:
        return live_url(self._request)

    @cached_property
    def lines(self) -> list[Line]:
        shown = [(item, reverse(item.url_name)) for item in slots.navigation if item.visible(self._request)]
        path = self._request.path
        current = max(
            (url for _, url in shown if path == url or (url != "/" and path.startswith(url))), key=len, default=""
        )
        return [Line(item, url, item.count(self._request), url == current) for item, url in shown]

    @property
    def groups(self) -> Iterator[Group]:
        order = list(slots.GROUPS)
        lines = sorted(self.lines, key=lambda line: order.index(line.item.group))
        for key, members in groupby(lines, key=lambda line: line.item.group):
            yield Group(str(slots.GROUPS[key]), list(members))

    @property
    def tabs(self) -> list[Line]:
        """The lines that a phone shows as tabs; the rest is behind "more"."""
        return [line for group in self.groups for line in group.lines][:PHONE_TABS]

    @property
    def bell_url(self) -> str:
        return reverse(slots.bell.filling.url_name) if slots.bell.filling else ""

    @cached_property
    def unread(self) -> int:
        return slots.bell.filling.unread(self._request) if slots.bell.filling else 0

    @cached_property
    def organisation_facts(self) -> list[str]:
        return slots.organisation_facts.of(self._request)
