"""The telephone system: the address that it calls, and the page on which it is connected."""

from __future__ import annotations

import logging
import uuid
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.channels.phone import permissions, selectors
from branddesk.channels.phone.forms import SystemForm
from branddesk.channels.phone.models import PhoneSystem
from branddesk.channels.phone.services import hearing, setting_up

log = logging.getLogger(__name__)


@csrf_exempt
@never_cache
@require_POST
def hook(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Where the telephone system tells of its calls. What it did not sign is refused."""
    system = get_object_or_404(PhoneSystem, key=key)
    if int(request.META.get("CONTENT_LENGTH") or 0) > hearing.MOST_BYTES:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = request.read(hearing.MOST_BYTES + 1)
    if len(body) > hearing.MOST_BYTES:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        hearing.accept_event(
            system=system,
            timestamp=request.headers.get("X-Timestamp", ""),
            signature=request.headers.get("X-Signature", "")[:200],
            body=body,
        )
    except hearing.Forged as forged:
        log.warning("an event for the telephone system %s is refused: %s", system.pk, forged)
        return HttpResponseForbidden(content_type="text/plain")
    return HttpResponse(status=HTTPStatus.ACCEPTED)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def system(request: DeskRequest) -> HttpResponse:
    """Connect the telephone system of the organisation."""
    permissions.check_can_set_up(request.user)
    kept = selectors.system_of(request.user.organisation)
    form = SystemForm(request.POST if request.method == "POST" else None, actor=request.user, system=kept)
    if request.method == "POST" and form.is_valid():
        setting_up.configure(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("phone:system")
    return _system_page(request, form)


@login_required
@never_cache
@require_POST
def new_secret(request: DeskRequest) -> HttpResponse:
    """Make a secret and show it, this once."""
    secret = setting_up.renew_secret(actor=request.user)
    kept = selectors.system_of(request.user.organisation)
    return _system_page(request, SystemForm(actor=request.user, system=kept), secret=secret)


@login_required
@require_POST
def try_system(request: DeskRequest) -> HttpResponse:
    """Let the own line ring once."""
    hearing.ring_once(actor=request.user)
    messages.success(request, _("Your line rings now: the caller's card opens on your pages."))
    return redirect("phone:system")


def _system_page(request: DeskRequest, form: SystemForm, *, secret: str = "") -> HttpResponse:
    kept = selectors.system_of(request.user.organisation)
    context = {
        "system": kept,
        "form": form,
        "secret": secret,
        "address": settings.SITE_URL + reverse("phone:hook", args=[kept.key]) if kept else "",
        "events": selectors.latest_events(kept) if kept else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "phone/system.html", context, status=status)
