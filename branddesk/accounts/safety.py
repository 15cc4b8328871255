"""Where a reader may be sent next."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def local_url(request: HttpRequest, url: str) -> str:
    """The address when it is a page of this desk, the start page otherwise."""
    if url and url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return url
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def next_of(request: HttpRequest) -> str:
    """The page that the reader asked to be led back to, when it is a page of this desk; else nothing."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url and local_url(request, url) == url else ""
