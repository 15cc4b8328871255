"""Brands with who is there for them, one brand's contacts, and the panel of a case."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.models import User
from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.contacts import permissions, selectors, services
from branddesk.contacts.forms import AssignForm
from branddesk.contacts.selectors import Entry
from branddesk.contacts.ways import steps_for
from branddesk.core.enums import Route
from branddesk.stores.models import Marketplace

CASE_NUMBER = re.compile(r"[\w-]{1,16}")


@login_required
@require_safe
def brand_list(request: DeskRequest) -> HttpResponse:
    query, unmanaged = request.GET.get("q", "").strip()[:80], "unmanaged" in request.GET
    page = selectors.brand_page(request.user, query=query, unmanaged=unmanaged, after=request.GET.get("after", ""))
    context = {
        "page": page,
        "query": query,
        "unmanaged": unmanaged,
        "may_keep": permissions.may_keep_any(request.user),
        "imports": [] if request.user.is_platform else selectors.last_imports(request.user),
    }
    return render(request, "contacts/brand_list.html", context)


@login_required
@require_safe
def brand(request: DeskRequest, slug: str) -> HttpResponse:
    """Everybody who is there for the brand, marketplace by marketplace."""
    return _brand_page(request, find_brand(request.user, slug))


@login_required
@require_POST
def assign(request: DeskRequest, slug: str, market: str) -> HttpResponse:
    """The platform says who is there for the brand."""
    found = find_brand(request.user, slug)
    marketplace = get_object_or_404(_markets(request.user), slug=market)
    permissions.check_can_assign(request.user)
    form = AssignForm(request.POST, marketplace=marketplace, reader=request.user)
    if not form.is_valid():
        return _brand_page(request, found, form=form, status=422)
    services.assign(actor=request.user, marketplace=marketplace, brand=found, **form.cleaned_data)
    messages.success(request, _("%(brand)s: who is there for it is saved.") % {"brand": found.name})
    return redirect("contacts:brand", slug)


@login_required
@require_safe
def panel(request: DeskRequest, slug: str) -> HttpResponse:
    """Whom to reach about a case, each in one step. `case`: its number, `marketplace`: where it is."""
    found = find_brand(request.user, slug)
    marketplace = get_object_or_404(Marketplace, slug=request.GET.get("marketplace", ""))
    entries = selectors.contacts_for(found, marketplace, reader=request.user)
    asked = request.GET.get("case", "")
    number = asked if CASE_NUMBER.fullmatch(asked) else ""
    context = {
        "brand": found,
        "marketplace": marketplace,
        "rows": _first(entries, number, request.user),
        "has_manager": any(entry.contact.is_manager for entry in entries),
        "may_keep": permissions.may_keep(request.user, marketplace),
        "number": number,
    }
    return render(request, "contacts/panel.html", context)


def find_brand(reader: User, slug: str) -> Brand:
    """A brand that the reader works for; the platform's people look up any, since they assign managers to them."""
    brands = Brand.objects.all() if reader.is_platform else Brand.objects.visible_to(reader)
    return get_object_or_404(brands, slug=slug)


def _markets(reader: User) -> Any:
    rows = Marketplace.objects.order_by("name")
    return rows.filter(operator=reader.organisation_id) if reader.is_platform else rows


def _brand_page(
    request: DeskRequest, found: Brand, *, form: AssignForm | None = None, status: int = 200
) -> HttpResponse:
    entries = selectors.contacts_for(found, reader=request.user)
    sections = [_section(request.user, market, entries) for market in _markets(request.user)]
    context = {"brand": found, "sections": sections}
    if permissions.may_assign(request.user) and sections:
        market, theirs = sections[0]["market"], sections[0]["entries"]
        initial = {
            "manager": next((entry.contact.pk for entry in theirs if entry.is_manager), None),
            "deputies": [entry.contact.pk for entry in theirs if entry.contact.is_manager and entry.as_deputy],
        }
        context |= {
            "form": form or AssignForm(marketplace=market, reader=request.user, initial=initial),
            "market": market,
        }
    return render(request, "contacts/brand.html", context, status=status)


def _section(reader: User, market: Marketplace, entries: list[Entry]) -> dict[str, Any]:
    theirs = [entry for entry in entries if entry.contact.marketplace_id == market.pk]
    has_manager = any(entry.is_manager for entry in theirs)
    return {
        "market": market,
        "entries": theirs,
        "rows": [(entry, steps_for(entry.contact, reader=reader)) for entry in theirs],
        "has_manager": has_manager,
        "next_way": next((entry for entry in theirs if entry.is_open), None) or next(iter(theirs), None),
        "by_hand": market.route == Route.CABINET,
        "may_keep": permissions.may_keep(reader, market),
    }


def _first(entries: list[Entry], number: str, reader: User) -> list[Any]:
    """Managers and deputies who are there, then who is away, then lines; five at most, with the ways to them."""
    there = sorted(entries, key=lambda entry: (not entry.contact.is_manager, entry.away is not None, entry.as_deputy))
    may_reach = permissions.may_reach(reader)
    return [(entry, steps_for(entry.contact, number, reader=reader) if may_reach else []) for entry in there[:5]]
