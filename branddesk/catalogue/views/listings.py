"""The own listings as customers see them: their list, one of them with its history, and having it changed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.catalogue import permissions
from branddesk.catalogue.models import Listing, ListingOrder
from branddesk.catalogue.selectors import listings as selectors
from branddesk.catalogue.services import ordering
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.notices.services import mark_page_read
from branddesk.stores.models import Store

LABELS = {
    "all": pgettext_lazy("listings", "On sale"),
    "changed": pgettext_lazy("listings", "Changed lately"),
    "poor": pgettext_lazy("listings", "Poor content"),
    "gone": pgettext_lazy("listings", "Gone or archived"),
}


@login_required
@require_safe
def listings(request: DeskRequest) -> HttpResponse:
    if not request.user.is_merchant:
        raise Http404
    filters = selectors.read_filters(request.GET.dict())
    mark_page_read(actor=request.user, url=request.get_full_path())
    counts = selectors.counts(request.user)
    context = {
        "filters": filters,
        "tabs": [(view, label, counts[view], _query(filters, view)) for view, label in LABELS.items()],
        "page": selectors.page_of(request.user, filters, request.GET.get("page", "")),
        "stores": list(Store.objects.visible_to(request.user).connected()),
        "is_filtered": bool(filters.store or filters.q),
    }
    return render(request, "catalogue/listing_list.html", context)


@login_required
@require_safe
def listing(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@login_required
@require_POST
def order(request: DeskRequest, pk: int) -> HttpResponse:
    """Have the store change what differs from the card."""
    found = _found(request, pk)
    typed = {what: request.POST.get(what, "")[:7000] for what in ListingOrder.What.values}
    try:
        ordering.order_changes(actor=request.user, listing=found, values=typed, form_key=form_key_of(request))
    except NotAllowed:
        raise
    except DomainError as refusal:
        return _page(request, found, fault=refusal.message, typed=typed)
    messages.success(request, _("It is on its way to the store. The card is read again as soon as it was taken."))
    return redirect("catalogue:listing", pk)


def _query(filters: selectors.Filters, view: str) -> str:
    asked = {"view": view, "store": filters.store, "q": filters.q}
    return urlencode({name: value for name, value in asked.items() if value})


def _found(request: DeskRequest, pk: int) -> Listing:
    rows = Listing.objects.visible_to(request.user).select_related("store", "brand", "product")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: DeskRequest, found: Listing, *, fault: str = "", typed: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "opened": selectors.opened(found),
        "listing": found,
        "may_keep": permissions.may_keep(request.user) and found.store.is_connected,
        "fault": fault,
        "typed": typed,
        "back": reverse("catalogue:listings"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    return render(request, "catalogue/listing.html", context, status=status)
