"""The lines of the rail that lead to cases, each with what waits for the reader."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from branddesk.accounts.models import User
from branddesk.cases import selectors
from branddesk.cases.models import Case
from branddesk.cases.permissions import may_keep_templates, may_open_case
from branddesk.web.slots import NavItem


def _is_merchant(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_merchant


def _is_platform(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_platform


def may_paste(request: HttpRequest) -> bool:
    """Whether something pasted on a page may become this reader's draft."""
    return isinstance(request.user, User) and may_open_case(request.user)


def _ours(request: HttpRequest) -> QuerySet[Case]:
    assert isinstance(request.user, User)
    return selectors.ours(request.user)


def _is_administrator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_administrator


def _keeps_templates_only(request: HttpRequest) -> bool:
    """Administrators find the templates among what they administer."""
    person = request.user
    return isinstance(person, User) and not person.is_administrator and may_keep_templates(person)


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
    NavItem(
        key="templates",
        label=pgettext_lazy("navigation", "Templates"),
        icon="template",
        url_name="terms:templates",
        group="organisation",
        order=950,
        visible=_keeps_templates_only,
    ),
    NavItem(
        key="administration",
        label=pgettext_lazy("navigation", "Administration"),
        icon="settings",
        url_name="terms:overview",
        group="organisation",
        order=960,
        visible=_is_administrator,
    ),
)
