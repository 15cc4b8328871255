"""What helps while one writes: prepared texts, colleagues to be named, and who else is writing."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branddesk.accounts.requests import DeskRequest
from branddesk.cases import selectors
from branddesk.cases.selectors.people import readers_of
from branddesk.cases.selectors.templates import texts_for
from branddesk.cases.services import note_writing, stop_writing
from branddesk.cases.views.pages import find_case
from branddesk.core.enums import Side

BOXES = frozenset({"answer", "message", "reopen", "note", "decide"})


@login_required
@require_safe
def templates(request: DeskRequest, number: str) -> HttpResponse:
    """The texts that fit the case, as a menu's content for the script, else as a page."""
    case = find_case(request, number)
    box = request.GET.get("box", "")
    context = {
        "case": case,
        "box": box if box in BOXES else "note",
        "choices": selectors.templates_for(case, request.user),
    }
    template = "cases/templates.html#choices" if request.htmx else "cases/templates.html"
    return render(request, template, context)


@login_required
@require_safe
def template(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """One text, filled from the case, to be inserted where the cursor stands."""
    case = find_case(request, number)
    text = get_object_or_404(texts_for(request.user), pk=pk)
    filled = selectors.fill(text.body, case, request.user, text.language)
    return HttpResponse(filled, content_type="text/plain; charset=utf-8")


@login_required
@require_safe
@never_cache
def colleagues(request: DeskRequest, number: str) -> HttpResponse:
    """Who may be named in a note: everybody on one's own side who sees the case."""
    case = find_case(request, number)
    side = Side.PLATFORM if request.user.is_platform else Side.BRAND
    people = readers_of(case, side).exclude(pk=request.user.pk).select_related("organisation")
    found = [{"name": person.name, "about": str(person.organisation)} for person in people]
    return JsonResponse({"people": found})


@login_required
@require_POST
def writing(request: DeskRequest, number: str) -> HttpResponse:
    """A heartbeat of somebody who types; `stopped` ends it."""
    case = find_case(request, number)
    if "stopped" in request.POST:
        stop_writing(actor=request.user, case=case)
    else:
        note_writing(actor=request.user, case=case, for_colleagues=request.POST.get("to") != "other side")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
