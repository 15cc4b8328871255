"""Pages that belong to no app: components, theme, health, and those for when something went wrong."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from branddesk.web import showcase
from branddesk.web.context import THEME_COOKIE, THEMES
from branddesk.web.refusals import is_fragment, refuse

A_YEAR = timedelta(days=365)


@login_required
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, in the three languages."""
    return render(request, "web/components.html", showcase.context())


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the system's choice, in this browser."""
    response: HttpResponse = HttpResponse(status=HTTPStatus.NO_CONTENT)
    if not is_fragment(request):
        target = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
        response = redirect(target if is_ours else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        secure = request.is_secure()
        response.set_cookie(THEME_COOKIE, chosen, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@cache_control(max_age=86400)
def manifest(request: HttpRequest) -> HttpResponse:
    """For readers who put the desk on the home screen of a phone."""
    icon = {"src": static("web/logo.svg"), "sizes": "any", "type": "image/svg+xml"}
    about = {"name": "branddesk", "short_name": "branddesk", "start_url": "/", "display": "standalone"}
    colours = {"background_color": "#f6f6f4", "theme_color": "#f6f6f4"}
    return JsonResponse({**about, **colours, "icons": [icon]}, content_type="application/manifest+json")


@require_safe
@cache_control(max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("web/logo.svg"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its key: the session ended while the person typed. The text is kept."""
    sentence = _("Nothing was sent: the page is older than your sign-in. Load it anew and send it once more.")
    return refuse(request, sentence, status=HTTPStatus.FORBIDDEN, page="403_csrf.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form larger than we take has a page that says so."""
    if not isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return render(request, "413.html", {"limit": limit}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
