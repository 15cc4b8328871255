"""Refusals become sentences on the page that caused them, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from branddesk.core.errors import DomainError
from branddesk.web.context import live_origin
from branddesk.web.refusals import is_fragment, refuse, typed


class DomainErrorMiddleware:
    """Shows `DomainError`s, tells fragments that the session ended, and lets pages reach the live process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _leads_to_sign_in(response) and (is_fragment(request) or _was_filled_in(request)):
            # Followed by the script, the sign-in page would land inside the page the person works on; followed by the
            # browser, what was typed into the form would be gone.
            sentence = _("You were signed out. Sign in again in a new tab, then repeat; what you typed is still here.")
            response = refuse(request, sentence, status=HTTPStatus.FORBIDDEN)
        response._csp_update = {"connect-src": [live_origin(request)]}  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, DomainError):
            return refuse(request, exception.message, status=exception.status_code)
        return None


def _was_filled_in(request: HttpRequest) -> bool:
    """Whether a form of ours came, with something typed into it: its page has left the cookie that guards forms."""
    return settings.CSRF_COOKIE_NAME in request.COOKIES and bool(typed(request))


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    target, _mark, query = response.headers.get("Location", "").partition("?")
    # Without `next` somebody has signed out, and is led there on purpose.
    is_sent = target == resolve_url(settings.LOGIN_URL) and query.startswith("next=")
    return response.status_code == HTTPStatus.FOUND and is_sent
