"""Pages speak the reader's language and tell the reader's time."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from branddesk.accounts import devices, zones
from branddesk.accounts.models import User
from branddesk.accounts.selectors import has_second_factor
from branddesk.web.refusals import is_fragment, refuse

WITHOUT_FACTOR = ("mfa_", "account_", "accounts:language", "accounts:demo_sign_in", "web:", "live:")
"""Addresses that stay open to whoever still has to set up a second factor; live events say nothing but that."""

TIME_ZONE_COOKIE = "branddesk_time_zone"
"""Set by accounts/time_zone.js for people who have not signed in."""


class PersonMiddleware:
    """Language and time zone come from the person; before sign-in from cookies; then from what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A task or another request may run on this thread afterwards, so both are put back.
        with translation.override(_language(request)), timezone.override(_zone(request)):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class DeviceMiddleware:
    """Keeps the list of where people are signed in up to date, a write every ten minutes at most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User) and devices.is_due(request):
            devices.remember_device(request, request.user)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads people whose organisation requires a second factor to set one up, before anything else opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        person = request.user
        if not isinstance(person, User) or not person.organisation.requires_second_factor:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(WITHOUT_FACTOR) or has_second_factor(person):
            return None
        if request.method == "GET" and not is_fragment(request):
            return redirect("mfa_index")
        sentence = _("Your organisation requires a second factor. Set it up on your profile first.")
        return refuse(request, sentence, status=HTTPStatus.FORBIDDEN)


def _language(request: HttpRequest) -> str:
    person = request.user
    if isinstance(person, User):
        return person.language
    # Reads the cookie, then Accept-Language, and takes only languages of ours.
    return translation.get_language_from_request(request)


def _zone(request: HttpRequest) -> str:
    person = request.user
    name = person.time_zone if isinstance(person, User) else request.COOKIES.get(TIME_ZONE_COOKIE, "")
    return name if zones.zone(name) else settings.TIME_ZONE
