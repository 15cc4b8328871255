"""The start page: what waits for me. Each side and role has its own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from branddesk.accounts.models import Role
from branddesk.accounts.requests import DeskRequest
from branddesk.accounts.selectors import people_of
from branddesk.brands.models import Brand
from branddesk.brands.permissions import may_found
from branddesk.cases import permissions
from branddesk.notices.models import Notice
from branddesk.web import slots
from branddesk.workplace import selectors

NEWS = 6


@login_required
@require_safe
def start(request: DeskRequest) -> HttpResponse:
    context = {
        "notices": Notice.objects.filter(person=request.user)[:NEWS],
        "panels": [(panel.template, panel.context(request)) for panel in slots.start_panels if panel.visible(request)],
        "other_zone": selectors.other_zone(request.user),
        "people": _people(request) if request.user.is_administrator else None,
    }
    if request.user.is_platform:
        return render(request, "workplace/platform.html", context | _platform(request))
    return render(request, "workplace/start.html", context | _brand(request))


def _brand(request: DeskRequest) -> dict[str, Any]:
    writes = request.user.role in permissions.WRITER
    return {
        "waiting": selectors.waiting_for(request.user),
        "to_ask": selectors.follow_ups_of(request.user) if writes else [],
        "fortnight": selectors.fortnight_of(request.user),
        "may_open_case": permissions.may_open_case(request.user),
        "has_brand": Brand.objects.visible_to(request.user).exists,
        "may_found": may_found(request.user),
        "writes": writes,
    }


def _platform(request: DeskRequest) -> dict[str, Any]:
    return {
        "desk": selectors.desk_of(request.user),
        "today": selectors.today_of(request.user),
        "missed": selectors.missed_lately(request.user) if request.user.is_administrator else [],
        "judges": request.user.role in permissions.JUDGE,
        "teaches": request.user.role == Role.TRAINER,
    }


def _people(request: DeskRequest) -> dict[str, int]:
    """How many work here, and how many of them with a second factor. One query."""
    active = list(people_of(request.user.organisation).filter(is_active=True))
    with_factor = sum(getattr(person, "has_second_factor", False) for person in active)
    return {"active": len(active), "without_factor": len(active) - with_factor}
