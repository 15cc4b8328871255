"""What narrows a list: a chip for each filter that is set, and the menu of all, read only when somebody opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from branddesk.accounts.models import User
from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.cases import queues, selectors
from branddesk.cases.models import Tag
from branddesk.cases.selectors import CaseFilters
from branddesk.cases.selectors.filters import ME, NOBODY, read_filters
from branddesk.core.enums import CaseKind, EscalationLevel, Priority, Status
from branddesk.stores.models import Marketplace

Choices = Mapping[str, str | Promise]

LABELS = {
    "brand": gettext_lazy("Brand"),
    "marketplace": gettext_lazy("Marketplace"),
    "kind": gettext_lazy("Kind"),
    "status": gettext_lazy("Status"),
    "priority": gettext_lazy("Priority"),
    "level": gettext_lazy("Escalation level"),
    "assignee": gettext_lazy("Assignee"),
    "tag": gettext_lazy("Tag"),
    "due": gettext_lazy("Due"),
    "opened_from": gettext_lazy("Opened from"),
    "opened_to": gettext_lazy("Opened until"),
}


def colleagues_of(user: User) -> dict[str, str]:
    """Who may handle a case on the person's side, by key."""
    rows = User.objects.filter(organisation=user.organisation_id, is_active=True).order_by("name")
    return {str(key): name for key, name in rows.values_list("pk", "name")}


def _brands(user: User) -> Choices:
    rows = Brand.objects.none() if user.is_platform else Brand.objects.visible_to(user)
    return {brand.slug: brand.name for brand in rows}


def _marketplaces(user: User) -> Choices:
    rows = Marketplace.objects.filter(operator=user.organisation_id) if user.is_platform else Marketplace.objects
    return dict(rows.order_by("name").values_list("slug", "name"))


def _tags(user: User) -> Choices:
    return {str(tag.pk): tag.name for tag in Tag.objects.filter(organisation=user.organisation_id)}


CHOICES: dict[str, Callable[[User], Choices]] = {
    "brand": _brands,
    "marketplace": _marketplaces,
    "kind": lambda _user: dict(CaseKind.choices),
    "status": lambda _user: dict(Status.choices),
    "priority": lambda _user: {str(value): label for value, label in Priority.choices},
    "level": lambda _user: {str(value): label for value, label in EscalationLevel.choices},
    "assignee": lambda user: {ME: _("me"), NOBODY: pgettext("assignee", "nobody")} | colleagues_of(user),
    "tag": _tags,
    "due": lambda _user: {"over": _("overdue"), "soon": _("within a day")},
}
NEEDS_TWO = ("brand", "marketplace")
"""Nobody narrows by the only one there is."""


def chips_of(user: User, filters: CaseFilters) -> list[dict[str, Any]]:
    """A chip for each filter that is set; asks only for the names that these need."""
    return [
        {
            "label": _label(user, name),
            "value": CHOICES[name](user).get(value, value) if name in CHOICES else value,
            "without": filters.without(name),
        }
        for name, value in filters.narrowing.items()
    ]


@login_required
@require_safe
def filter_menu(request: DeskRequest) -> HttpResponse:
    """All that can be chosen, for the list at the same address; opened in place, or as a page of its own."""
    user = request.user
    views, first = (tuple(queues.VIEWS), "unassigned") if user.is_platform else (selectors.VIEWS, "open")
    filters = read_filters(request.GET.dict(), views, first=first)
    choices = {name: choices_of(user) for name, choices_of in CHOICES.items()}
    context = {
        "filters": filters,
        "addable": [
            {"name": name, "label": _label(user, name), "choices": found, "value": getattr(filters, name)}
            for name, found in choices.items()
            if len(found) > (1 if name in NEEDS_TWO else 0)
        ],
        "list_url": reverse("cases:queue" if user.is_platform else "cases:list"),
    }
    return render(request, "cases/filter_menu.html", context)


@login_required
@require_safe
def bulk_people(request: DeskRequest) -> HttpResponse:
    """Whom chosen cases may be given to, as the options of the bulk bar."""
    return render(request, "cases/bulk_people.html", {"people": colleagues_of(request.user)})


def _label(user: User, name: str) -> str:
    return _("Moderator") if name == "assignee" and user.is_platform else str(LABELS[name])
