"""Pages on which administrators connect stores and see what their keys may do."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of
from branddesk.stores import permissions, selectors, services, tasks
from branddesk.stores.forms import KeyForm, StoreForm
from branddesk.stores.models import Store


@login_required
@require_safe
def store_list(request: DeskRequest) -> HttpResponse:
    permissions.check_can_keep_stores(request.user)
    return render(request, "stores/list.html", {"stores": Store.objects.visible_to(request.user)})


@login_required
@never_cache
@sensitive_post_parameters("api_key")
@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: DeskRequest) -> HttpResponse:
    permissions.check_can_keep_stores(request.user)
    form = StoreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            store = services.connect_store(actor=request.user, form_key=form_key_of(request), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("api_key", refusal.message)
        else:
            tasks.probe_store.enqueue(store.pk)
            messages.success(
                request, _("%(store)s is connected. What its key may do is being tried.") % {"store": store}
            )
            return redirect("stores:detail", store.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "stores/connect.html", {"form": form}, status=status)


@login_required
@never_cache
@require_safe
def detail(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@login_required
@require_POST
def try_key(request: DeskRequest, pk: int) -> HttpResponse:
    store = services.ask_probe(actor=request.user, store=_found(request, pk))
    tasks.probe_store.enqueue(store.pk)
    return redirect("stores:detail", store.pk)


@login_required
@sensitive_post_parameters("api_key")
@require_POST
def replace_key(request: DeskRequest, pk: int) -> HttpResponse:
    store = _found(request, pk)
    form = KeyForm(request.POST)
    if form.is_valid():
        try:
            services.replace_key(actor=request.user, store=store, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("api_key", refusal.message)
        else:
            tasks.probe_store.enqueue(store.pk)
            messages.success(request, _("The new key is kept. What it may do is being tried."))
            return redirect("stores:detail", store.pk)
    return _page(request, store, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def disconnect(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what will be lost, and do it when the reader confirms."""
    store = _found(request, pk)
    if request.method != "POST":
        return render(request, "stores/disconnect.html", {"store": store})
    services.disconnect_store(actor=request.user, store=store)
    messages.success(request, _("%(store)s is disconnected and its key forgotten.") % {"store": store})
    return redirect("stores:list")


def _found(request: DeskRequest, pk: int) -> Store:
    permissions.check_can_keep_stores(request.user)
    return get_object_or_404(Store.objects.visible_to(request.user).select_related("connected_by"), pk=pk)


def _page(request: DeskRequest, store: Store, form: KeyForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "store": store,
        "form": form or KeyForm(),
        "capabilities": selectors.capabilities_of(store),
        "refusal": selectors.refusal_of(store),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, "stores/detail.html", context, status=status)
