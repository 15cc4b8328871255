"""Pages on which administrators connect stores and see what their keys may do."""

from __future__ import annotations

import logging
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of
from branddesk.stores import permissions, selectors, tasks
from branddesk.stores.forms import KeyForm, StoreForm
from branddesk.stores.models import Store
from branddesk.stores.services import connecting, pushing, syncing

log = logging.getLogger(__name__)

MOST_PUSH_BYTES = 256 * 1024


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
    form = StoreForm(request.POST if request.method == "POST" else None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            store = connecting.connect_store(actor=request.user, form_key=form_key_of(request), **form.cleaned_data)
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
    store = connecting.ask_probe(actor=request.user, store=_found(request, pk))
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
            connecting.replace_key(actor=request.user, store=store, **form.cleaned_data)
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
    connecting.disconnect_store(actor=request.user, store=store)
    messages.success(request, _("%(store)s is disconnected and its key forgotten.") % {"store": store})
    return redirect("stores:list")


@login_required
@require_POST
def stop_reading(request: DeskRequest, pk: int, code: str) -> HttpResponse:
    store = _found(request, pk)
    syncing.stop_reading(actor=request.user, reading=get_object_or_404(store.readings, stream=code))
    return redirect("stores:detail", store.pk)


@login_required
@require_POST
def read_now(request: DeskRequest, pk: int, code: str) -> HttpResponse:
    store = _found(request, pk)
    reading = syncing.read_now(actor=request.user, reading=get_object_or_404(store.readings, stream=code))
    tasks.read_stream.enqueue(reading.pk)
    return redirect("stores:detail", store.pk)


@login_required
@require_POST
def push_on(request: DeskRequest, pk: int) -> HttpResponse:
    store = pushing.subscribe(actor=request.user, store=_found(request, pk))
    messages.success(request, _("From now on Ozon calls when a buyer writes."))
    return redirect("stores:detail", store.pk)


@login_required
@require_POST
def push_off(request: DeskRequest, pk: int) -> HttpResponse:
    store = pushing.unsubscribe(actor=request.user, store=_found(request, pk))
    messages.success(request, _("Ozon calls no more. What comes in is still read every few minutes."))
    return redirect("stores:detail", store.pk)


@csrf_exempt
@never_cache
@require_POST
def push(request: HttpRequest, key: str) -> JsonResponse:
    """Where Ozon calls. Stored and answered at once, understood later."""
    store = pushing.store_at(key)
    if store is None:
        return _no_push(HTTPStatus.NOT_FOUND, "ERROR_UNKNOWN", "There is nothing here.")
    if not _comes_from_ozon(request):
        log.warning("a push for store %s came from elsewhere", store.pk)
        return _no_push(HTTPStatus.FORBIDDEN, "ERROR_UNKNOWN", "This address is Ozon's alone.")
    body = request.read(MOST_PUSH_BYTES + 1)
    if len(body) > MOST_PUSH_BYTES:
        return _no_push(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "ERROR_UNKNOWN", "The push is too large.")
    try:
        return JsonResponse(pushing.take(store, body))
    except (ValueError, RecursionError):
        return _no_push(HTTPStatus.BAD_REQUEST, "ERROR_PARAMETER_VALUE_MISSED", "message_type is missing.")


def _comes_from_ozon(request: HttpRequest) -> bool:
    """By the caller's address, as the proxies in front of the desk give it."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return False
    return any(address in ip_network(network) for network in settings.OZON_PUSH_NETWORKS)


def _no_push(status: HTTPStatus, code: str, message: str) -> JsonResponse:
    """A refusal in Ozon's own form."""
    return JsonResponse({"error": {"code": code, "message": message, "details": None}}, status=status)


def _found(request: DeskRequest, pk: int) -> Store:
    permissions.check_can_keep_stores(request.user)
    return get_object_or_404(Store.objects.visible_to(request.user).select_related("connected_by"), pk=pk)


def _page(request: DeskRequest, store: Store, form: KeyForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "store": store,
        "form": form or KeyForm(),
        "capabilities": selectors.capabilities_of(store),
        "refusal": selectors.refusal_of(store),
        "readings": selectors.readings_of(store),
        "push_address": pushing.address_of(store),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, "stores/detail.html", context, status=status)
