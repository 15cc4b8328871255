"""The brand's list of cases, the views that people keep of it, and those of the platform's queue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.models import User
from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions, queues, selectors
from branddesk.cases.selectors import CaseFilters
from branddesk.cases.selectors.filters import read_filters
from branddesk.cases.views.bulk import result_context
from branddesk.cases.views.narrowing import chips_of
from branddesk.cases.views.rows import rows_of
from branddesk.foundation.lists.models import SavedView
from branddesk.foundation.lists.selectors import views_of
from branddesk.foundation.lists.services import views as saved

VIEW_LABELS = {
    "open": pgettext_lazy("cases", "All open"),
    "ours": pgettext_lazy("cases", "Our turn"),
    "theirs": pgettext_lazy("cases", "Platform's turn"),
    "decided": pgettext_lazy("cases", "Decided"),
    "drafts": pgettext_lazy("cases", "Drafts"),
    "closed": pgettext_lazy("cases", "Closed"),
    "all": pgettext_lazy("cases", "All"),
}

HEADINGS = {
    "updated": pgettext_lazy("order", "latest event first"),
    "-updated": pgettext_lazy("order", "longest without an event first"),
    "opened": pgettext_lazy("order", "opened last first"),
    "-opened": pgettext_lazy("order", "opened first first"),
    "due": pgettext_lazy("order", "most urgent date first"),
    "-due": pgettext_lazy("order", "latest date first"),
    "priority": pgettext_lazy("order", "highest priority first"),
    "-priority": pgettext_lazy("order", "lowest priority first"),
}


@login_required
@require_safe
def case_list(request: DeskRequest) -> HttpResponse:
    if request.user.is_platform:
        return redirect("cases:queue")
    kept = views_of(request.user, "cases")
    first = next((view for view in kept if view.is_default and view.owner_id == request.user.pk), None)
    if first is not None and not request.GET:
        return redirect(f"{reverse('cases:list')}?{first.query}")
    filters = read_filters(_searching(request), selectors.VIEWS, first="open")
    counts = {} if filters.q else selectors.view_counts(request.user, filters)
    page = selectors.case_list(request.user, filters)
    context = {
        "filters": filters,
        "tabs": [(view, label, counts.get(view), _address(filters, view)) for view, label in VIEW_LABELS.items()],
        "page": page,
        "rows": rows_of(page.cases),
        "without_words": filters.without("q"),
        "order": HEADINGS[filters.sort or "updated"],
        "sorts": {name: _sort_link(filters, name) for name in ("updated", "opened", "due", "priority")},
        "may_open_case": permissions.may_open_case(request.user),
        "may_change": request.user.role in permissions.HANDS,
        "chips": chips_of(request.user, filters),
        **kept_context(kept, filters, request.user),
        **result_context(request, "cases"),
    }
    return render(request, "cases/case_list.html", context)


def _searching(request: HttpRequest) -> dict[str, str]:
    """The address; words are looked for everywhere unless it names a view."""
    address = request.GET.dict()
    if address.get("q", "").strip() and "view" not in address:
        address["view"] = "all"
    return address


def _address(filters: CaseFilters, view: str) -> str:
    return replace(filters, view=view, after="").query


def _sort_link(filters: CaseFilters, name: str) -> dict[str, str]:
    """Where a column's heading leads: to its order, and from there to the opposite one."""
    now = filters.sort or "updated"
    state = {name: "descending", f"-{name}": "ascending"}.get(now, "")
    if name == "due" and state:
        state = "ascending" if state == "descending" else "descending"
    return {"query": replace(filters, sort=f"-{name}" if now == name else name, after="").query, "state": state}


def kept_context(kept: list[SavedView], filters: CaseFilters, user: User) -> dict[str, Any]:
    """The views that the person keeps, and whether the list as it stands is one of them."""
    here = filters.query
    return {
        "kept": [(view, view.query == here) for view in kept],
        "is_kept": any(view.query == here for view in kept),
        "own_views": [view for view in kept if view.owner_id == user.pk],
    }


# Views that people keep


def _list_of(request: DeskRequest) -> tuple[str, str]:
    """The person's list, and its address."""
    return ("queue", reverse("cases:queue")) if request.user.is_platform else ("cases", reverse("cases:list"))


@login_required
@require_POST
def save_view(request: DeskRequest) -> HttpResponse:
    list_name, address = _list_of(request)
    query = _clean(request, request.POST.get("query", ""))
    view = saved.save_view(
        actor=request.user,
        list_name=list_name,
        name=request.POST.get("name", ""),
        query=query,
        is_shared=bool(request.POST.get("is_shared")),
    )
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(f"{address}?{view.query}")


def _clean(request: DeskRequest, query: str) -> str:
    """The address as the list itself would write it, so that the view is known again when it is open."""
    address = QueryDict(query[:2000]).dict()
    if request.user.is_platform:
        return read_filters(address, tuple(queues.VIEWS), first="unassigned").query
    return read_filters(address, selectors.VIEWS, first="open").query


@login_required
@require_safe
def saved_views(request: DeskRequest) -> HttpResponse:
    list_name, address = _list_of(request)
    kept = views_of(request.user, list_name)
    context = {
        "own": [view for view in kept if view.owner_id == request.user.pk],
        "shared": [view for view in kept if view.owner_id != request.user.pk],
        "list_url": address,
    }
    return render(request, "cases/saved_views.html", context)


@login_required
@require_POST
def change_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Rename, share, let open first, move or delete one's own view: the button pressed says which."""
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    act = request.POST.get("act", "save")
    if act == "delete":
        saved.delete_view(actor=request.user, view=view)
        messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    elif act in {"up", "down"}:
        saved.move_view(actor=request.user, view=view, up=act == "up")
    else:
        saved.change_view(
            actor=request.user,
            view=view,
            name=request.POST.get("name", ""),
            is_shared=bool(request.POST.get("is_shared")),
            is_default=bool(request.POST.get("is_default")),
        )
        messages.success(request, _("The view is changed."))
    return redirect("cases:views")
