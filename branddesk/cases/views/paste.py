"""What is pasted or dropped on any page becomes a draft; a small question only where the desk cannot tell."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branddesk.accounts.requests import DeskRequest
from branddesk.brands.models import Brand
from branddesk.cases import permissions
from branddesk.cases.models import Case
from branddesk.cases.services.pasting import Place, open_from_paste, place_of
from branddesk.cases.views import paste_reports
from branddesk.core.errors import DomainError, NotAllowed
from branddesk.core.form_keys import form_key_of
from branddesk.evidence.models import Exhibit
from branddesk.evidence.uploads import address_of
from branddesk.stores.models import Marketplace

MOST_TEXT = 200_000
MOST_FILES = 10
MOST_QUERY = 1_500
"""What of a text an address carries, for browsers without script."""

Row = TypeVar("Row", Brand, Marketplace)


@login_required
@require_POST
def paste(request: DeskRequest) -> HttpResponse:
    """Open a draft from the paste; 204 when it names nothing, the question when brand or marketplace are not told."""
    if not permissions.may_open_case(request.user):
        raise NotAllowed(_("Only brand representatives open cases. Ask one of your organisation."))
    text, files = request.POST.get("text", ""), request.FILES.getlist("file")
    if len(text) > MOST_TEXT or len(files) > MOST_FILES:
        raise DomainError(_("This is too much for one case. Paste it in parts."))
    place = place_of(request.user, text, has_files=bool(files))
    if place is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    brand = _chosen(place.brands, request.POST.get("brand", ""))
    marketplace = _chosen(place.marketplaces, request.POST.get("marketplace", ""))
    if brand is None or marketplace is None:
        if not place.is_told:
            return _ask(request, place, text)
        brand, marketplace = place.brands[0], place.marketplaces[0]
    source = request.POST.get("source", "")
    case, reading = open_from_paste(
        actor=request.user,
        brand=brand,
        marketplace=marketplace,
        text=text,
        files=files,
        source=source if source in Exhibit.Source else Exhibit.Source.PASTE,
        sealed_from=address_of(request),
        form_key=form_key_of(request),
    )
    if reading is not None:
        paste_reports.keep(request, case, reading)
    messages.success(request, _opened(request, case))
    return _lead(request, reverse("cases:draft", args=[case.number]))


def _chosen(rows: list[Row], key: str) -> Row | None:
    """The row that the question was answered with, of those that it offered."""
    return next((row for row in rows if row.slug == key), None)


def _ask(request: DeskRequest, place: Place, text: str) -> HttpResponse:
    if request.htmx:
        return render(request, "cases/paste_question.html", {"place": place})
    return redirect(f"{reverse('cases:new')}?{urlencode({'text': text[:MOST_QUERY]})}")


def _lead(request: DeskRequest, address: str) -> HttpResponse:
    if not request.htmx:
        return redirect(address)
    response = HttpResponse(status=HTTPStatus.OK)
    response["HX-Redirect"] = address
    return response


def _opened(request: DeskRequest, case: Case) -> str:
    """The toast that says what happened and takes it back."""
    return mark_safe(render_to_string("cases/paste_opened.html", {"case": case}, request=request))  # noqa: S308  a template's output
