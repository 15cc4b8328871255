"""What the frame around every page shows. Counted only when a page with the frame is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from branddesk.core import clock
from branddesk.core.queries import counted
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
        return [Line(item, url, self._numbers.get(f"line_{item.key}"), url == current) for item, url in shown]

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
    def corner(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What floats in the corner of the page: templates, and what they need."""
        return [
            (panel.template, panel.context(self._request)) for panel in slots.corner if panel.visible(self._request)
        ]

    @property
    def bell_url(self) -> str:
        return reverse(slots.bell.filling.url_name) if slots.bell.filling else ""

    @property
    def paste_url(self) -> str:
        """Where a link or picture pasted on any page goes; nowhere for readers who open nothing from it."""
        filling = slots.paste.filling
        reader = getattr(self._request, "user", None)
        if filling is None or reader is None or not reader.is_authenticated or not filling.visible(self._request):
            return ""
        return reverse(filling.url_name)

    @property
    def unread(self) -> int:
        return self._numbers.get("bell", 0)

    @property
    def organisation_facts(self) -> list[str]:
        numbers = [(fact, self._numbers.get(f"fact_{fact.key}")) for fact in slots.organisation_facts]
        return [fact.sentence(number) for fact, number in numbers if number is not None]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Every number of the frame, up to `COUNT_UP_TO` each, in one query."""
        reader = getattr(self._request, "user", None)
        if reader is None or not reader.is_authenticated:
            return {}
        rows = {
            f"line_{item.key}": item.count(self._request) for item in slots.navigation if item.visible(self._request)
        }
        rows |= {f"fact_{fact.key}": fact.rows(self._request) for fact in slots.organisation_facts}
        if slots.bell.filling:
            rows["bell"] = slots.bell.filling.unread(self._request)
        return counted({name: found for name, found in rows.items() if found is not None})
