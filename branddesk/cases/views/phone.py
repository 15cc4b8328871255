"""The code on the desk's side, and the page that a phone opens by it without signing in."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import permissions
from branddesk.cases.models import PhoneLink
from branddesk.cases.panels import phone as panel
from branddesk.cases.services import phone as services
from branddesk.cases.views.pages import find_case
from branddesk.core.errors import DomainError
from branddesk.core.form_keys import form_key_of
from branddesk.evidence.services import key_of_file
from branddesk.evidence.uploads import address_of, bring_parts, key_of, receive_part, sealed_before
from branddesk.web.refusals import is_upload

MOST_PARTS = 6
"""Large files that one phone may have on their way at once."""


# On the desk


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: DeskRequest, number: str) -> HttpResponse:
    """Open a link and show its code; GET shows the one that is open. `end` ends it."""
    case = find_case(request, number)
    permissions.check_can(request.user, "attach", case)
    if request.method == "POST":
        if "end" in request.POST:
            services.end_phone_link(actor=request.user, case=case)
        else:
            services.open_phone_link(actor=request.user, case=case)
        if not request.htmx:
            return redirect("cases:phone_code", number)
    context = {"case": case, "case_page": _page_of(request, number)} | panel.context_of(
        case, request.user, {"attach": True}
    )
    if not request.htmx:
        return render(request, "cases/phone/code.html", context)
    response = render(request, "cases/panels/_phone.html", context)
    response["HX-Trigger"] = "phone-arrived"
    return response


def _page_of(request: DeskRequest, number: str) -> str:
    return reverse("cases:detail", args=[number])


# On the phone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where a phone adds photos: what it sends is sealed at once, and nothing of the case is shown but its number."""
    link = _link(key)
    # A phone that never signed in says nothing of its zone; it is most likely where the maker of the link is.
    with timezone.override(link.made_by.time_zone):
        if request.method == "POST":
            return _receive(request, link)
        context = {"link": link, "arrived": services.arrived_through(link)[: services.MOST_FILES]}
        return _unlisted(render(request, "cases/phone/page.html", context))


@never_cache
@require_POST
def part(request: HttpRequest, key: UUID) -> HttpResponse:
    """One part of a large file."""
    link = _link(key)
    return receive_part(request, owner=_owner(link), most=MOST_PARTS)


def _receive(request: HttpRequest, link: PhoneLink) -> HttpResponse:
    before = sealed_before(request, actor=link.made_by, brand=link.case.brand)
    exhibits = [before] if before else []
    if not exhibits:
        bring_parts(request, owner=_owner(link))
        files = request.FILES.getlist("file")
        if not files:
            raise DomainError(_("Choose a file first."))
        upload_key = key_of(request.POST.get("upload_key", "")) or form_key_of(request)
        for number, file in enumerate(files):
            services.check_pace(link)
            key = key_of_file(upload_key, number)
            exhibits.append(
                services.seal_from_phone(link=link, file=file, sealed_from=address_of(request), upload_key=key)
            )
    if is_upload(request):
        return render(request, "cases/phone/rows.html", {"arrived": exhibits}, status=HTTPStatus.CREATED)
    count = len(exhibits)
    messages.success(
        request, ngettext("%(count)s file has arrived.", "%(count)s files have arrived.", count) % {"count": count}
    )
    return redirect("cases:phone", link.key)


def _link(key: UUID) -> PhoneLink:
    """The link, if it leads anywhere: 404 for one that never was, 410 for one that ended."""
    rows = PhoneLink.objects.select_related("made_by__organisation", "case__brand", "case__marketplace")
    link = get_object_or_404(rows, key=key)
    services.check_pace(link)
    services.check_link(link)
    return link


def _owner(link: PhoneLink) -> str:
    return f"phone:{link.key}"


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
