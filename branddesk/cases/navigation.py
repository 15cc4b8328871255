"""The lines of the rail that lead to cases, each with what waits for the reader."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases import selectors
from branddesk.web.slots import NavItem


def _is_merchant(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_merchant


def _is_platform(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_platform


def _ours(request: HttpRequest) -> int | None:
    assert isinstance(request.user, User)
    return selectors.ours_count(request.user) or None


ITEMS = (
    NavItem(
        key="cases",
        label=pgettext_lazy("navigation", "Cases"),
        icon="list-details",
        url_name="cases:list",
        group="work",
        order=10,
        visible=_is_merchant,
        count=_ours,
        ours=True,
    ),
    NavItem(
        key="queue",
        label=pgettext_lazy("navigation", "Queue"),
        icon="inbox",
        url_name="cases:queue",
        group="work",
        order=10,
        visible=_is_platform,
        count=_ours,
        ours=True,
    ),
)
