"""One click signs in as anybody: in the demo, and only there."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from branddesk.accounts import selectors
from branddesk.accounts.safety import local_url


@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(selectors.demo_people(), pk=pk)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(local_url(request, request.POST.get("next", "")))
