"""What cases offer to the palette and to the search over everything."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.brands.finding import brands_of
from branddesk.cases import permissions
from branddesk.cases.search import find, results
from branddesk.web.slots import Command, Findings, Found, SearchGroup


def _opens_cases(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and permissions.may_open_case(request.user)


def _find(request: HttpRequest, query: str, most: int) -> Findings:
    """The cases that hold the words; the last word may still grow."""
    assert isinstance(request.user, User)
    hits = find(request.user, query, is_typing=True, brands=[brand.pk for brand in brands_of(request)])
    found = [
        Found(
            url=reverse("cases:detail", args=[result.case.number]),
            title=result.title,
            about=f"{result.case.number} · {result.case.brand.name} · {result.case.get_status_display()}",
            snippet=result.snippet,
        )
        for result in results(request.user, hits, limit=most)
    ]
    more = "" if request.user.is_platform else f"{reverse('cases:list')}?{urlencode({'q': query})}"
    return Findings(found, hits.count, more)


COMMANDS = (
    Command(
        "file-case", _("File a case"), "plus", "cases:new", order=10, visible=_opens_cases, words=_("New complaint")
    ),
    Command("my-views", _("My views of the list"), "star", "cases:views", order=60),
)
GROUP = SearchGroup("cases", pgettext_lazy("search", "Cases"), "list-details", _find, order=10)
