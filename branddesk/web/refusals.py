"""How a refusal is shown: as a fragment, as JSON for an upload, or as a page that repeats what was typed."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

SECRET = re.compile(r"password|token|secret|csrf", re.IGNORECASE)
KEYS = re.compile(r"[0-9a-fA-F-]{32,}|on")
"""Values that a page put there and nobody typed."""


def refuse(request: HttpRequest, sentence: str, *, status: int, page: str = "refusal.html") -> HttpResponse:
    """Say the sentence where the reader is looking."""
    if is_upload(request):
        return JsonResponse({"error": sentence}, status=status)
    if is_htmx(request):
        response = render(request, "components/refusal.html", {"sentence": sentence}, status=status)
        response["HX-Retarget"] = "#refusal"
        response["HX-Reswap"] = "innerHTML"
        response["HX-Reselect"] = ".refusal"
        response["HX-Push-Url"] = "false"
        return response
    context = {"sentence": sentence, "typed": typed(request), "back": way_back(request)}
    return render(request, page, context, status=status)


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def is_upload(request: HttpRequest) -> bool:
    """Whether upload.js asks; it shows a sentence in the row of the file."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def is_fragment(request: HttpRequest) -> bool:
    return is_htmx(request) or is_upload(request)


def typed(request: HttpRequest) -> list[str]:
    """The texts of a refused form, so that they can be copied; no passwords, no keys."""
    return [
        value
        for name, values in request.POST.lists()
        if not SECRET.search(name) and name != "next"
        for value in values
        if isinstance(value, str) and value.strip() and not KEYS.fullmatch(value)
    ]


def way_back(request: HttpRequest) -> str:
    """The page the form stands on; the start page where the browser does not say."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if is_ours else "/"
