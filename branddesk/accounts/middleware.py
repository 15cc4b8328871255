"""Pages speak the reader's language and tell the reader's time."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from branddesk.accounts import zones
from branddesk.accounts.models import User

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
