"""Looking for anything: the page of results, and the palette that opens with Ctrl K on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from branddesk.web import slots

LONGEST_QUERY = 200
ON_PAGE = 20
IN_PALETTE = 6
COMMANDS_SHOWN = 8

THEMES = (
    slots.Command("theme-light", _("Light theme"), "sun", "web:theme", 910, fields={"theme": "light"}),
    slots.Command("theme-dark", _("Dark theme"), "moon", "web:theme", 911, fields={"theme": "dark"}),
    slots.Command("theme-auto", _("Theme of the system"), "device-desktop", "web:theme", 912, fields={"theme": "auto"}),
)


@dataclass(frozen=True)
class Group:
    """What one kind of thing has for the words."""

    group: slots.SearchGroup
    findings: slots.Findings


@dataclass(frozen=True)
class Line:
    """A command as the palette shows it."""

    label: str
    icon: str
    url: str
    fields: dict[str, str]


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that holds the words, by kind."""
    query = _query(request)
    return render(request, "web/search.html", {"query": query, "groups": _groups(request, query, ON_PAGE)})


@login_required
@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """The lines of the palette for what is typed so far."""
    query = _query(request)
    lines = [line for line in _lines(request) if _fits(line, query)]
    context: dict[str, Any] = {
        "query": query,
        "groups": _groups(request, query, IN_PALETTE),
        "lines": lines if query else lines[:COMMANDS_SHOWN],
        "next": request.GET.get("next", "/"),
    }
    return render(request, "frame/palette_lines.html", context)


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]


def _groups(request: HttpRequest, query: str, most: int) -> list[Group]:
    if not query:
        return []
    groups = [Group(group, group.find(request, query, most)) for group in slots.search_groups if group.visible(request)]
    return [group for group in groups if group.findings.found]


def _lines(request: HttpRequest) -> Iterator[tuple[Line, str]]:
    """Every command and every page of the navigation, each with all words by which it is known."""
    for command in [*slots.commands, *THEMES, *_languages()]:
        if command.visible(request):
            line = Line(str(command.label), command.icon, reverse(command.url_name), dict(command.fields))
            yield line, f"{command.label} {command.words}".casefold()
    for item in slots.navigation:
        if item.visible(request):
            yield Line(str(item.label), item.icon, reverse(item.url_name), {}), str(item.label).casefold()


def _languages() -> list[slots.Command]:
    return [
        slots.Command(
            f"language-{code}", name, "language", "accounts:language", fields={"language": code}, words=_("Language")
        )
        for code, name in settings.LANGUAGES
    ]


def _fits(line: tuple[Line, str], query: str) -> bool:
    return all(word in line[1] for word in query.casefold().split())
